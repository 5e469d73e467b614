"""Reading the gallery; only what the viewer may see exists."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.pages import LIMIT_DEFAULT, Page, decode_cursor, encode_cursor
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.characters.models import Character
from influencer_app.domain.gallery.schemas import AssetFile, GalleryItem
from influencer_app.domain.generation.models import Asset, Generation, Output
from influencer_app.domain.generation.queries import output_detail
from influencer_app.errors import NotFound


async def get_asset(session: AsyncSession, viewer: Actor | None, asset_id: UUID) -> AssetFile:
    """The files of an asset that the viewer may see, or ``NotFound``."""
    asset = await session.get(Asset, asset_id)
    if asset is None or viewer is None or asset.person_id != viewer.person_id:
        raise NotFound("This file")
    keys = {"original": asset.original_key, "preview": asset.preview_key, "thumb": asset.thumb_key}
    types = {"original": asset.content_type, "preview": "image/webp", "thumb": "image/webp"}
    if asset.captions_key:
        keys["captions"], types["captions"] = asset.captions_key, "text/vtt"
    return AssetFile(id=asset.id, keys=keys, content_types=types, sha256=asset.sha256)


async def list_outputs(
    session: AsyncSession,
    actor: Actor,
    *,
    character_id: UUID | None = None,
    favourite: bool = False,
    kind: str | None = None,
    cursor: str | None = None,
    limit: int = LIMIT_DEFAULT,
) -> Page[GalleryItem]:
    """The actor's pictures, newest first, without the portraits of characters."""
    query = _outputs(actor).order_by(col(Output.id).desc()).limit(limit + 1)
    if character_id is not None:
        query = query.where(col(Generation.character_id) == character_id)
    if kind is not None:
        query = query.where(col(Asset.kind) == kind)
    if favourite:
        query = query.where(col(Output.favourite).is_(True))
    if cursor:
        query = query.where(col(Output.id) < decode_cursor(cursor))
    rows = (await session.execute(query)).all()
    items = [_item(*row) for row in rows[:limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].output.id) if len(rows) > limit else None)


async def get_output(session: AsyncSession, actor: Actor, output_id: UUID) -> GalleryItem:
    """One of the actor's pictures, or ``NotFound``."""
    row = (await session.execute(_outputs(actor).where(col(Output.id) == output_id))).first()
    if row is None:
        raise NotFound("This picture")
    return _item(*row)


def _outputs(actor: Actor) -> Select[Output, Asset, Generation, str]:
    return (
        select(Output, Asset, Generation, col(Character.name))
        .join(Asset, col(Asset.id) == col(Output.asset_id))
        .join(Generation, col(Generation.id) == col(Output.generation_id))
        .outerjoin(Character, col(Character.id) == col(Generation.character_id))
        .where(col(Output.person_id) == actor.person_id, col(Generation.purpose) == "result")
    )


def _item(output: Output, asset: Asset, generation: Generation, name: str | None) -> GalleryItem:
    return GalleryItem(
        output=output_detail(output, asset),
        prompt=generation.prompt,
        enhanced_prompt=generation.enhanced_prompt,
        style=generation.style,
        aspect_ratio=generation.aspect_ratio,
        engine=generation.engine,
        model=generation.model,
        character_id=generation.character_id,
        character_name=name,
    )
