"""Queries for the gallery, limited to what the viewer may see."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, Row, Select, Uuid, and_, bindparam, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from influencer_app.db.base import table
from influencer_app.db.pages import (
    COUNT_MAX,
    LIMIT_DEFAULT,
    Count,
    Page,
    count_up_to_max,
    decode_cursor,
    encode_cursor,
)
from influencer_app.db.search import contains_text
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.characters.models import Character
from influencer_app.domain.gallery.file_names import file_name
from influencer_app.domain.gallery.schemas import (
    AssetFile,
    CharacterFigures,
    GalleryFilter,
    GalleryItem,
    Variant,
)
from influencer_app.domain.generation.kinds.registry import get_kind
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.queries import read_note
from influencer_app.domain.outputs.models import Asset, Output
from influencer_app.domain.outputs.queries import output_detail
from influencer_app.domain.workspaces.models import Membership
from influencer_app.domain.workspaces.schemas import WorkspaceScope
from influencer_app.errors import NotFound

WORDS_MAX = 12
EVERYTHING = GalleryFilter()

ASSET, OUTPUT, MEMBER = table(Asset).c, table(Output).c, table(Membership).c
GENERATION, CHARACTER = table(Generation).c, table(Character).c
RIGHT: Select[Any] = select(ASSET.captions_key.is_not(None).label("captioned")).where(
    ASSET.id == bindparam("asset_id", type_=Uuid()),
    MEMBER.workspace_id == ASSET.workspace_id,
    MEMBER.person_id == bindparam("person_id", type_=Uuid()),
    MEMBER.workspace_id == func.coalesce(bindparam("bound_to", type_=Uuid()), MEMBER.workspace_id),
    OUTPUT.asset_id == ASSET.id,
    GENERATION.id == OUTPUT.generation_id,
    or_(
        and_(GENERATION.discarded_at.is_(None), OUTPUT.discarded_at.is_(None)),
        bindparam("in_bin", type_=Boolean()),
    ),
)
"""An asset of a workspace that the person is a member of; with ``in_bin`` also a discarded one. Built once,
because it is asked so often."""

FILES: Select[Any] = RIGHT.with_only_columns(
    *(ASSET[name] for name in ("id", "original_key", "preview_key", "thumb_key", "captions_key")),
    *(ASSET[name] for name in ("content_type", "sha256")),
    *(GENERATION.prompt, OUTPUT.seed),
    select(CHARACTER.name)
    .where(CHARACTER.id == GENERATION.character_id)
    .scalar_subquery()
    .label("character"),
)


async def get_asset(
    session: AsyncSession, viewer: AuthenticatedPerson | None, asset_id: UUID, variant: Variant = "original"
) -> AssetFile:
    """The files of an asset in any of the viewer's workspaces, or ``NotFound``.

    Of one that is discarded there is its thumbnail alone, which the bin shows.
    """
    asset = await _seen(session, FILES, viewer, asset_id, variant)
    keys = {"original": asset.original_key, "preview": asset.preview_key, "thumb": asset.thumb_key}
    types = {"original": asset.content_type, "preview": "image/webp", "thumb": "image/webp"}
    if asset.captions_key:
        keys["captions"], types["captions"] = asset.captions_key, "text/vtt"
    return AssetFile(
        id=asset.id,
        keys=keys,
        content_types=types,
        sha256=asset.sha256,
        name=file_name(asset.character, asset.prompt, asset.seed),
    )


async def check_asset(
    session: AsyncSession, viewer: AuthenticatedPerson | None, asset_id: UUID, variant: Variant
) -> None:
    """Raises ``NotFound`` unless ``get_asset`` would find this file; asks for less."""
    asset = await _seen(session, RIGHT, viewer, asset_id, variant)
    if variant == "captions" and not asset.captioned:
        raise NotFound("This file")


async def _seen(
    session: AsyncSession,
    query: Select[Any],
    viewer: AuthenticatedPerson | None,
    asset_id: UUID,
    variant: Variant,
) -> Row[Any]:
    """The row of an asset that the viewer may see, or ``NotFound``."""
    asked = {
        "asset_id": asset_id,
        "person_id": viewer.person_id if viewer else None,
        "bound_to": viewer.bound_to if viewer else None,
        "in_bin": variant == "thumb",
    }
    row: Row[Any] | None = (await session.execute(query, asked)).first() if viewer else None
    if row is None:
        raise NotFound("This file")
    return row


async def list_outputs(
    session: AsyncSession,
    scope: WorkspaceScope,
    asked: GalleryFilter = EVERYTHING,
    cursor: str | None = None,
    limit: int = LIMIT_DEFAULT,
) -> Page[GalleryItem]:
    """The workspace's outputs, newest first, without character portraits."""
    query = _outputs(scope).where(*_wanted(asked))
    if cursor:
        query = query.where(col(Output.id) < decode_cursor(cursor))
    rows = (await session.execute(query.order_by(col(Output.id).desc()).limit(limit + 1))).all()
    items = [_item(*row) for row in rows[:limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].output.id) if len(rows) > limit else None)


