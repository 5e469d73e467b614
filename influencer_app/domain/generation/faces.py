"""The faces that a provider's model gets of a character."""

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.characters.models import Character
from influencer_app.domain.generation.models import Asset
from influencer_app.domain.generation.schemas import SourceFile


async def faces_of(session: AsyncSession, character: Character) -> tuple[SourceFile, ...]:
    """The character's portrait as its reference face; none while it has no portrait."""
    if character.portrait_asset_id is None:
        return ()
    asset = await session.get(Asset, character.portrait_asset_id)
    if asset is None:
        return ()
    return (
        SourceFile(
            key=asset.original_key,
            content_type=asset.content_type,
            sha256=asset.sha256,
            source_type=asset.source_type,
        ),
    )
