"""Routes for sign-up, sign-in and sign-out: JSON for scripts, forms for pages without JavaScript."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from influencer_app.api.access import MaybePerson, public
from influencer_app.api.browser_sessions import (
    Challenged,
    Entered,
    enter,
    error_code,
    open_browser_session,
    read_browser,
    redirect_signed_in,
)
from influencer_app.api.client_address import Caller
from influencer_app.api.problems import DATABASE_AWAY
from influencer_app.api.schema import problems
from influencer_app.app_services.sign_in import end_session
from influencer_app.app_services.sign_up import check_sign_up, invitation_in
from influencer_app.app_services.validation import parse
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import addresses, rules, service, tokens
from influencer_app.domain.accounts.schemas import Credentials, NewPerson
from influencer_app.domain.workspaces.schemas import UserDetail
from influencer_app.domain.workspaces.service import create_account
from influencer_app.errors import AppError, NotSignedIn
from influencer_app.redirects import AFTER_SIGN_IN, AFTER_SIGN_UP, safe_redirect_path
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/auth", tags=["auth"])
WRONG = "Email and password do not match."
FEW = 4
"""From this many remaining attempts on, the response says how many are left."""
HOUR, TEN_MINUTES, DAY = 3600, 600, 86_400
GUESSES = (("sign_in_account", 1, TEN_MINUTES), ("sign_in_account_day", 5, DAY))
"""Limits of wrong guesses: times the tries of ten minutes, and seconds. Whoever goes on waits ever longer."""


class NoMatch(NotSignedIn):
    """Address and password do not match; ``left`` attempts remain."""

    def __init__(self, left: int) -> None:
        super().__init__(WRONG)
        self.left = left


@router.post("/signup", status_code=201, responses=problems(403, 409, 429))
@public
async def sign_up(new: NewPerson, request: Request, response: Response, who: Caller) -> UserDetail:
    """Create an account and sign in."""
    return enter(await _sign_up(new, request, who), request, response)


@router.post("/signin", responses=problems(401, 403, 429))
@public
async def sign_in(given: Credentials, request: Request, response: Response, who: Caller) -> UserDetail:
    """Sign in with a password. The response never reveals whether an address is known.

    403 with a `challenge` where a second factor is set up; send it with a code to `second-factor`.
    """
    return enter(await _sign_in(given, request, who), request, response)


@router.post("/signout", status_code=204)
@public
async def sign_out(person: MaybePerson, response: Response) -> None:
    """End this session, if there is one."""
    if person is not None and person.session_id is not None:
        await end_session(person, person.session_id)
    response.delete_cookie(tokens.COOKIE, path="/")


@router.post("/form/signup", include_in_schema=False)
@public
async def form_sign_up(
    request: Request,
    who: Caller,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "",
) -> Response:
    """The sign-up page's form."""
    try:
        target = safe_redirect_path(next)
        given = {"email": email, "password": password, "name": name}
        new = parse(NewPerson, {**given, "invitation": invitation_in(target)[:200]})
        wanted = AFTER_SIGN_UP if target == AFTER_SIGN_IN else target
        return redirect_signed_in(await _sign_up(new, request, who), request, wanted)
    except (AppError, *DATABASE_AWAY) as error:
        return _back("/auth/signup", error, next, email=email, name=name)


@router.post("/form/signin", include_in_schema=False)
@public
async def form_sign_in(
    request: Request,
    who: Caller,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "",
) -> Response:
    """The sign-in page's form."""
    try:
        given = parse(Credentials, {"email": email, "password": password})
        return redirect_signed_in(await _sign_in(given, request, who), request, next)
    except (AppError, *DATABASE_AWAY) as error:
        return _back("/auth/signin", error, next, email=email)


@router.post("/form/signout", include_in_schema=False)
@public
async def form_sign_out(person: MaybePerson) -> Response:
    """The sign-out button."""
    response = RedirectResponse("/", 303)
    await sign_out(person, response)
    return response


async def _sign_up(new: NewPerson, request: Request, who: str) -> Entered | Challenged:
    app = runtime()
    await app.limits.hit("sign_up", who, app.settings.sign_ups_per_hour, HOUR)
    key = rules.email_key(new.email)
    await check_sign_up(key, new.invitation)
    rules.check_password(new.password, key)
    hashed = await app.passwords.hash(new.password)
    async with transaction() as session:
        person_id = await create_account(
            session,
            email=new.email,
            key=key,
            name=new.name,
            password_hash=hashed,
            plan=app.settings.default_plan,
        )
        await addresses.send_verification(session, person_id)
        return await open_browser_session(session, person_id, request, read_browser(request), "sign_up")


async def _sign_in(given: Credentials, request: Request, who: str) -> Entered | Challenged:
    """Wrong guesses count for the guesser and the account together: nobody locks somebody else out.

    A browser that has signed in to this account before has tries of its own, whatever its address.
    """
    app = runtime()
    tries = app.settings.sign_in_tries_per_ten_minutes
    key = rules.email_key(given.email)
    browser = read_browser(request)
    known = browser.knows(key)
    guesser = f"{browser.browser_id} {key}" if known else f"{who} {key}"
    if not known:
        await app.limits.hit("sign_in_caller", who, tries * 10, TEN_MINUTES)
    left = tries
    for name, factor, seconds in GUESSES:
        left = min(left, await app.limits.hit(name, guesser, tries * factor, seconds))
    async with reading() as session:
        found = await service.find_password(session, key)
    person, hashed = found or (None, None)
    if not await app.passwords.verify(given.password, hashed) or person is None:
        raise NoMatch(left)
    for name, _, _ in GUESSES:
        await app.limits.forgive(name, guesser)
    if not known:
        await app.limits.undo("sign_in_caller", who)
    async with transaction() as session:
        return await open_browser_session(session, person.id, request, browser)


def _back(page: str, error: Exception, path: str, *, email: str, name: str = "") -> Response:
    """The form again, with all that was typed but the password."""
    asked = {"error": error_code(error), "email": email[:254], "next": safe_redirect_path(path)}
    if name:
        asked["name"] = name[:80]
    if isinstance(error, NoMatch) and error.left <= FEW:
        asked["left"] = str(error.left)
    return RedirectResponse(f"{page}?{urlencode(asked)}", 303)
