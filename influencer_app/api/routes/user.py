"""The signed-in person and their credits."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from influencer_app import identity
from influencer_app.api.access import SignedIn
from influencer_app.api.lists import Cursor, Limit, Moment
from influencer_app.db.pages import Page
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import queries, service, sessions
from influencer_app.domain.accounts.schemas import PasswordChange, PersonChange, PersonDetail, SessionDetail
from influencer_app.domain.credits.queries import get_balance, list_entries
from influencer_app.domain.credits.schemas import Balance, EntryDetail, EntryFilter, EntryKind, Pot
from influencer_app.errors import NotFound

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
async def list_credit_entries(
    actor: SignedIn,
    kind: EntryKind | None = None,
    pot: Pot | None = None,
    since: Annotated[Moment | None, Query(alias="from")] = None,
    to: Moment | None = None,
    cursor: Cursor = None,
    limit: Limit = 24,
) -> Page[EntryDetail]:
    """Your ledger, newest first."""
    asked = EntryFilter(kind=kind, pot=pot, from_=since, to=to)
    async with reading(actor) as session:
        return await list_entries(session, actor, cursor, limit, asked)


@router.post("/password", status_code=204)
async def change_password(actor: SignedIn, change: PasswordChange) -> None:
    """Another password, with the old one; all other sessions end."""
    await identity.change_password(actor, change)


@router.get("/sessions")
async def list_sessions(actor: SignedIn) -> list[SessionDetail]:
    """Where you are signed in."""
    async with reading(actor) as session:
        return await sessions.list_sessions(session, actor)


@router.delete("/sessions", status_code=204)
async def end_other_sessions(actor: SignedIn) -> None:
    """Sign out everywhere but here."""
    await identity.end_other_sessions(actor)


@router.delete("/sessions/{session_id}", status_code=204)
async def end_session(actor: SignedIn, session_id: UUID) -> None:
    """Sign out there."""
    if not await identity.end_session(actor, session_id):
        raise NotFound("This session")
