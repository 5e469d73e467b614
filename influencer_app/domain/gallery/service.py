"""Deletes, restores and favourites outputs."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit
from influencer_app.domain.generation.events import GenerationDeleted, GenerationProgressed
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.lifecycle.turns import move_up
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.queries import owned
from influencer_app.domain.generation.rules import ENDED
from influencer_app.domain.outputs.models import Asset, Output
from influencer_app.domain.outputs.service import delete_assets
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotFound

DISCARDED_FOR = timedelta(minutes=10)
"""How long a discarded generation can be restored."""


async def delete_generation(session: AsyncSession, actor: Actor, generation_id: UUID) -> None:
    """Deletes a generation with its outputs and files, canceling it first if it is running."""
    row = await _ended(session, actor, generation_id)
    await _delete(session, row)
    emit(session, GenerationDeleted(workspace_id=actor.workspace_id, generation_id=generation_id))


async def discard_generation(session: AsyncSession, actor: Actor, generation_id: UUID) -> None:
    """Hides a generation at once; it can be restored for ten minutes.

    Cancels it first if it is running. Raises ``NotFound``.
    """
    row = await _ended(session, actor, generation_id)
    row.discarded_at = now()
    await _set_listed(session, row, listed=False)
    emit(session, GenerationDeleted(workspace_id=actor.workspace_id, generation_id=generation_id))


async def restore_generation(session: AsyncSession, actor: Actor, generation_id: UUID) -> None:
    """Restores a discarded generation. Raises ``NotFound`` if it was not discarded or is deleted."""
    row = await session.scalar(owned(actor, generation_id, discarded=True).with_for_update())
    if row is None:
        raise NotFound("This generation")
    row.discarded_at = None
    await _set_listed(session, row, listed=row.purpose == "result")
    emit(session, GenerationProgressed(workspace_id=actor.workspace_id, generation_id=generation_id))


async def delete_discarded(session: AsyncSession, limit: int = 100) -> int:
    """Deletes generations discarded long enough ago and returns how many."""
    rows = await session.scalars(
        select(Generation)
        .where(col(Generation.discarded_at) < now() - DISCARDED_FOR)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    gone = rows.all()
    for row in gone:
        await _delete(session, row)
    return len(gone)


async def _ended(session: AsyncSession, actor: Actor, generation_id: UUID) -> Generation:
    row = await session.scalar(owned(actor, generation_id).with_for_update())
    if row is None:
        raise NotFound("This generation")
    if row.status not in ENDED:
        await finalize_generation(session, row, "canceled")
    return row


async def _delete(session: AsyncSession, row: Generation) -> None:
    assets = await session.scalars(
        select(Asset)
        .join(Output, col(Output.asset_id) == col(Asset.id))
        .where(col(Output.generation_id) == row.id)
    )
    await delete_assets(session, assets.all())
    await session.delete(row)
    await session.flush()
    if row.turn is not None:
        await move_up(session, {row.person_id})


async def _set_listed(session: AsyncSession, row: Generation, *, listed: bool) -> None:
    await session.execute(update(Output).where(col(Output.generation_id) == row.id).values(listed=listed))


async def set_favourite(session: AsyncSession, actor: Actor, output_id: UUID, favourite: bool) -> None:
    """Sets or clears the favourite mark of the actor's output. Raises ``NotFound``."""
    changed = await session.execute(
        update(Output)
        .where(col(Output.id) == output_id, col(Output.workspace_id) == actor.workspace_id)
        .values(favourite=favourite)
        .returning(col(Output.generation_id))
    )
    generation_id = changed.scalar()
    if generation_id is None:
        raise NotFound("This picture")
    emit(session, GenerationProgressed(workspace_id=actor.workspace_id, generation_id=generation_id))
