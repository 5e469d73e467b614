"""Loads until when notifications were read, for live updates."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.workspaces.events import NotificationsSeen
from influencer_app.domain.workspaces.queries import get_notifications_seen_at
from influencer_app.web.live.updates import LoadRequest, register_loader


async def _load(session: AsyncSession, request: LoadRequest) -> datetime:
    return await get_notifications_seen_at(session, request.member)


NOTIFICATIONS_READ_AT = register_loader("member", (NotificationsSeen.name,), _load)
"""What ended before has been read on one of the member's devices."""
