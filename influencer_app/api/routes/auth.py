"""Routes for sign-up, sign-in and sign-out: JSON for scripts, forms for pages without JavaScript."""

from typing import Annotated, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from influencer_app.api.access import MaybePerson, public
from influencer_app.api.client_address import Caller
from influencer_app.api.problems import DATABASE_AWAY, database_away
from influencer_app.api.schema import problems
from influencer_app.app_services.sign_in import end_session
from influencer_app.app_services.sign_up import check_sign_up, invitation_in
from influencer_app.app_services.validation import parse
from influencer_app.db.base import AsyncSession
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import addresses, known_browsers, rules, service, tokens
from influencer_app.domain.accounts.known_browsers import (
    KnownBrowser,
    read_known_browser,
    sign_known_browser,
)
from influencer_app.domain.accounts.schemas import Credentials, NewPerson
from influencer_app.domain.accounts.user_agents import describe_browser
from influencer_app.domain.workspaces.queries import find_actor, get_user
from influencer_app.domain.workspaces.schemas import UserDetail
from influencer_app.domain.workspaces.service import create_account
from influencer_app.errors import AppError, InvalidInput, NotSignedIn
from influencer_app.redirects import AFTER_SIGN_IN, AFTER_SIGN_UP, safe_redirect_path
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/auth", tags=["auth"])
WRONG = "Email and password do not match."
FEW = 4
"""From this many remaining attempts on, the response says how many are left."""
HOUR, TEN_MINUTES = 3600, 600


class NoMatch(NotSignedIn):
    """Address and password do not match; ``left`` attempts remain."""

    def __init__(self, left: int) -> None:
        super().__init__(WRONG)
        self.left = left


class Entered(NamedTuple):
    """The signed-in person, their new session, and the browser that they did it with."""

    user: UserDetail
    session_id: UUID
    browser: KnownBrowser


@router.post("/signup", status_code=201, responses=problems(403, 409, 429))
@public
async def sign_up(new: NewPerson, request: Request, response: Response, who: Caller) -> UserDetail:
    """Create an account and sign in."""
    entered = await _sign_up(new, request, who)
    _give_cookie(entered, request, response)
    return entered.user


@router.post("/signin", responses=problems(401, 429))
@public
async def sign_in(given: Credentials, request: Request, response: Response, who: Caller) -> UserDetail:
    """Sign in with a password. The response never reveals whether an address is known."""
    entered = await _sign_in(given, request, who)
    _give_cookie(entered, request, response)
    return entered.user


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
        return _onward(await _sign_up(new, request, who), request, wanted)
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
        return _onward(await _sign_in(given, request, who), request, next)
    except (AppError, *DATABASE_AWAY) as error:
        return _back("/auth/signin", error, next, email=email)


@router.post("/form/signout", include_in_schema=False)
@public
async def form_sign_out(person: MaybePerson) -> Response:
    """The sign-out button."""
    response = RedirectResponse("/", 303)
    await sign_out(person, response)
    return response


async def _sign_up(new: NewPerson, request: Request, who: str) -> Entered:
    app = runtime()
    await app.limits.hit("sign_up", who, app.settings.sign_ups_per_hour, HOUR)
    key = rules.email_key(new.email)
    await check_sign_up(key, new.invitation)
    rules.check_password(new.password, key)
    hashed = await app.passwords.hash(new.password)
    async with transaction() as session:
        person_id = await create_account(
            session, email=new.email, key=key, name=new.name, password_hash=hashed
        )
        await addresses.send_verification(session, person_id)
        return await _open(session, person_id, request, _browser(request).with_account(key))


async def _sign_in(given: Credentials, request: Request, who: str) -> Entered:
    """Wrong guesses count for the guesser and the account together: nobody locks somebody else out.

    A browser that has signed in to this account before has tries of its own, whatever its address.
    """
    app = runtime()
    tries = app.settings.sign_in_tries_per_ten_minutes
    key = rules.email_key(given.email)
    browser = _browser(request)
    known = browser.knows(key)
    guesser = f"{browser.browser_id} {key}" if known else f"{who} {key}"
    if not known:
        await app.limits.hit("sign_in_caller", who, tries * 10, TEN_MINUTES)
    left = await app.limits.hit("sign_in_account", guesser, tries, TEN_MINUTES)
    async with reading() as session:
        found = await service.find_password(session, key)
    person, hashed = found or (None, None)
    if not await app.passwords.verify(given.password, hashed) or person is None:
        raise NoMatch(left)
    await app.limits.forgive("sign_in_account", guesser)
    if not known:
        await app.limits.undo("sign_in_caller", who)
    async with transaction() as session:
        if not known:
            device = describe_browser(request.headers.get("user-agent", ""))
            await addresses.notify_new_device(session, person.id, device)
        return await _open(session, person.id, request, browser.with_account(key))


async def _open(session: AsyncSession, person_id: UUID, request: Request, browser: KnownBrowser) -> Entered:
    agent = request.headers.get("user-agent", "")
    session_id = await service.open_session(session, person_id, agent, runtime().settings.session_days)
    actor = await find_actor(session, session_id)
    if actor is None:
        raise NotSignedIn
    return Entered(await get_user(session, actor), session_id, browser)


def _browser(request: Request) -> KnownBrowser:
    secrets = runtime().settings.secret_keys
    return read_known_browser("; ".join(request.headers.getlist("cookie")), secrets)


def _give_cookie(entered: Entered, request: Request, response: Response) -> None:
    settings = runtime().settings
    secrets = settings.secret_keys
    session = tokens.sign(entered.session_id, secrets, settings.session_days)
    for name, value, path, days in (
        (tokens.COOKIE, session, "/", settings.session_days),
        (
            known_browsers.COOKIE,
            sign_known_browser(entered.browser, secrets),
            "/api/auth",
            known_browsers.DAYS,
        ),
    ):
        response.set_cookie(
            name,
            value,
            max_age=days * 86400,
            path=path,
            httponly=True,
            samesite="lax",
            secure=settings.base_url.startswith("https://") or request.url.scheme == "https",
        )


def _onward(entered: Entered, request: Request, path: str) -> Response:
    response = RedirectResponse(safe_redirect_path(path), 303)
    _give_cookie(entered, request, response)
    return response


def _back(page: str, error: Exception, path: str, *, email: str, name: str = "") -> Response:
    """The form again, with all that was typed but the password."""
    asked = {"error": error_code(error), "email": email[:254], "next": safe_redirect_path(path)}
    if name:
        asked["name"] = name[:80]
    if isinstance(error, NoMatch) and error.left <= FEW:
        asked["left"] = str(error.left)
    return RedirectResponse(f"{page}?{urlencode(asked)}", 303)


def error_code(failed: Exception) -> str:
    """The code of an error, ours or the database's, that the page has a message for."""
    error = failed if isinstance(failed, AppError) else database_away(failed)
    field = error.fields[0].field if isinstance(error, InvalidInput) and error.fields else ""
    if field == "password":
        return "long-password" if "at most" in error.sentence else "weak-password"
    return {"email": "invalid-email", "token": "invalid-token"}.get(field, error.code)
