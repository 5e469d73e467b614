"""What accounts tell the open tabs."""

from typing import ClassVar
from uuid import UUID

from influencer_app.db.outbox import Event


class NoticesSeen(Event):
    """What had ended until now has been looked at, on one of the person's devices."""

    name: ClassVar[str] = "notices_seen"


class SessionEnded(Event):
    """A browser is signed out: its open tabs hear nothing more."""

    name: ClassVar[str] = "session_ended"
    session_id: UUID
