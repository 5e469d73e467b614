"""Queries for characters, limited to their workspace."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.pages import LIMIT_DEFAULT, Page, fetch_page
from influencer_app.domain.characters.models import Character
from influencer_app.domain.characters.schemas import Appearance, CharacterDetail
from influencer_app.domain.workspaces.schemas import WorkspaceScope
from influencer_app.errors import NotFound


async def get_row(
    session: AsyncSession,
    scope: WorkspaceScope,
    character_id: UUID,
    *,
    for_share: bool = False,
    lock: bool = False,
) -> Character:
    """The workspace's character, or ``NotFound``. ``for_share`` blocks deletion until the commit,
    ``lock`` blocks any change."""
    query = select(Character).where(
        col(Character.id) == character_id, col(Character.workspace_id) == scope.workspace_id
    )
    if for_share:
        query = query.with_for_update(read=True, key_share=True)
    elif lock:
        query = query.with_for_update()
    row: Character | None = await session.scalar(query)
    if row is None:
        raise NotFound("This character")
    return row


async def get_character(session: AsyncSession, scope: WorkspaceScope, character_id: UUID) -> CharacterDetail:
    """The workspace's character, or ``NotFound``."""
    return detail(await get_row(session, scope, character_id))


async def get_appearance(session: AsyncSession, scope: WorkspaceScope, character_id: UUID) -> Appearance:
    """The traits of the workspace's character, or ``NotFound``."""
    return appearance_of(await get_row(session, scope, character_id))


async def list_characters(
    session: AsyncSession, scope: WorkspaceScope, cursor: str | None = None, limit: int = LIMIT_DEFAULT
) -> Page[CharacterDetail]:
    """The workspace's characters, newest first."""
    query = select(Character).where(col(Character.workspace_id) == scope.workspace_id)
    rows, after = await fetch_page(session, query, col(Character.id), cursor, limit)
    return Page(items=[detail(row) for row in rows], next_cursor=after)


def detail(row: Character) -> CharacterDetail:
    """The read model of a row."""
    portrait = f"/api/media/{row.portrait_asset_id}" if row.portrait_asset_id else None
    return CharacterDetail(
        id=row.id,
        name=row.name,
        age=row.age,
        gender=row.gender,
        ethnicity=row.ethnicity,
        skin_tone=row.skin_tone,
        hair_style=row.hair_style,
        hair_color=row.hair_color,
        eye_color=row.eye_color,
        body_type=row.body_type,
        style=row.style,
        persona=row.persona,
        voice=row.voice,
        portrait_url=f"{portrait}/preview" if portrait else None,
        portrait_thumb_url=f"{portrait}/thumb" if portrait else None,
        portrait_thumbhash=row.portrait_thumbhash,
        has_face=row.portrait_asset_id is not None or row.reference_count > 0,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def appearance_of(row: Character) -> Appearance:
    """The traits of a row, to freeze into a request."""
    return Appearance(
        key=str(row.id), **{name: getattr(row, name) for name in Appearance.model_fields if name != "key"}
    )
