"""Characters."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from influencer_app.api.access import SignedIn
from influencer_app.api.lists import Cursor, Limit
from influencer_app.db.pages import Page
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters import queries, service
from influencer_app.domain.characters.schemas import (
    AskedLook,
    CharacterChange,
    CharacterDetail,
    NewCharacter,
)
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/characters", tags=["characters"])
PREVIEWS_PER_MINUTE = 90
PREVIEW: dict[int | str, dict[str, Any]] = {
    200: {"description": "a sketch of the face", "content": {"image/webp": {}}}
}


@router.get("")
async def list_characters(actor: SignedIn, cursor: Cursor = None, limit: Limit = 24) -> Page[CharacterDetail]:
    """Your characters, newest first."""
    async with reading(actor) as session:
        return await queries.list_characters(session, actor, cursor, limit)


@router.post("", status_code=201)
async def create_character(actor: SignedIn, new: NewCharacter) -> CharacterDetail:
    """Invent one; its portrait is on its way."""
    async with transaction(actor) as session:
        return await service.create_character(session, actor, new)


@router.get("/preview", response_class=Response, responses=PREVIEW)
async def preview_character(actor: SignedIn, look: Annotated[AskedLook, Query()]) -> Response:
    """How somebody with these traits is drawn: a sketch of 192 x 240 px, the same for the same traits.

    At most 90 a minute; 429 also while too many others wait for theirs.
    """
    await runtime().limits.hit("preview", str(actor.person_id), PREVIEWS_PER_MINUTE, 60)
    drawn = await runtime().previews.draw(service.look_of_asked(look), look.style)
    return Response(drawn, media_type="image/webp", headers={"Cache-Control": "private, max-age=86400"})


@router.get("/{character_id}")
async def get_character(actor: SignedIn, character_id: UUID) -> CharacterDetail:
    """One of yours."""
    async with reading(actor) as session:
        return await queries.get_character(session, actor, character_id)


@router.patch("/{character_id}")
async def change_character(actor: SignedIn, character_id: UUID, change: CharacterChange) -> CharacterDetail:
    """Change what is sent; another look gets another portrait."""
    async with transaction(actor) as session:
        return await service.change_character(session, actor, character_id, change)


@router.delete("/{character_id}", status_code=204)
async def delete_character(actor: SignedIn, character_id: UUID) -> None:
    """Delete it with its portrait; pictures made with it stay."""
    async with transaction(actor) as session:
        await service.delete_character(session, actor, character_id)
