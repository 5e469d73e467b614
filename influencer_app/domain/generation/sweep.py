"""Finding what a dead worker, a lost message or a stuck step has left, and moving it on."""

from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue
from influencer_app.domain.generation.ending import conclude
from influencer_app.domain.generation.jobs import (
    DispatchGenerations,
    FinishOutput,
    PrepareGeneration,
    RenderOutput,
)
from influencer_app.domain.generation.models import Generation, GenerationPart
from influencer_app.domain.generation.rules import ENDED, RUNNING

NUDGE_AFTER = timedelta(seconds=45)
BATCH = 200
TOO_LATE = (
    "deadline",
    "This took longer than it may, so it was stopped. Your credits are back; please try again.",
)


async def sweep(session: AsyncSession) -> int:
    """End what is past its deadline, and send again what nobody works on. Returns how many were touched."""
    touched = await _end_late(session)
    touched += await _nudge_preparing(session)
    touched += await _nudge_parts(session)
    waiting = await session.scalar(
        select(col(Generation.id)).where(col(Generation.status) == "queued").limit(1)
    )
    if waiting is not None:
        enqueue(session, DispatchGenerations())
    return touched


async def _end_late(session: AsyncSession) -> int:
    rows = await session.scalars(
        select(Generation)
        .where(col(Generation.status).in_(RUNNING), col(Generation.deadline_at) < now())
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    code, message = TOO_LATE
    late = list(rows)
    for row in late:
        await conclude(session, row, "failed", code=code, message=message)
    return len(late)


async def _nudge_preparing(session: AsyncSession) -> int:
    """Admitted, but with no lease that still runs: its job was lost, or its worker."""
    moment = now()
    rows = await session.scalars(
        select(Generation)
        .where(
            col(Generation.status) == "preparing",
            or_(
                col(Generation.lease_until) < moment,
                col(Generation.lease_until).is_(None) & (col(Generation.nudged_at) < moment - NUDGE_AFTER),
            ),
        )
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    found = list(rows)
    for row in found:
        row.nudged_at = moment
        enqueue(session, PrepareGeneration(generation_id=row.id))
    return len(found)


async def _nudge_parts(session: AsyncSession) -> int:
    """The same for pictures: a lease that ran out at once, a job that nobody took after a while."""
    moment = now()
    rows = await session.scalars(
        select(GenerationPart)
        .join(Generation, col(Generation.id) == col(GenerationPart.generation_id))
        .where(
            col(GenerationPart.status).in_(("waiting", "rendering", "finishing")),
            col(Generation.status).not_in(ENDED),
            col(GenerationPart.nudged_at) < moment - timedelta(seconds=2),
            or_(
                col(GenerationPart.lease_until) < moment,
                col(GenerationPart.lease_until).is_(None)
                & (col(GenerationPart.nudged_at) < moment - NUDGE_AFTER),
            ),
        )
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=GenerationPart)
    )
    found = list(rows)
    for part in found:
        part.nudged_at = moment
        if part.status == "finishing":
            enqueue(session, FinishOutput(generation_id=part.generation_id, index=part.index))
        else:
            enqueue(session, RenderOutput(generation_id=part.generation_id, index=part.index))
    return len(found)
