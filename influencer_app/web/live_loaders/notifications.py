"""Loads until when notifications were read, for live updates."""

from datetime import datetime

from influencer_app.domain.accounts.events import NotificationsSeen
from influencer_app.domain.accounts.queries import get_notifications_seen_at
from influencer_app.web.live.updates import LoadContext, register_loader


async def _load(context: LoadContext) -> datetime:
    return await get_notifications_seen_at(context.session, context.actor)


NOTIFICATIONS_READ_AT = register_loader("person", (NotificationsSeen.name,), _load)
"""What ended before has been read on one of the person's devices."""
