"""Makes, changes and sends webhooks: no transaction is open while their host is looked up or asked."""

from uuid import UUID

from influencer_app.app_services.rate_limits import MINUTE
from influencer_app.app_services.recent_authentication import require_recent
from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.ports import CipherPort, SecretUnreadable
from influencer_app.domain.webhooks import service
from influencer_app.domain.webhooks.ports import WebhookSender
from influencer_app.domain.webhooks.schemas import (
    ClaimedDelivery,
    DeliveryDetail,
    NewWebhook,
    Outcome,
    OutgoingWebhook,
    WebhookChange,
    WebhookDetail,
)
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.wiring import runtime

UNREADABLE = "The secret can’t be read with the keys of this installation. Make a new one."
SENT_BY_HAND_PER_MINUTE = 20
"""Tests and repeated deliveries of one person."""


async def create_webhook(actor: Actor, new: NewWebhook) -> WebhookDetail:
    """Raises ``InvalidInput`` at ``url`` or ``events``, ``NotAllowed``, ``Conflict``.

    Raises ``RecentAuthenticationRequired``.
    """
    require_recent(actor)
    await runtime().port(WebhookSender).check(new.url)
    async with transaction(actor) as session:
        return await service.create_webhook(session, actor, new)


async def change_webhook(actor: Actor, webhook_id: UUID, change: WebhookChange) -> WebhookDetail:
    """Raises ``NotFound``, ``InvalidInput`` at ``url`` or ``events``.

    Raises ``RecentAuthenticationRequired`` for another address and for a new secret.
    """
    if change.url is not None or change.rotate_secret:
        require_recent(actor)
    if change.url is not None:
        await runtime().port(WebhookSender).check(change.url)
    async with transaction(actor) as session:
        return await service.change_webhook(session, actor, webhook_id, change)


async def send_test(actor: Actor, webhook_id: UUID) -> DeliveryDetail:
    """Raises ``NotFound``, ``Conflict``, ``RateLimited``."""
    await _limit(actor)
    async with transaction(actor) as session:
        return await service.send_test(session, actor, webhook_id)


async def redeliver(actor: Actor, webhook_id: UUID, delivery_id: UUID) -> DeliveryDetail:
    """Raises ``NotFound``, ``Conflict``, ``RateLimited``."""
    await _limit(actor)
    async with transaction(actor) as session:
        return await service.redeliver(session, actor, webhook_id, delivery_id)


async def attempt_delivery(claimed: ClaimedDelivery) -> Outcome:
    """Signs and sends a delivery once; whatever goes wrong is in the outcome."""
    cipher = runtime().port(CipherPort)
    try:
        secrets = tuple(cipher.decrypt(one).decode() for one in claimed.secrets)
    except SecretUnreadable:
        return Outcome(error=UNREADABLE)
    webhook = OutgoingWebhook(f"msg_{claimed.id.hex}", claimed.url, claimed.body, secrets)
    return await runtime().port(WebhookSender).send(webhook)


async def _limit(actor: Actor) -> None:
    await runtime().limits.hit("webhook", str(actor.person_id), SENT_BY_HAND_PER_MINUTE, MINUTE)
