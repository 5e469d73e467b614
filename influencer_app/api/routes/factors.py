"""Routes of one's own authenticator app, recovery codes and passkeys."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from influencer_app.api.access import RecentlyAuthenticated, SignedIn
from influencer_app.api.browser_sessions import give_challenge, read_challenge
from influencer_app.api.schema import problems
from influencer_app.app_services import second_factors
from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.factors.queries import get_factors, list_passkeys
from influencer_app.domain.accounts.factors.schemas import (
    CodeInput,
    FactorsDetail,
    NewPasskey,
    PasskeyDetail,
    RecoveryCodes,
    TotpSetup,
)

router = APIRouter(prefix="/api/user", tags=["user"])


@router.get("/second-factor")
async def get_second_factor(actor: SignedIn) -> FactorsDetail:
    """Your authenticator app, how many recovery codes are left, and your passkeys."""
    async with reading(actor) as session:
        return await get_factors(session, actor)


@router.post("/totp", status_code=201, responses=problems(409))
async def start_totp(actor: RecentlyAuthenticated) -> TotpSetup:
    """Begin to set up an authenticator app: its secret, shown once. All changes want a recent sign-in."""
    return await second_factors.start_totp(actor)


@router.post("/totp/confirm", responses=problems(409))
async def confirm_totp(actor: RecentlyAuthenticated, given: CodeInput) -> RecoveryCodes:
    """Switch it on with a first code. The recovery codes are shown once."""
    return RecoveryCodes(recovery_codes=await second_factors.confirm_totp(actor, given.code))


@router.delete("/totp", status_code=204, responses=problems(409))
async def stop_totp(actor: RecentlyAuthenticated) -> None:
    """Switch the authenticator app off."""
    await second_factors.stop_totp(actor)


@router.post("/recovery-codes", status_code=201, responses=problems(409))
async def renew_recovery_codes(actor: RecentlyAuthenticated) -> RecoveryCodes:
    """Make new recovery codes, shown once; the old ones no longer count."""
    return RecoveryCodes(recovery_codes=await second_factors.renew_recovery_codes(actor))


@router.get("/passkeys")
async def list_own_passkeys(actor: SignedIn) -> list[PasskeyDetail]:
    """Your passkeys."""
    async with reading(actor) as session:
        return await list_passkeys(session, actor)


@router.post("/passkeys/options", responses=problems(409))
async def get_passkey_options(
    actor: RecentlyAuthenticated, request: Request, response: Response
) -> dict[str, Any]:
    """What a browser takes to make a passkey."""
    ceremony = await second_factors.begin_passkey(actor)
    give_challenge(ceremony.token, request, response)
    return ceremony.options


@router.post("/passkeys", status_code=201, responses=problems(409))
async def add_passkey(actor: RecentlyAuthenticated, new: NewPasskey, request: Request) -> PasskeyDetail:
    """Add the passkey that the browser has made."""
    return await second_factors.add_passkey(actor, new, read_challenge(request))


@router.delete("/passkeys/{passkey_id}", status_code=204, responses=problems(409))
async def remove_passkey(actor: RecentlyAuthenticated, passkey_id: UUID) -> None:
    """Remove a passkey. 409 for the last way into an account without a password."""
    await second_factors.remove_passkey(actor, passkey_id)
