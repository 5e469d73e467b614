"""Loads until when notifications were read, for live updates."""

from datetime import datetime

from influencer_app.domain.workspaces.events import NotificationsSeen
from influencer_app.domain.workspaces.queries import get_notifications_seen_at
from influencer_app.web.live.updates import LoadContext, member_scope, register_loader


async def _load(context: LoadContext) -> datetime:
    return await get_notifications_seen_at(context.session, member_scope(context))


NOTIFICATIONS_READ_AT = register_loader("member", (NotificationsSeen.name,), _load)
"""What ended before has been read on one of the member's devices."""
