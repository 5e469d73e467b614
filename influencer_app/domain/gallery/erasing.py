"""Ends and deletes all generations of a workspace, in batches."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.domain.gallery.service import delete_row
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.rules import ENDED, RUNNING


async def cancel_generations(session: AsyncSession, workspace_id: UUID, limit: int) -> int:
    """Cancels up to ``limit`` generations, whose credits are released; returns how many."""
    rows = await session.scalars(
        select(Generation)
        .where(col(Generation.workspace_id) == workspace_id, col(Generation.status).in_(("queued", *RUNNING)))
        .order_by(col(Generation.id))
        .limit(limit)
        .with_for_update()
    )
    found = rows.all()
    for row in found:
        await finalize_generation(session, row, "canceled")
    return len(found)


async def delete_generations(session: AsyncSession, workspace_id: UUID, limit: int) -> int:
    """Deletes up to ``limit`` generations that have ended, with their files; returns how many.

    One that a provider still works on stays until it was canceled there, so that nothing is left behind.
    """
    working = exists().where(
        col(ProviderJob.generation_id) == col(Generation.id), col(ProviderJob.status) != "ended"
    )
    rows = await session.scalars(
        select(Generation)
        .where(col(Generation.workspace_id) == workspace_id, col(Generation.status).in_(ENDED), ~working)
        .order_by(col(Generation.id))
        .limit(limit)
        .with_for_update()
    )
    found = rows.all()
    for row in found:
        await delete_row(session, row)
    return len(found)


async def has_generations(session: AsyncSession, workspace_id: UUID) -> bool:
    """Whether any is left."""
    found = exists().where(col(Generation.workspace_id) == workspace_id)
    return bool(await session.scalar(select(found)))
