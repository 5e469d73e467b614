"""Routes that send a browser to Google or another OpenID provider, and take it back."""

from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from influencer_app.api.access import MaybePerson, public
from influencer_app.api.browser_sessions import (
    error_code,
    open_browser_session,
    read_browser,
    redirect_signed_in,
)
from influencer_app.api.client_address import Caller
from influencer_app.api.origin import OTHER_SITES
from influencer_app.api.problems import DATABASE_AWAY
from influencer_app.api.schema import problems
from influencer_app.app_services import external_accounts, external_sign_in
from influencer_app.app_services.external_sign_in import Answer, Attempt, begin, complete, get_provider
from influencer_app.app_services.sign_in import end_session
from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.identity_ports import IdentityProvider, ProvidedIdentity
from influencer_app.domain.accounts.schemas import AuthenticatedPerson, SignInMethod
from influencer_app.errors import AppError, ExternalSignInFailed
from influencer_app.redirects import AFTER_SIGN_IN, AFTER_SIGN_UP, safe_redirect_path
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/auth", tags=["auth"])
COOKIE: Final = "evermuse_sign_in"
PATH: Final = "/api/auth"
SIGN_IN: Final = "/auth/signin"
SETTINGS: Final = "/dashboard/settings?tab=security"
GOOGLE, OPENID = "google", "openid"

Next = Annotated[str, Query(description="the path of this site to go to afterwards")]
Link = Annotated[str, Query(description="leave to link an account, which Settings gives")]
Again = Annotated[bool, Query(description="have the person sign in at the provider once more")]


@router.get("/google", status_code=302, response_class=RedirectResponse, responses=problems(404))
@public
async def start_google(
    request: Request,
    who: Caller,
    person: MaybePerson,
    next: Next = "",
    link: Link = "",
    again: Again = False,
) -> Response:
    """Go to Google to sign in, or sign up, with it. 404 where Google is not set up."""
    return await _start(GOOGLE, request, who, person, next, link, again=again)


@router.get("/google/callback", status_code=302, response_class=RedirectResponse, responses=problems(404))
@public
async def return_from_google(
    request: Request,
    who: Caller,
    person: MaybePerson,
    code: str = "",
    state: str = "",
    error: str = "",
    iss: str = "",
) -> Response:
    """Come back from Google, with what it says about the person. 404 where Google is not set up."""
    return await _return(GOOGLE, request, who, person, Answer(code, state, error, iss))


@router.get("/openid", status_code=302, response_class=RedirectResponse, responses=problems(404))
@public
async def start_openid(
    request: Request,
    who: Caller,
    person: MaybePerson,
    next: Next = "",
    link: Link = "",
    again: Again = False,
) -> Response:
    """Go to the operator's OpenID provider to sign in, or sign up, with it. 404 where none is set up."""
    return await _start(OPENID, request, who, person, next, link, again=again)


@router.get("/openid/callback", status_code=302, response_class=RedirectResponse, responses=problems(404))
@public
async def return_from_openid(
    request: Request,
    who: Caller,
    person: MaybePerson,
    code: str = "",
    state: str = "",
    error: str = "",
    iss: str = "",
) -> Response:
    """Come back from the operator's OpenID provider. 404 where none is set up."""
    return await _return(OPENID, request, who, person, Answer(code, state, error, iss))


async def _start(
    key: str,
    request: Request,
    who: str,
    person: AuthenticatedPerson | None,
    path: str,
    ticket: str,
    *,
    again: bool,
) -> Response:
    provider = get_provider(key)
    if request.headers.get("sec-fetch-site") in OTHER_SITES:
        return RedirectResponse(SIGN_IN, 302)  # no other site signs anybody in
    try:
        url, cookie = await begin(
            provider, next_path=path, ticket=ticket, again=again, person=person, caller=who
        )
    except (AppError, *DATABASE_AWAY) as failed:
        return _back(failed, path, linking=bool(ticket))
    response = RedirectResponse(url, 302)
    settings = runtime().settings
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=int(external_sign_in.LIFETIME.total_seconds()),
        path=PATH,
        httponly=True,
        samesite="lax",
        secure=settings.base_url.startswith("https://") or request.url.scheme == "https",
    )
    return response


async def _return(
    key: str, request: Request, who: str, person: AuthenticatedPerson | None, answer: Answer
) -> Response:
    provider = get_provider(key)
    attempt = external_sign_in.read_attempt(provider, request.cookies.get(COOKIE, ""))
    path = attempt.next if attempt is not None else ""
    linking = attempt is not None and attempt.linking is not None
    try:
        if attempt is None:
            raise ExternalSignInFailed("sign-in-expired")
        identity = await complete(provider, attempt, answer)
        if linking:
            response = await _link(provider, attempt, identity, person)
        else:
            response = await _sign_in(provider, attempt, identity, request, who, person)
    except (AppError, *DATABASE_AWAY) as failed:
        response = _back(failed, path, linking=linking)
    response.delete_cookie(COOKIE, path=PATH)
    return response


async def _link(
    provider: IdentityProvider,
    attempt: Attempt,
    identity: ProvidedIdentity,
    person: AuthenticatedPerson | None,
) -> Response:
    """To the account of the very session that began it in Settings."""
    if person is None or person.session_id != attempt.linking:
        raise ExternalSignInFailed("sign-in-expired")
    await external_accounts.link_identity(person, provider, identity)
    return RedirectResponse(f"{SETTINGS}&linked={provider.key}", 302)


async def _sign_in(
    provider: IdentityProvider,
    attempt: Attempt,
    identity: ProvidedIdentity,
    request: Request,
    who: str,
    before: AuthenticatedPerson | None,
) -> Response:
    """Opens a session for whom the provider vouches; the one that this browser had before ends."""
    may_open = await external_accounts.may_open_account(provider, identity, attempt.next, who)
    async with transaction() as session:
        admitted = await external_accounts.admit(session, provider, identity, may_open=may_open)
        method: SignInMethod = "sign_up" if admitted.is_new else "openid"
        entered = await open_browser_session(
            session, admitted.person_id, request, read_browser(request), method
        )
    if before is not None and before.session_id is not None:
        await end_session(before, before.session_id)
    path = AFTER_SIGN_UP if admitted.is_new and attempt.next == AFTER_SIGN_IN else attempt.next
    response = redirect_signed_in(entered, request, path)
    response.status_code = 302
    return response


def _back(failed: Exception, path: str, *, linking: bool) -> Response:
    """To the page that it began on, with a sentence."""
    code = error_code(failed)
    if linking:
        return RedirectResponse(f"{SETTINGS}&{urlencode({'failed': code})}", 302)
    query = {"error": code}
    if (target := safe_redirect_path(path)) != AFTER_SIGN_IN:
        query["next"] = target
    return RedirectResponse(f"{SIGN_IN}?{urlencode(query)}", 302)
