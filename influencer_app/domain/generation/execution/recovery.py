"""Recovers work left behind by dead workers, lost messages and stuck steps."""

from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue
from influencer_app.domain.generation.execution.unconfigured import end_unconfigured
from influencer_app.domain.generation.jobs import (
    DispatchGenerations,
    FinishOutput,
    PrepareGeneration,
    RenderOutput,
)
from influencer_app.domain.generation.lifecycle.completion import finalize_generation, is_anybody_waiting
from influencer_app.domain.generation.lifecycle.confirmation import end_unconfirmed
from influencer_app.domain.generation.lifecycle.turns import has_unsettled
from influencer_app.domain.generation.models.generation import Generation, RenderTask
from influencer_app.domain.generation.rules import ENDED, RUNNING

REQUEUE_AFTER = timedelta(seconds=45)
BATCH = 200
DEADLINE_EXCEEDED = (
    "deadline",
    "This took too long and was stopped. Your credits were refunded; please try again.",
)


async def sweep(session: AsyncSession) -> int:
    """Ends overdue generations and requeues abandoned work. Returns how many rows it touched."""
    touched = await _end_overdue(session) + await end_unconfirmed(session)
    touched += await end_unconfigured(session)
    touched += await _requeue_preparing(session)
    touched += await _requeue_render_tasks(session)
    if await is_anybody_waiting(session) or await has_unsettled(session):
        enqueue(session, DispatchGenerations())
    return touched


async def _end_overdue(session: AsyncSession) -> int:
    rows = await session.scalars(
        select(Generation)
        .where(col(Generation.status).in_(RUNNING), col(Generation.deadline_at) < now())
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    code, message = DEADLINE_EXCEEDED
    late = list(rows)
    for row in late:
        await finalize_generation(session, row, "failed", code=code, message=message)
    return len(late)


async def _requeue_preparing(session: AsyncSession) -> int:
    """Requeues admitted generations without a live lease."""
    moment = now()
    rows = await session.scalars(
        select(Generation)
        .where(
            col(Generation.status) == "preparing",
            or_(
                col(Generation.lease_until) < moment,
                col(Generation.lease_until).is_(None)
                & (col(Generation.last_enqueued_at) < moment - REQUEUE_AFTER),
            ),
        )
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    found = list(rows)
    for row in found:
        row.last_enqueued_at = moment
        enqueue(session, PrepareGeneration(generation_id=row.id))
    return len(found)


async def _requeue_render_tasks(session: AsyncSession) -> int:
    """Requeues render tasks: expired leases at once, unclaimed jobs after a while."""
    moment = now()
    rows = await session.scalars(
        select(RenderTask)
        .join(Generation, col(Generation.id) == col(RenderTask.generation_id))
        .where(
            col(RenderTask.status).in_(("waiting", "rendering", "finishing")),
            col(Generation.status).not_in(ENDED),
            col(RenderTask.last_enqueued_at) < moment - timedelta(seconds=2),
            or_(
                col(RenderTask.lease_until) < moment,
                col(RenderTask.lease_until).is_(None)
                & (col(RenderTask.last_enqueued_at) < moment - REQUEUE_AFTER),
            ),
        )
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=RenderTask)
    )
    found = list(rows)
    for task in found:
        task.last_enqueued_at = moment
        if task.status == "finishing":
            enqueue(session, FinishOutput(generation_id=task.generation_id, index=task.index))
        else:
            enqueue(session, RenderOutput(generation_id=task.generation_id, index=task.index))
    return len(found)
