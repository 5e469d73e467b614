"""Routes of outgoing webhooks."""

from uuid import UUID

from fastapi import APIRouter

from influencer_app.api.access import Editor, SignedIn
from influencer_app.api.pagination import Cursor, Limit
from influencer_app.api.schema import problems
from influencer_app.app_services import webhooks
from influencer_app.db.pages import Page
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.webhooks import service
from influencer_app.domain.webhooks.schemas import DeliveryDetail, NewWebhook, WebhookChange, WebhookDetail

router = APIRouter(prefix="/api/user/webhooks", tags=["user"])


@router.get("")
async def list_webhooks(actor: SignedIn) -> list[WebhookDetail]:
    """Your webhooks of this workspace, newest first."""
    async with reading(actor) as session:
        return await service.list_webhooks(session, actor)


@router.post("", status_code=201, responses=problems(409, 429))
async def create_webhook(actor: Editor, new: NewWebhook) -> WebhookDetail:
    """Have events of this workspace sent to an address, signed as Standard Webhooks.

    `secret` is shown this once. 400 for an address in a private network; 409 when you have 10 webhooks.
    """
    return await webhooks.create_webhook(actor, new)


@router.patch("/{webhook_id}", responses=problems(429))
async def change_webhook(actor: Editor, webhook_id: UUID, change: WebhookChange) -> WebhookDetail:
    """Change a webhook. After `rotate_secret` the new and the old secret both sign for 24 hours."""
    return await webhooks.change_webhook(actor, webhook_id, change)


@router.delete("/{webhook_id}", status_code=204)
async def delete_webhook(actor: SignedIn, webhook_id: UUID) -> None:
    """Delete a webhook and the record of what was sent to it."""
    async with transaction(actor) as session:
        await service.delete_webhook(session, actor, webhook_id)


@router.get("/{webhook_id}/deliveries")
async def list_deliveries(
    actor: SignedIn, webhook_id: UUID, cursor: Cursor = None, limit: Limit = 24
) -> Page[DeliveryDetail]:
    """What was sent in the last 30 days, newest first."""
    async with reading(actor) as session:
        return await service.list_deliveries(session, actor, webhook_id, cursor, limit)


@router.post("/{webhook_id}/test", status_code=202, responses=problems(409, 429))
async def send_test(actor: Editor, webhook_id: UUID) -> DeliveryDetail:
    """Send `webhook.test`. 409 for a webhook that is disabled."""
    return await webhooks.send_test(actor, webhook_id)


@router.post(
    "/{webhook_id}/deliveries/{delivery_id}/redeliver", status_code=202, responses=problems(409, 429)
)
async def redeliver(actor: Editor, webhook_id: UUID, delivery_id: UUID) -> DeliveryDetail:
    """Send a delivery that has ended once more, under the same id. 409 while it is under way."""
    return await webhooks.redeliver(actor, webhook_id, delivery_id)
