"""Receives webhook events, records what became of them and deletes old ones: one way for all providers.

An event is marked as processed in the transaction of its effect, so that it has both or none.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue
from influencer_app.domain.webhook_inbox.jobs import ProcessWebhook
from influencer_app.domain.webhook_inbox.models import WebhookCursor, WebhookEvent
from influencer_app.errors import AppError

CLAIM = timedelta(minutes=2)
"""How long one attempt may take before another begins."""

BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 180, 360, 720, 1440, 1440))
"""Pauses after each failed attempt: three days in all. Then it stays, with its error, for the operator."""

DUE_MAX = 200

Effect = Callable[[AsyncSession], Awaitable[bool]]
"""What an event changes, once all that it needs was fetched. False: what was fetched is out of date."""


@dataclass(frozen=True, slots=True)
class ClaimedEvent:
    """An event that somebody is about to process for the ``attempts``-th time."""

    provider: str
    event_id: str
    kind: str
    subject: str
    attempts: int


async def receive_event(
    session: AsyncSession, provider: str, event_id: str, subject: str, kind: str = ""
) -> bool:
    """Store an event and have it processed after the commit; False when it is a duplicate."""
    stored = await session.scalar(
        insert(WebhookEvent)
        .values(
            provider=provider,
            event_id=event_id,
            kind=kind,
            subject=subject,
            attempts=0,
            error="",
            received_at=now(),
            next_attempt_at=now() + CLAIM,
        )
        .on_conflict_do_nothing()
        .returning(col(WebhookEvent.event_id))
    )
    if stored is None:
        return False
    enqueue(session, ProcessWebhook(provider=provider, event_id=event_id))
    return True


async def claim_event(session: AsyncSession, provider: str, event_id: str) -> ClaimedEvent | None:
    """Take an event to process it; None if that is done, given up, or being done."""
    key = (provider, event_id)
    row = await session.get(WebhookEvent, key, with_for_update={"skip_locked": True}, populate_existing=True)
    if row is None or row.next_attempt_at is None:
        return None
    if row.attempts and row.next_attempt_at > now():
        return None
    row.attempts += 1
    row.next_attempt_at = now() + CLAIM
    await session.flush()
    return ClaimedEvent(row.provider, row.event_id, row.kind, row.subject, row.attempts)


async def record_processed(session: AsyncSession, event: ClaimedEvent) -> bool:
    """Mark a claimed event as processed, in the transaction of its effect; False when it was so before."""
    marked = await session.scalar(
        update(WebhookEvent)
        .where(_is(event), col(WebhookEvent.processed_at).is_(None))
        .values(processed_at=now(), next_attempt_at=None, error="")
        .returning(col(WebhookEvent.event_id))
    )
    return marked is not None


async def record_failed(session: AsyncSession, event: ClaimedEvent, error: AppError) -> None:
    """Try again later, unless the error is permanent or three days have passed."""
    is_last = error.permanent or event.attempts > len(BACKOFF)
    later = None if is_last else now() + BACKOFF[event.attempts - 1]
    await session.execute(
        update(WebhookEvent)
        .where(_is(event), col(WebhookEvent.processed_at).is_(None))
        .values(next_attempt_at=later, error=error.sentence[:300])
    )


async def requeue_due(session: AsyncSession) -> int:
    """Send the jobs of events that are due; returns how many."""
    due = await session.execute(
        select(col(WebhookEvent.provider), col(WebhookEvent.event_id))
        .where(col(WebhookEvent.next_attempt_at) <= now())
        .order_by(col(WebhookEvent.next_attempt_at))
        .limit(DUE_MAX)
    )
    found = due.all()
    for provider, event_id in found:
        enqueue(session, ProcessWebhook(provider=provider, event_id=event_id))
    return len(found)


async def get_asked_until(session: AsyncSession, provider: str, default: datetime) -> datetime:
    """Up to when the provider was asked for all its events."""
    row = await session.get(WebhookCursor, provider)
    return row.asked_until if row is not None else default


async def record_asked(session: AsyncSession, provider: str, until: datetime) -> None:
    """The provider was asked for all its events up to then."""
    await session.execute(
        insert(WebhookCursor)
        .values(provider=provider, asked_until=until)
        .on_conflict_do_update(index_elements=["provider"], set_={"asked_until": until})
    )


async def delete_old_events(session: AsyncSession, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` events received before then, processed or not; returns how many."""
    key = tuple_(col(WebhookEvent.provider), col(WebhookEvent.event_id))
    old = (
        select(col(WebhookEvent.provider), col(WebhookEvent.event_id))
        .where(col(WebhookEvent.received_at) < before)
        .order_by(col(WebhookEvent.received_at))
        .limit(limit)
    )
    gone = await session.scalars(
        delete(WebhookEvent).where(key.in_(old)).returning(col(WebhookEvent.event_id))
    )
    return len(gone.all())


def _is(event: ClaimedEvent) -> ColumnElement[bool]:
    return (col(WebhookEvent.provider) == event.provider) & (col(WebhookEvent.event_id) == event.event_id)
