"""Says that something was sent to a member's webhooks; the section that shows it reads it by itself."""

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.webhooks.events import WebhookAttempted
from influencer_app.web.live.updates import LoadRequest, register_loader


async def _load(session: AsyncSession, request: LoadRequest) -> bool:
    return True


WEBHOOK_ATTEMPTS = register_loader("member", (WebhookAttempted.name,), _load)
"""Something was sent: without a query, because hardly any tab shows it."""
