"""Makes, changes, lists and deletes webhook endpoints."""

import base64
import secrets
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue, port
from influencer_app.db.pages import LIMIT_DEFAULT, Page, fetch_page
from influencer_app.domain.accounts.ports import CipherPort
from influencer_app.domain.api_keys.service import check_entitlement
from influencer_app.domain.webhooks.events import TEST, EventName
from influencer_app.domain.webhooks.jobs import SendDelivery
from influencer_app.domain.webhooks.models import Delivery, WebhookEndpoint
from influencer_app.domain.webhooks.publish import LOST_AFTER, add_deliveries
from influencer_app.domain.webhooks.rules import ENDPOINTS_MAX, OLD_SECRET_KEPT
from influencer_app.domain.webhooks.schemas import (
    DeliveryDetail,
    DeliveryStatus,
    DisabledReason,
    NewWebhook,
    WebhookChange,
    WebhookDetail,
)
from influencer_app.domain.workspaces.schemas import Actor, MemberScope
from influencer_app.errors import Conflict, InvalidInput, NotFound

DISABLED = "This webhook is disabled. Enable it first."


async def create_webhook(session: AsyncSession, actor: Actor, new: NewWebhook) -> WebhookDetail:
    """An endpoint for the actor's workspace, with its secret; ``WebhookSender.check`` has seen its address.

    Raises ``InvalidInput`` at ``events``, ``NotAllowed``, ``Conflict`` above ``ENDPOINTS_MAX``.
    """
    _check_events(new.events)
    await check_entitlement(session, actor.workspace_id)
    await session.execute(
        text("select pg_advisory_xact_lock(hashtextextended(:key, 0))"),
        {"key": f"webhooks:{actor.workspace_id}:{actor.person_id}"},
    )
    count = select(func.count()).select_from(WebhookEndpoint).where(*_own(actor))
    if (await session.scalar(count) or 0) >= ENDPOINTS_MAX:
        raise Conflict(f"You have {ENDPOINTS_MAX} webhooks in this workspace, the maximum. Delete one first.")
    secret = _new_secret()
    row = WebhookEndpoint(
        workspace_id=actor.workspace_id,
        person_id=actor.person_id,
        url=new.url,
        events=list(new.events),
        secret=_encrypt(session, secret),
    )
    session.add(row)
    await session.flush()
    return _detail(row, secret)


async def list_webhooks(session: AsyncSession, member: MemberScope) -> list[WebhookDetail]:
    """The member's endpoints, newest first; at most ``ENDPOINTS_MAX``."""
    query = select(WebhookEndpoint).where(*_own(member)).order_by(col(WebhookEndpoint.id).desc())
    return [_detail(row) for row in await session.scalars(query)]


async def change_webhook(
    session: AsyncSession, actor: Actor, webhook_id: UUID, change: WebhookChange
) -> WebhookDetail:
    """Changes what is sent. Raises ``NotFound``, ``InvalidInput`` at ``events``."""
    row = await _get(session, actor, webhook_id, lock=True)
    if change.url is not None:
        row.url = change.url
    if change.events is not None:
        _check_events(change.events)
        row.events = list(change.events)
    if change.enabled is True:
        row.disabled_at, row.disabled_reason, row.failing_since = None, "", None
    elif change.enabled is False and row.disabled_at is None:
        row.disabled_at, row.disabled_reason = now(), "paused"
    secret = None
    if change.rotate_secret:
        secret = _new_secret()
        row.old_secret, row.old_secret_until = row.secret, now() + OLD_SECRET_KEPT
        row.secret = _encrypt(session, secret)
    await session.flush()
    return _detail(row, secret)


async def delete_webhook(session: AsyncSession, actor: Actor, webhook_id: UUID) -> None:
    """Deletes an endpoint and its deliveries. Raises ``NotFound``."""
    gone = await session.scalar(
        delete(WebhookEndpoint)
        .where(col(WebhookEndpoint.id) == webhook_id, *_own(actor))
        .returning(col(WebhookEndpoint.id))
    )
    if gone is None:
        raise NotFound("This webhook")


