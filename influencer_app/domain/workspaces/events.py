"""Live events about workspaces and their members."""

from typing import ClassVar

from influencer_app.db.outbox import MemberEvent


class NotificationsSeen(MemberEvent):
    """The member has read their notifications on one device."""

    name: ClassVar[str] = "notifications_seen"


class MembershipEnded(MemberEvent):
    """The person is no longer a member; their tabs on this workspace are closed."""

    name: ClassVar[str] = "membership_ended"
