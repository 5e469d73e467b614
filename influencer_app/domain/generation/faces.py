"""The faces that a provider's model gets of a character."""

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.characters.models import Character
from influencer_app.domain.characters.references import rows_of
from influencer_app.domain.generation.schemas import SourceFile
from influencer_app.domain.outputs.models import Asset

REAL = "digitalCapture"
"""A photograph (https://cv.iptc.org/newscodes/digitalsourcetype/)."""


async def faces_of(session: AsyncSession, character: Character) -> tuple[SourceFile, ...]:
    """The faces that were brought for the character, else its portrait; none while it has neither."""
    if brought := await rows_of(session, character.id):
        return tuple(
            SourceFile(key=row.key, content_type="image/jpeg", sha256=row.sha256, source_type=REAL)
            for row in brought
        )
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
