"""Routes of characters."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from influencer_app.api.access import Editor, SignedIn
from influencer_app.api.key_scopes import scope
from influencer_app.api.pagination import Cursor, Limit
from influencer_app.api.schema import problems
from influencer_app.app_services.rate_limits import limit_characters
from influencer_app.db.pages import Page
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters import queries, service
from influencer_app.domain.characters.schemas import (
    CharacterChange,
    CharacterDetail,
    NewCharacter,
    RequestedAppearance,
)
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/characters", tags=["characters"])
PREVIEWS_PER_MINUTE = 90
PREVIEW: dict[int | str, dict[str, Any]] = {
    200: {"description": "a sketch of the face", "content": {"image/webp": {}}},
    **problems(429),
}


@router.get("")
@scope("read")
async def list_characters(actor: SignedIn, cursor: Cursor = None, limit: Limit = 24) -> Page[CharacterDetail]:
    """Your characters, newest first."""
    async with reading(actor) as session:
        return await queries.list_characters(session, actor, cursor, limit)


@router.post("", status_code=201)
@scope("manage")
async def create_character(actor: Editor, new: NewCharacter) -> CharacterDetail:
    """Create a character and start its portrait."""
    await limit_characters(actor)
    async with transaction(actor) as session:
        return await service.create_character(session, actor, new)


@router.get("/preview", response_class=Response, responses=PREVIEW)
@scope("read")
async def preview_character(actor: SignedIn, appearance: Annotated[RequestedAppearance, Query()]) -> Response:
    """A preview of a face with these traits, 192 x 240 px, deterministic.

    At most 90 a minute; 429 also while too many previews are waiting.
    """
    await runtime().limits.hit("preview", str(actor.person_id), PREVIEWS_PER_MINUTE, 60)
    drawn = await runtime().previews.render(service.requested_appearance(appearance), appearance.style)
    headers = {"Cache-Control": "private, max-age=86400", "Vary": "Cookie, Authorization"}
    return Response(drawn, media_type="image/webp", headers=headers)


@router.get("/{character_id}")
@scope("read")
async def get_character(actor: SignedIn, character_id: UUID) -> CharacterDetail:
    """One of your own."""
    async with reading(actor) as session:
        return await queries.get_character(session, actor, character_id)


@router.patch("/{character_id}")
@scope("manage")
async def change_character(actor: Editor, character_id: UUID, change: CharacterChange) -> CharacterDetail:
    """Update the fields sent; a new appearance gets a new portrait."""
    async with transaction(actor) as session:
        return await service.change_character(session, actor, character_id, change)


@router.delete("/{character_id}", status_code=204)
@scope("manage")
async def delete_character(actor: Editor, character_id: UUID) -> None:
    """Delete a character and its portrait; its outputs stay."""
    async with transaction(actor) as session:
        await service.delete_character(session, actor, character_id)
