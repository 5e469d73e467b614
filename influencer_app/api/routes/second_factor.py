"""Routes that prove a second factor, sign in with a passkey, and confirm who somebody is."""

from typing import Annotated, Any, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from influencer_app.api.access import SignedIn, public
from influencer_app.api.browser_sessions import (
    SECOND_FACTOR,
    Entered,
    error_code,
    give_challenge,
    give_cookies,
    open_proved_session,
    read_browser,
    read_challenge,
    redirect_signed_in,
)
from influencer_app.api.client_address import Caller
from influencer_app.api.problems import DATABASE_AWAY
from influencer_app.api.schema import problems
from influencer_app.app_services import second_factors
from influencer_app.app_services.validation import parse
from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.factors.schemas import (
    ChallengeInput,
    Confirmation,
    PasskeyInput,
    SecondFactorInput,
)
from influencer_app.domain.accounts.schemas import SignInMethod
from influencer_app.domain.workspaces.schemas import UserDetail
from influencer_app.errors import AppError, NotSignedIn
from influencer_app.redirects import safe_redirect_path
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/auth", tags=["auth"])
TEN_MINUTES = 600
UNKNOWN = "This passkey doesn’t sign in here. Try another one, or your password."


@router.post("/signin/second-factor", responses=problems(429))
@public
async def prove_second_factor(given: SecondFactorInput, request: Request, response: Response) -> UserDetail:
    """Go on with a sign-in: the `challenge` of its answer, and a code, a recovery code or a passkey."""
    entered = await _prove(given, request)
    give_cookies(entered, request, response)
    return entered.user


@router.post("/signin/second-factor/options")
@public
async def get_second_factor_options(given: ChallengeInput, request: Request) -> dict[str, Any]:
    """What a browser takes to prove the second factor with a passkey."""
    return await second_factors.passkey_options(given.challenge or read_challenge(request))


@router.post("/form/second-factor", include_in_schema=False)
@public
async def form_second_factor(
    request: Request, code: Annotated[str, Form()] = "", next: Annotated[str, Form()] = ""
) -> Response:
    """The form for the code."""
    try:
        given = parse(SecondFactorInput, {"code": code})
        return redirect_signed_in(await _prove(given, request), request, next)
    except (AppError, *DATABASE_AWAY) as error:
        query = {"error": error_code(error), "next": safe_redirect_path(next)}
        return RedirectResponse(f"{SECOND_FACTOR}?{urlencode(query)}", 303)


@router.post("/passkeys/options", responses=problems(429))
@public
async def get_sign_in_options(request: Request, response: Response, who: Caller) -> dict[str, Any]:
    """What a browser takes to sign in with a passkey alone. The challenge is bound to it by a cookie."""
    app = runtime()
    await app.limits.hit("passkey", who, app.settings.sign_in_tries_per_ten_minutes * 10, TEN_MINUTES)
    ceremony = await second_factors.begin_passkey_sign_in()
    give_challenge(ceremony.token, request, response)
    return ceremony.options


@router.post("/passkeys", responses=problems(401, 429))
@public
async def sign_in_with_passkey(
    given: PasskeyInput, request: Request, response: Response, who: Caller
) -> UserDetail:
    """Sign in with a passkey alone."""
    app = runtime()
    await app.limits.hit("passkey_try", who, app.settings.sign_in_tries_per_ten_minutes * 10, TEN_MINUTES)
    entered: Entered | None = None
    async with transaction() as session:
        token = read_challenge(request)
        person_id = await second_factors.prove_passkey(session, token, given.credential)
        if person_id is not None:
            entered = await open_proved_session(
                session, person_id, request, read_browser(request), "passkey", second_factor=True
            )
    if entered is None:
        raise NotSignedIn(UNKNOWN)
    give_cookies(entered, request, response)
    return entered.user


@router.post("/confirm", status_code=204, responses=problems(429))
async def confirm(actor: SignedIn, given: Confirmation, request: Request) -> None:
    """Prove once more that it is you: with a password, a code or a passkey. It counts for ten minutes."""
    await second_factors.confirm(actor, given, read_challenge(request))


@router.post("/confirm/options")
async def get_confirmation_options(actor: SignedIn, request: Request, response: Response) -> dict[str, Any]:
    """What a browser takes to confirm with a passkey. 400 for an account without one."""
    ceremony = await second_factors.begin_confirmation(actor)
    give_challenge(ceremony.token, request, response)
    return ceremony.options


async def _prove(given: SecondFactorInput, request: Request) -> Entered:
    """Opens the session. A wrong answer is counted, and raises ``InvalidInput``."""
    token = given.challenge or read_challenge(request)
    async with transaction() as session:
        proved = await second_factors.prove_second_factor(session, token, given.code, given.credential)
        if proved is not None:
            return await open_proved_session(
                session,
                proved.person_id,
                request,
                read_browser(request),
                cast("SignInMethod", proved.method),
                second_factor=True,
            )
    raise second_factors.wrong_answer(given.code)
