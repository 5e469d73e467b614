"""Changing what is in the gallery."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.outbox import emit
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.generation.ending import conclude
from influencer_app.domain.generation.events import GenerationDeleted, GenerationProgressed
from influencer_app.domain.generation.files import forget_assets
from influencer_app.domain.generation.models import Asset, Output
from influencer_app.domain.generation.queries import owned
from influencer_app.domain.generation.rules import ENDED
from influencer_app.errors import NotFound


async def delete_generation(session: AsyncSession, actor: Actor, generation_id: UUID) -> None:
    """It goes with its pictures and their files; one that still runs is canceled first."""
    row = await session.scalar(owned(actor, generation_id).with_for_update())
    if row is None:
        raise NotFound("This generation")
    if row.status not in ENDED:
        await conclude(session, row, "canceled")
    assets = await session.scalars(
        select(Asset)
        .join(Output, col(Output.asset_id) == col(Asset.id))
        .where(col(Output.generation_id) == generation_id)
    )
    await forget_assets(session, assets.all())
    await session.delete(row)
    await session.flush()
    emit(session, GenerationDeleted(person_id=actor.person_id, generation_id=generation_id))


async def set_favourite(session: AsyncSession, actor: Actor, output_id: UUID, favourite: bool) -> None:
    """Mark an own picture, or take the mark away; ``NotFound`` for another person's."""
    changed = await session.execute(
        update(Output)
        .where(col(Output.id) == output_id, col(Output.person_id) == actor.person_id)
        .values(favourite=favourite)
        .returning(col(Output.generation_id))
    )
    generation_id = changed.scalar()
    if generation_id is None:
        raise NotFound("This picture")
    emit(session, GenerationProgressed(person_id=actor.person_id, generation_id=generation_id))
