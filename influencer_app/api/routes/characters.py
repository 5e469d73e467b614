"""Characters."""

from uuid import UUID

from fastapi import APIRouter

from influencer_app.api.access import SignedIn
from influencer_app.api.lists import Cursor, Limit
from influencer_app.db.pages import Page
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters import queries, service
from influencer_app.domain.characters.schemas import CharacterChange, CharacterDetail, NewCharacter

router = APIRouter(prefix="/api/characters", tags=["characters"])


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
