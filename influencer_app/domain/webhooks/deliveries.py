"""Claims deliveries, records what became of them, and finds those that are due.

The endpoint is locked before its deliveries, as whatever deletes it does.
"""

from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit, enqueue
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.mail.service import queue_mail
from influencer_app.domain.webhooks.events import WebhookAttempted
from influencer_app.domain.webhooks.jobs import SendDelivery
from influencer_app.domain.webhooks.models import Delivery, WebhookEndpoint
from influencer_app.domain.webhooks.rules import AT_ONCE, GIVEN_UP_AFTER, SENDING, pause_after
from influencer_app.domain.webhooks.schemas import ClaimedDelivery, Outcome

DUE_MAX: Final = 2000
"""Due deliveries that one run looks at."""

GONE: Final = 410
DISABLED: Final = "The webhook was disabled."


async def claim_delivery(session: AsyncSession, delivery_id: UUID) -> ClaimedDelivery | None:
    """Takes a delivery to send it; None if it has ended, is under way, is not due, or waits for its turn."""
    endpoint_id = await session.scalar(
        select(col(Delivery.endpoint_id)).where(col(Delivery.id) == delivery_id)
    )
    found = await _lock(session, endpoint_id, delivery_id) if endpoint_id else None
    if found is None:
        return None
    endpoint, row = found
    moment = now()
    if not _may_be_sent(row, moment) or not await _has_room(session, endpoint, row, moment):
        return None
    row.attempts += 1
    row.attempted_at = moment
    row.sending_until = row.next_attempt_at = moment + SENDING
    await session.flush()
    both = [endpoint.secret]
    if endpoint.old_secret and endpoint.old_secret_until and endpoint.old_secret_until > moment:
        both.append(endpoint.old_secret)
    return ClaimedDelivery(row.id, endpoint.id, endpoint.url, row.body, row.attempts, tuple(both))


async def record_outcome(session: AsyncSession, claimed: ClaimedDelivery, outcome: Outcome) -> None:
    """Ends the delivery or puts it off, and starts the next one of this endpoint."""
    found = await _lock(session, claimed.endpoint_id, claimed.id)
    if found is None or found[1].attempts != claimed.attempts:
        return
    endpoint, row = found
    row.response_code, row.error = outcome.code, outcome.error[:200]
    if outcome.delivered:
        _end(row, "delivered", "")
        endpoint.failing_since = None
    else:
        endpoint.failing_since = endpoint.failing_since or now()
        pause = pause_after(claimed.attempts, outcome.retry_after)
        if pause is None or outcome.code == GONE:
            _end(row, "failed", row.error)
        else:
            row.sending_until, row.next_attempt_at = None, now() + pause
        await _disable_if_hopeless(session, endpoint, outcome)
    await session.flush()
    emit(session, WebhookAttempted(workspace_id=endpoint.workspace_id, person_id=endpoint.person_id))
    await _start_next(session, endpoint.id)


async def requeue_due(session: AsyncSession) -> int:
    """Sends the jobs of deliveries that are due, a few of each endpoint; returns how many.

    The rest of an endpoint with many moves to the end, so that it is in nobody's way.
    """
    moment, due_at = now(), col(Delivery.next_attempt_at)
    oldest = (
        select(col(Delivery.id), col(Delivery.endpoint_id), due_at.label("due_at"))
        .where(due_at <= moment)
        .order_by(due_at)
        .limit(DUE_MAX)
        .subquery()
    )
    turn = func.row_number().over(partition_by=oldest.c.endpoint_id, order_by=oldest.c.due_at)
    rows = (await session.execute(select(oldest.c.id, turn))).all()
    for delivery_id, place in rows:
        if place <= AT_ONCE:
            enqueue(session, SendDelivery(delivery_id=delivery_id))
    later = [delivery_id for delivery_id, place in rows if place > AT_ONCE]
    if later:
        await session.execute(
            update(Delivery)
            .where(col(Delivery.id).in_(later), due_at <= moment)
            .values(next_attempt_at=moment + SENDING)
        )
    return len(rows) - len(later)


async def delete_old_deliveries(session: AsyncSession, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` deliveries made before then; returns how many."""
    created_at = col(Delivery.created_at)
    old = select(col(Delivery.id)).where(created_at < before).order_by(created_at).limit(limit)
    gone = await session.scalars(
        delete(Delivery).where(col(Delivery.id).in_(old)).returning(col(Delivery.id))
    )
    return len(gone.all())


async def _lock(
    session: AsyncSession, endpoint_id: UUID, delivery_id: UUID
) -> tuple[WebhookEndpoint, Delivery] | None:
    options: dict[str, Any] = {"with_for_update": {"key_share": True}, "populate_existing": True}
    endpoint = await session.get(WebhookEndpoint, endpoint_id, **options)
    row = await session.get(Delivery, delivery_id, **options)
    return None if endpoint is None or row is None else (endpoint, row)


def _may_be_sent(row: Delivery, moment: datetime) -> bool:
    due = row.next_attempt_at is not None and (row.attempts == 0 or row.next_attempt_at <= moment)
    return due and (row.sending_until is None or row.sending_until <= moment)


async def _has_room(
    session: AsyncSession, endpoint: WebhookEndpoint, row: Delivery, moment: datetime
) -> bool:
    """Whether the endpoint takes one more now; a delivery ends if it is disabled, and waits if it is busy."""
    count = select(func.count()).where(
        col(Delivery.endpoint_id) == endpoint.id, col(Delivery.sending_until) > moment
    )
    if endpoint.disabled_at is not None:
        _end(row, "failed", DISABLED)
    elif (await session.scalar(count) or 0) >= AT_ONCE:
        row.next_attempt_at = moment + SENDING
    else:
        return True
    await session.flush()
    return False


async def _start_next(session: AsyncSession, endpoint_id: UUID) -> None:
    """The oldest delivery that waits for its turn."""
    due_at = col(Delivery.next_attempt_at)
    waiting = await session.scalar(
        select(col(Delivery.id))
        .where(
            col(Delivery.endpoint_id) == endpoint_id,
            due_at.is_not(None),
            col(Delivery.sending_until).is_(None),
            or_(col(Delivery.attempts) == 0, due_at <= now()),
        )
        .order_by(col(Delivery.id))
        .limit(1)
    )
    if waiting is not None:
        enqueue(session, SendDelivery(delivery_id=waiting))


def _end(row: Delivery, status: str, error: str) -> None:
    row.status, row.error = status, error
    row.next_attempt_at = row.sending_until = None


async def _disable_if_hopeless(session: AsyncSession, endpoint: WebhookEndpoint, outcome: Outcome) -> None:
    since = endpoint.failing_since or now()
    reason = "gone" if outcome.code == GONE else "failing" if since <= now() - GIVEN_UP_AFTER else ""
    if not reason or endpoint.disabled_at is not None:
        return
    endpoint.disabled_at, endpoint.disabled_reason = now(), reason
    maker = await session.get_one(Person, endpoint.person_id)
    await queue_mail(
        session,
        "webhook_disabled",
        maker.email,
        person_id=maker.id,
        name=maker.name,
        host=urlsplit(endpoint.url).hostname or "",
        reason=reason,
    )
