"""Routes of the signed-in person and their credits."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from influencer_app.api.access import RECENT, SignedIn
from influencer_app.api.key_scopes import scope
from influencer_app.api.pagination import Cursor, Limit
from influencer_app.api.schema import problems
from influencer_app.app_services import email_links, sign_in
from influencer_app.db.pages import Page
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import identities, service, sessions
from influencer_app.domain.accounts.schemas import (
    AddressChange,
    IdentityDetail,
    PasswordChange,
    PersonChange,
    SessionDetail,
)
from influencer_app.domain.credits.queries import get_balance, list_entries
from influencer_app.domain.credits.schemas import Balance, Bucket, EntryDetail, EntryFilter, EntryKind
from influencer_app.domain.strict import Moment
from influencer_app.domain.workspaces import queries
from influencer_app.domain.workspaces.schemas import UserDetail
from influencer_app.errors import NotFound
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/user", tags=["user"])


@router.get("")
async def get_user(actor: SignedIn) -> UserDetail:
    """Your profile."""
    async with reading(actor) as session:
        return await queries.get_user(session, actor)


@router.patch("")
async def change_user(actor: SignedIn, change: PersonChange) -> UserDetail:
    """Changes the name."""
    async with transaction(actor) as session:
        if change.name is not None:
            await service.rename(session, actor, change.name)
        return await queries.get_user(session, actor)


@router.get("/credits")
@scope("read")
async def get_credits(actor: SignedIn) -> Balance:
    """Your credit balance."""
    async with reading(actor) as session:
        return await get_balance(session, actor)


@router.get("/credits/entries")
@scope("read")
async def list_credit_entries(
    actor: SignedIn,
    kind: EntryKind | None = None,
    bucket: Bucket | None = None,
    since: Annotated[Moment | None, Query(alias="from")] = None,
    to: Moment | None = None,
    cursor: Cursor = None,
    limit: Limit = 24,
) -> Page[EntryDetail]:
    """Your ledger, newest first."""
    asked = EntryFilter(kind=kind, bucket=bucket, from_=since, to=to)
    async with reading(actor) as session:
        return await list_entries(session, actor, cursor, limit, asked)


@router.post("/password", status_code=204, responses=problems(409, 429))
async def change_password(actor: SignedIn, change: PasswordChange) -> None:
    """Change your password; all other sessions end.

    An account that has none gets its first one without `old`, within ten minutes after signing in (else 403).
    """
    await sign_in.change_password(actor, change)


@router.post("/verification", status_code=204, responses=problems(429))
async def send_verification(actor: SignedIn) -> None:
    """Mail once more the link that verifies your address."""
    await email_links.send_verification(actor)


@router.post("/email", status_code=204, responses=problems(429))
async def change_address(actor: SignedIn, change: AddressChange) -> None:
    """Change your address, once the links in the mails to both addresses were followed."""
    await email_links.start_address_change(actor, change.email, change.password)


@router.get("/identities")
async def list_identities(actor: SignedIn) -> list[IdentityDetail]:
    """Your accounts at Google and other providers that sign in to this one."""
    async with reading(actor) as session:
        return await identities.list_identities(session, actor)


@router.delete("/identities/{identity_id}", status_code=204, responses=problems(409), dependencies=[RECENT])
async def unlink_identity(actor: SignedIn, identity_id: UUID) -> None:
    """Unlink one; refused when you have no other way to sign in."""
    async with transaction(actor) as session:
        await identities.unlink(session, actor, identity_id)


@router.get("/sessions")
async def list_sessions(actor: SignedIn) -> list[SessionDetail]:
    """Your active sessions."""
    async with reading(actor) as session:
        return await sessions.list_sessions(session, actor, runtime().settings.session_idle)


@router.delete("/sessions", status_code=204)
async def end_other_sessions(actor: SignedIn) -> None:
    """End all other sessions."""
    await sign_in.end_other_sessions(actor)


@router.delete("/sessions/{session_id}", status_code=204)
async def end_session(actor: SignedIn, session_id: UUID) -> None:
    """End a session."""
    if not await sign_in.end_session(actor, session_id):
        raise NotFound("This session")
