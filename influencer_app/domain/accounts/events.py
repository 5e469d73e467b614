"""Live events about accounts."""

from typing import ClassVar
from uuid import UUID

from influencer_app.db.outbox import PersonEvent


class SessionEnded(PersonEvent):
    """A session was revoked, ``elsewhere`` from another one; its open tabs receive no further updates."""

    name: ClassVar[str] = "session_ended"
    session_id: UUID
    elsewhere: bool
