"""Sets and deletes character portraits: the outputs of generations with the purpose ``portrait``."""

from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit
from influencer_app.domain.characters.events import CharacterChanged
from influencer_app.domain.characters.models import Character
from influencer_app.domain.generation.models.generation import PORTRAIT, Generation
from influencer_app.domain.outputs.models import Asset
from influencer_app.domain.outputs.service import delete_assets

IS_PORTRAIT = text(PORTRAIT)


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
    if character is None or await find_newest_portrait(session, character.id) != generation.id:
        return
    old = character.portrait_asset_id
    character.portrait_asset_id = asset.id
    character.portrait_thumbhash = asset.thumbhash
    character.updated_at = now()
    await session.flush()
    if old is not None:
        await delete_portrait(session, old)
    emit(session, CharacterChanged(workspace_id=character.workspace_id, character_id=character.id))


async def find_newest_portrait(session: AsyncSession, character_id: UUID) -> UUID | None:
    """The newest generation of a portrait of the character, whatever has become of it."""
    newest: UUID | None = await session.scalar(
        select(col(Generation.id))
        .where(col(Generation.character_id) == character_id, IS_PORTRAIT)
        .order_by(col(Generation.id).desc())
        .limit(1)
    )
    return newest


async def delete_portrait(session: AsyncSession, asset_id: UUID) -> None:
    """Delete the image with its files."""
    asset = await session.get(Asset, asset_id)
    if asset is not None:
        await delete_assets(session, [asset])
