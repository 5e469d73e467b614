"""Ends the work of engines that are no longer configured, with the credits back."""

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import port
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.rules import ENDED

BATCH = 200
NEEDS_ENGINE = ("queued", "preparing", "submitted", "rendering")
"""Statuses in which the engine still has work to do. Finishing needs our own files alone."""
CODE = "engine-not-configured"


async def end_if_unconfigured(session: AsyncSession, row: Generation) -> bool:
    """End a locked generation that still needs an engine which is not configured; True when it has ended.

    Credits for what was not delivered come back.
    """
    if row.status not in NEEDS_ENGINE or port(session, EngineConfig).is_configured(row.engine):
        return False
    message = f"The engine “{row.engine}” is no longer set up here. Your credits were refunded; try again."
    return await finalize_generation(session, row, "failed", code=CODE, message=message)


async def end_unconfigured(session: AsyncSession, limit: int = BATCH) -> int:
    """End up to ``limit`` generations and ``limit`` leftover provider jobs of unconfigured engines.

    Returns how many of both have ended. Nothing can be canceled at a provider without its credentials, so
    its jobs end here and run there until their own deadline.
    """
    found = await session.scalars(
        select(col(Generation.id))
        .where(
            col(Generation.status).in_(NEEDS_ENGINE),
            col(Generation.engine).not_in(port(session, EngineConfig).engine_names),
        )
        .limit(limit)
    )
    rows = await session.scalars(
        select(Generation).where(col(Generation.id).in_(found.all())).with_for_update(skip_locked=True)
    )
    ended = [await end_if_unconfigured(session, row) for row in list(rows)]
    return ended.count(True) + await _end_jobs(session, limit)


async def _end_jobs(session: AsyncSession, limit: int) -> int:
    """Jobs of unconfigured providers whose generation has ended or is gone."""
    ids = (
        select(col(ProviderJob.id))
        .outerjoin(Generation, col(Generation.id) == col(ProviderJob.generation_id))
        .where(
            col(ProviderJob.provider).not_in(port(session, EngineConfig).engine_names),
            col(ProviderJob.status) != "ended",
            or_(col(Generation.id).is_(None), col(Generation.status).in_(ENDED)),
        )
        .limit(limit)
        .with_for_update(of=ProviderJob, skip_locked=True)
    )
    ended = await session.scalars(
        update(ProviderJob)
        .where(col(ProviderJob.id).in_(ids))
        .values(status="ended", ended_at=now(), lease_holder=None, lease_until=None)
        .returning(col(ProviderJob.id))
    )
    return len(ended.all())
