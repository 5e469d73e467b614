"""The signed-in person and their credits."""

from fastapi import APIRouter

from influencer_app.api.access import SignedIn
from influencer_app.api.lists import Cursor, Limit
from influencer_app.db.pages import Page
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import queries, service
from influencer_app.domain.accounts.schemas import PersonChange, PersonDetail
from influencer_app.domain.credits.queries import get_balance, list_entries
from influencer_app.domain.credits.schemas import Balance, EntryDetail

router = APIRouter(prefix="/api/user", tags=["user"])


@router.get("")
async def get_user(actor: SignedIn) -> PersonDetail:
    """Who you are."""
    async with reading(actor) as session:
        return await queries.get_person(session, actor)


@router.patch("")
async def change_user(actor: SignedIn, change: PersonChange) -> PersonDetail:
    """Another name."""
    async with transaction(actor) as session:
        if change.name is not None:
            return await service.rename(session, actor, change.name)
        return await queries.get_person(session, actor)


@router.get("/credits")
async def get_credits(actor: SignedIn) -> Balance:
    """What you have."""
    async with reading(actor) as session:
        return await get_balance(session, actor)


@router.get("/credits/entries")
async def list_credit_entries(actor: SignedIn, cursor: Cursor = None, limit: Limit = 24) -> Page[EntryDetail]:
    """Your ledger, newest first."""
    async with reading(actor) as session:
        return await list_entries(session, actor, cursor, limit)
