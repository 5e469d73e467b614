"""Sets and deletes character portraits: the outputs of generations with the purpose ``portrait``."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit
from influencer_app.domain.characters.events import CharacterChanged
from influencer_app.domain.characters.models import Character
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.outputs.models import Asset
from influencer_app.domain.outputs.service import delete_assets


async def lock_character(session: AsyncSession, character_id: UUID) -> None:
    """Locks the character, if it exists, before its generation."""
    await session.execute(
        select(col(Character.id)).where(col(Character.id) == character_id).with_for_update()
    )


async def set_portrait(session: AsyncSession, generation: Generation, asset: Asset) -> None:
    """Sets a finished portrait, unless a newer one is in progress, and deletes the old one."""
    if generation.character_id is None:
        return
    character = await session.get(Character, generation.character_id)
    newest = await session.scalar(
        select(func.max(col(Generation.created_at))).where(
            col(Generation.character_id) == generation.character_id, col(Generation.purpose) == "portrait"
        )
    )
    if character is None or newest != generation.created_at:
        return
    old = character.portrait_asset_id
    character.portrait_asset_id = asset.id
    character.portrait_thumbhash = asset.thumbhash
    character.updated_at = now()
    await session.flush()
    if old is not None:
        await delete_portrait(session, old)
    emit(session, CharacterChanged(workspace_id=character.workspace_id, character_id=character.id))


async def delete_portrait(session: AsyncSession, asset_id: UUID) -> None:
    """Delete the image with its files."""
    asset = await session.get(Asset, asset_id)
    if asset is not None:
        await delete_assets(session, [asset])