async def list_deliveries(
    session: AsyncSession,
    member: MemberScope,
    webhook_id: UUID,
    cursor: str | None = None,
    limit: int = LIMIT_DEFAULT,
) -> Page[DeliveryDetail]:
    """What was sent to an endpoint of the member's, newest first. Raises ``NotFound``."""
    await _get(session, member, webhook_id)
    query = select(Delivery).where(col(Delivery.endpoint_id) == webhook_id)
    rows, after = await fetch_page(session, query, col(Delivery.id), cursor, limit)
    return Page(items=[delivery_detail(row) for row in rows], next_cursor=after)


async def send_test(session: AsyncSession, actor: Actor, webhook_id: UUID) -> DeliveryDetail:
    """Sends ``webhook.test``. Raises ``NotFound``, ``Conflict`` for an endpoint that is disabled."""
    row = await _get(session, actor, webhook_id, lock=True)
    if row.disabled_at is not None:
        raise Conflict(DISABLED)
    (delivery_id,) = await add_deliveries(session, [row.id], TEST, {"webhook_id": str(row.id)})
    return delivery_detail(await session.get_one(Delivery, delivery_id))


async def redeliver(
    session: AsyncSession, actor: Actor, webhook_id: UUID, delivery_id: UUID
) -> DeliveryDetail:
    """Sends a delivery that has ended once more, under the same id.

    Raises ``NotFound``, ``Conflict`` while it is under way or the endpoint is disabled.
    """
    row = await _get(session, actor, webhook_id, lock=True)
    found = await session.get(Delivery, delivery_id, with_for_update=True, populate_existing=True)
    if found is None or found.endpoint_id != row.id:
        raise NotFound("This delivery")
    if row.disabled_at is not None:
        raise Conflict(DISABLED)
    if found.status == "pending":
        raise Conflict("This delivery is still under way.")
    found.status, found.attempts, found.next_attempt_at = "pending", 0, now() + LOST_AFTER
    await session.flush()
    enqueue(session, SendDelivery(delivery_id=found.id))
    return delivery_detail(found)


def delivery_detail(row: Delivery) -> DeliveryDetail:
    """The read model."""
    return DeliveryDetail(
        id=row.id,
        event=row.event,
        status=cast("DeliveryStatus", row.status),
        attempts=row.attempts,
        response_code=row.response_code,
        error=row.error or None,
        attempted_at=row.attempted_at,
        next_attempt_at=row.next_attempt_at,
        created_at=row.created_at,
    )


async def _get(
    session: AsyncSession, member: MemberScope, webhook_id: UUID, *, lock: bool = False
) -> WebhookEndpoint:
    query = select(WebhookEndpoint).where(col(WebhookEndpoint.id) == webhook_id, *_own(member))
    row = await session.scalar(query.with_for_update(key_share=True) if lock else query)
    if row is None:
        raise NotFound("This webhook")
    return row


def _own(member: MemberScope) -> tuple[ColumnElement[bool], ...]:
    return (
        col(WebhookEndpoint.workspace_id) == member.workspace_id,
        col(WebhookEndpoint.person_id) == member.person_id,
    )


def _check_events(events: list[EventName]) -> None:
    if len(set(events)) < len(events):
        raise InvalidInput.at("events", "Name each event once.")


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def _encrypt(session: AsyncSession, secret: str) -> str:
    return port(session, CipherPort).encrypt(secret.encode())


def _detail(row: WebhookEndpoint, secret: str | None = None) -> WebhookDetail:
    return WebhookDetail(
        id=row.id,
        url=row.url,
        events=cast("list[EventName]", row.events),
        enabled=row.disabled_at is None,
        disabled_reason=cast("DisabledReason | None", row.disabled_reason or None),
        failing_since=row.failing_since,
        created_at=row.created_at,
        secret=secret,
    )
