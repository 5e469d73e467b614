"""Deletes, discards, restores and favourites outputs."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit
from influencer_app.domain.credits.schemas import Subject
from influencer_app.domain.credits.service import describe
from influencer_app.domain.generation.events import GenerationDeleted, GenerationProgressed
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.lifecycle.turns import move_up
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.queries import owned
from influencer_app.domain.generation.rules import ENDED
from influencer_app.domain.outputs.models import Asset, Output
from influencer_app.domain.outputs.service import delete_assets
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotFound


async def delete_generation(session: AsyncSession, actor: Actor, generation_id: UUID) -> None:
    """Deletes a generation with its outputs and files, canceling it first if it is running."""
    row = await _ended(session, actor, generation_id)
    await delete_row(session, row)
    emit(session, GenerationDeleted(workspace_id=actor.workspace_id, generation_id=generation_id))


async def discard_generation(session: AsyncSession, actor: Actor, generation_id: UUID) -> None:
    """Moves a generation to the bin; it can be restored until ``delete_discarded`` takes it.

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


async def discard_output(session: AsyncSession, actor: Actor, output_id: UUID) -> None:
    """Moves one output to the bin; its generation follows with the last one. Raises ``NotFound``."""
    row, output = await _with_output(session, actor, output_id)
    if row.discarded_at is not None or output.discarded_at is not None:
        raise NotFound("This picture")
    output.discarded_at, output.listed = now(), False
    await session.flush()
    left = await session.scalar(
        select(col(Output.id))
        .where(col(Output.generation_id) == row.id, col(Output.discarded_at).is_(None))
        .limit(1)
    )
    if left is None and row.status in ENDED:
        row.discarded_at = output.discarded_at
        emit(session, GenerationDeleted(workspace_id=actor.workspace_id, generation_id=row.id))
    else:
        emit(session, GenerationProgressed(workspace_id=actor.workspace_id, generation_id=row.id))


async def restore_output(session: AsyncSession, actor: Actor, output_id: UUID) -> None:
    """Restores an output that was discarded alone; the rest of its set stays where it is."""
    row, output = await _with_output(session, actor, output_id)
    if output.discarded_at is None:
        raise NotFound("This picture")
    if row.discarded_at is not None:
        await session.execute(
            update(Output)
            .where(col(Output.generation_id) == row.id, col(Output.discarded_at).is_(None))
            .values(discarded_at=row.discarded_at)
        )
        row.discarded_at = None
    output.discarded_at, output.listed = None, row.purpose == "result"
    emit(session, GenerationProgressed(workspace_id=actor.workspace_id, generation_id=row.id))


async def delete_discarded(session: AsyncSession, kept_for: timedelta, limit: int = 100) -> int:
    """Deletes generations, and outputs alone, discarded longer than ``kept_for`` ago; returns how many."""
    until = now() - kept_for
    rows = await session.scalars(
        select(Generation)
        .where(col(Generation.discarded_at) < until)
        .order_by(col(Generation.discarded_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    gone = rows.all()
    for row in gone:
        await delete_row(session, row)
    assets = await session.scalars(
        select(Asset)
        .join(Output, col(Output.asset_id) == col(Asset.id))
        .where(col(Output.discarded_at) < until)
        .order_by(col(Output.discarded_at))
        .limit(limit)
        .with_for_update(skip_locked=True, of=Output)
    )
    alone = assets.all()
    await delete_assets(session, alone)
    return len(gone) + len(alone)


async def delete_from_bin(
    session: AsyncSession, actor: Actor, generation_id: UUID, output_id: UUID | None
) -> None:
    """Deletes a discarded generation, or one discarded output of it, now. Raises ``NotFound``."""
    if output_id is None:
        row = await session.scalar(owned(actor, generation_id, discarded=True).with_for_update())
        if row is None:
            raise NotFound("This generation")
        await delete_row(session, row)
        return
    row, output = await _with_output(session, actor, output_id)
    asset = await session.get(Asset, output.asset_id)
    if output.discarded_at is None or asset is None:
        raise NotFound("This picture")
    await delete_assets(session, [asset])


async def _with_output(session: AsyncSession, actor: Actor, output_id: UUID) -> tuple[Generation, Output]:
    """An output of the actor's workspace and its generation, which is locked. Raises ``NotFound``."""
    of = select(col(Output.generation_id)).where(
        col(Output.id) == output_id, col(Output.workspace_id) == actor.workspace_id
    )
    row = await session.scalar(
        select(Generation)
        .where(col(Generation.id) == of.scalar_subquery(), col(Generation.workspace_id) == actor.workspace_id)
        .with_for_update()
    )
    output = await session.get(Output, output_id, populate_existing=True) if row is not None else None
    if row is None or output is None:
        raise NotFound("This picture")
    return row, output


async def _ended(session: AsyncSession, actor: Actor, generation_id: UUID) -> Generation:
    row = await session.scalar(owned(actor, generation_id).with_for_update())
    if row is None:
        raise NotFound("This generation")
    if row.status not in ENDED:
        await finalize_generation(session, row, "canceled")
    return row


async def delete_row(session: AsyncSession, row: Generation) -> None:
    """Deletes a generation that has ended and is locked, with its outputs and files.

    What was sent to a provider goes with it; a prediction that still has to be canceled there does later.
    """
    script = str(row.request.get("script") or "")
    await describe(session, Subject("generation", row.id), script or row.prompt)
    assets = await session.scalars(
        select(Asset)
        .join(Output, col(Output.asset_id) == col(Asset.id))
        .where(col(Output.generation_id) == row.id)
    )
    await delete_assets(session, assets.all())
    await session.execute(
        delete(ProviderJob).where(
            col(ProviderJob.generation_id) == row.id, col(ProviderJob.status) == "ended"
        )
    )
    await session.delete(row)
    await session.flush()
    if row.turn is not None:
        await move_up(session, {row.person_id})


async def _set_listed(session: AsyncSession, row: Generation, *, listed: bool) -> None:
    alone = col(Output.discarded_at).is_(None)
    await session.execute(
        update(Output).where(col(Output.generation_id) == row.id, alone).values(listed=listed)
    )


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
