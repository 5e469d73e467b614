"""ReferenceImage images passed to a provider's model for a character."""

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.characters.models import Character
from influencer_app.domain.characters.references import list_reference_images
from influencer_app.domain.generation.schemas import SourceFile
from influencer_app.domain.outputs.models import Asset

DIGITAL_CAPTURE = "digitalCapture"
"""IPTC digital source type of a photograph (https://cv.iptc.org/newscodes/digitalsourcetype/)."""


async def reference_images(session: AsyncSession, character: Character) -> tuple[SourceFile, ...]:
    """The character's uploaded reference images, else its portrait, else nothing."""
    if brought := await list_reference_images(session, character.id):
        return tuple(
            SourceFile(key=row.key, content_type="image/jpeg", sha256=row.sha256, source_type=DIGITAL_CAPTURE)
            for row in brought
        )
    if character.portrait_asset_id is None:
        return ()
    asset = await session.get(Asset, character.portrait_asset_id)
    if asset is None:
        return ()
    return (picture_file(asset),)


def picture_file(asset: Asset) -> SourceFile:
    """A finished picture to work from, without the watermark that was drawn into it.

    Its hash is that of the file as served, by which it is known as an ingredient.
    """
    return SourceFile(
        key=asset.source_key,
        content_type=asset.content_type,
        sha256=asset.sha256,
        source_type=asset.source_type,
    )
