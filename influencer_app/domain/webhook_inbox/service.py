"""Stores webhook events, marks them as processed and deletes old ones. The caller enqueues the work."""

from datetime import datetime

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.domain.webhook_inbox.models import WebhookEvent


async def store_event(session: AsyncSession, provider: str, event_id: str, subject: str) -> bool:
    """Store an event of ``provider`` about ``subject``; False when it is a duplicate."""
    stored = await session.scalar(
        insert(WebhookEvent)
        .values(provider=provider, event_id=event_id, subject=subject, received_at=now())
        .on_conflict_do_nothing()
        .returning(col(WebhookEvent.event_id))
    )
    return stored is not None


async def mark_processed(session: AsyncSession, provider: str, subject: str) -> None:
    """Mark all events about ``subject`` as processed."""
    await session.execute(
        update(WebhookEvent)
        .where(
            col(WebhookEvent.provider) == provider,
            col(WebhookEvent.subject) == subject,
            col(WebhookEvent.processed_at).is_(None),
        )
        .values(processed_at=now())
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
