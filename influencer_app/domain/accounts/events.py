"""Live events about accounts."""

from typing import ClassVar
from uuid import UUID

from influencer_app.db.outbox import Event


class NotificationsSeen(Event):
    """The person has read their notifications on one device."""

    name: ClassVar[str] = "notices_seen"


class SessionEnded(Event):
    """A session was revoked; its open tabs receive no further updates."""

    name: ClassVar[str] = "session_ended"
    session_id: UUID