async def count_outputs(
    session: AsyncSession, scope: WorkspaceScope, asked: GalleryFilter = EVERYTHING
) -> Count:
    """The number of matching outputs, up to ``COUNT_MAX``."""
    return await count_up_to_max(session, _ids(scope, asked))


async def has_outputs(
    session: AsyncSession, scope: WorkspaceScope, asked: GalleryFilter = EVERYTHING
) -> bool:
    """Whether any output matches."""
    return bool(await session.scalar(select(_ids(scope, asked).exists())))


async def count_by_character(session: AsyncSession, scope: WorkspaceScope) -> dict[UUID, Count]:
    """The number of outputs per character of the workspace that has any, each up to ``COUNT_MAX``."""
    some = (
        select(col(Output.id))
        .where(*_listed(scope), col(Output.character_id) == col(Character.id))
        .limit(COUNT_MAX + 1)
        .correlate(Character)
        .subquery()
    )
    count = select(func.count()).select_from(some).scalar_subquery()
    query = select(col(Character.id), count).where(col(Character.workspace_id) == scope.workspace_id)
    return {one: Count.of(found) for one, found in await session.execute(query) if found}


async def get_figures(session: AsyncSession, scope: WorkspaceScope, character_id: UUID) -> CharacterFigures:
    """Output counts and cost of one of the workspace's characters; zeros for another's."""
    everything = GalleryFilter(character_id=character_id)
    liked = GalleryFilter(character_id=character_id, favourite=True)
    return CharacterFigures(
        results=await count_outputs(session, scope, everything),
        favourites=await count_outputs(session, scope, liked),
        credits_used=await _credits_used(session, scope, character_id),
    )


async def _credits_used(session: AsyncSession, scope: WorkspaceScope, character_id: UUID) -> Count:
    """The credits of the character's newest ``COUNT_MAX`` generations; there may be more.

    The workspace is that of the character: asked of each generation, it misleads the planner.
    """
    own = select(col(Character.id)).where(
        col(Character.id) == character_id, col(Character.workspace_id) == scope.workspace_id
    )
    newest = (
        select(
            col(Generation.credits_used),
            func.row_number().over(order_by=col(Generation.id).desc()).label("place"),
        )
        .where(col(Generation.character_id) == own.scalar_subquery())
        .order_by(col(Generation.id).desc())
        .limit(COUNT_MAX + 1)
        .subquery()
    )
    counted = newest.c.place <= COUNT_MAX
    total = func.coalesce(func.sum(newest.c.credits_used).filter(counted), 0)
    used, found = (await session.execute(select(total, func.count()).select_from(newest))).one()
    return Count(used, found > COUNT_MAX)


async def get_output(session: AsyncSession, scope: WorkspaceScope, output_id: UUID) -> GalleryItem:
    """One of the workspace's pictures with what was said about it, or ``NotFound``."""
    row = (await session.execute(_outputs(scope).where(col(Output.id) == output_id))).first()
    if row is None:
        raise NotFound("This picture")
    item = _item(*row)
    left = select(func.count()).where(
        col(Output.generation_id) == item.output.generation_id, col(Output.discarded_at).is_(None)
    )
    note = await read_note(session, item.output.generation_id)
    return item.model_copy(update={"note": note, "set_size": await session.scalar(left) or 1})


def _wanted(asked: GalleryFilter) -> Iterator[ColumnElement[bool] | Mapped[bool]]:
    """The filter as a SQL condition."""
    if asked.character_id is not None:
        yield col(Output.character_id) == asked.character_id
    if asked.kind is not None:
        yield col(Output.type) == asked.kind
    if asked.favourite:
        yield col(Output.favourite)
    script = func.coalesce(col(Generation.request)["script"].astext, "")
    for word in asked.q.split()[:WORDS_MAX]:
        if "\0" in word:  # Postgres has no such text, so nothing holds it
            yield false()
            return
        places = (col(Generation.prompt), col(Character.name), script)
        yield or_(*(contains_text(place, word) for place in places))


def _outputs(scope: WorkspaceScope) -> Select[Output, Asset, Generation, str]:
    return (
        select(Output, Asset, Generation, col(Character.name))
        .join(Asset, col(Asset.id) == col(Output.asset_id))
        .join(Generation, col(Generation.id) == col(Output.generation_id))
        .outerjoin(Character, col(Character.id) == col(Generation.character_id))
        .where(*_listed(scope))
    )


def _ids(scope: WorkspaceScope, asked: GalleryFilter) -> Select[UUID]:
    """Selects the ids of matching outputs, without joins where the filter needs none."""
    wanted = (*_listed(scope), *_wanted(asked))
    if asked.q.strip():
        return _outputs(scope).with_only_columns(col(Output.id)).where(*wanted)
    return select(col(Output.id)).where(*wanted)


def _listed(scope: WorkspaceScope) -> tuple[ColumnElement[bool] | Mapped[bool], ...]:
    return (col(Output.workspace_id) == scope.workspace_id, col(Output.listed))


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
        type=generation.type,
        negative_prompt=generation.negative_prompt,
        count=generation.count,
        credits_used=generation.credits_used,
        **get_kind(generation.type).details(generation.request),
    )
