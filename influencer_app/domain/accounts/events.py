"""What accounts tell the open tabs."""

from typing import ClassVar
from uuid import UUID

from influencer_app.db.outbox import Event


class SessionEnded(Event):
    """A browser is signed out: its open tabs hear nothing more."""

    name: ClassVar[str] = "session_ended"
    session_id: UUID
