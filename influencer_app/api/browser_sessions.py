"""Signs a browser in: opens its session, sets its cookies, leads it on."""

from typing import Final, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from influencer_app.api.client_address import client_address
from influencer_app.api.problems import database_away
from influencer_app.db.base import AsyncSession
from influencer_app.domain.accounts import known_browsers, service, tokens
from influencer_app.domain.accounts.addresses import notify_new_device
from influencer_app.domain.accounts.factors.challenges import LIFETIME, challenge_token, open_challenge
from influencer_app.domain.accounts.factors.queries import has_second_factor
from influencer_app.domain.accounts.known_browsers import (
    KnownBrowser,
    read_known_browser,
    sign_known_browser,
)
from influencer_app.domain.accounts.ports import PlacePort
from influencer_app.domain.accounts.rules import email_key
from influencer_app.domain.accounts.schemas import SignInMethod
from influencer_app.domain.accounts.user_agents import describe_browser
from influencer_app.domain.workspaces.queries import find_actor, get_user
from influencer_app.domain.workspaces.schemas import UserDetail
from influencer_app.errors import (
    AppError,
    ExternalSignInFailed,
    InvalidInput,
    NotSignedIn,
    SecondFactorRequired,
)
from influencer_app.redirects import safe_redirect_path
from influencer_app.wiring import runtime

CHALLENGE_COOKIE: Final = "evermuse_challenge"
SECOND_FACTOR: Final = "/auth/second-factor"
DAY: Final = 86_400


class Challenged(NamedTuple):
    """The first factor is proved, and the second one has to be: the token of the challenge."""

    token: str


class Entered(NamedTuple):
    """The signed-in person, their new session, and the browser that they did it with."""

    user: UserDetail
    session_id: UUID
    browser: KnownBrowser


def read_browser(request: Request) -> KnownBrowser:
    """The browser of a request, and the accounts that it has signed in to."""
    secrets = runtime().settings.secret_keys
    return read_known_browser("; ".join(request.headers.getlist("cookie")), secrets)


async def open_browser_session(
    session: AsyncSession,
    person_id: UUID,
    request: Request,
    browser: KnownBrowser,
    method: SignInMethod = "password",
) -> Entered | Challenged:
    """For a person who has proved the first factor, by ``method``: opens the session, or demands the second.

    Raises ``NotSignedIn`` if they are gone.
    """
    if await has_second_factor(session, person_id):
        row = await open_challenge(session, "second_factor", person_id=person_id, method=method)
        return Challenged(challenge_token(row, runtime().settings.secret_keys))
    return await open_proved_session(session, person_id, request, browser, method)


async def open_proved_session(
    session: AsyncSession,
    person_id: UUID,
    request: Request,
    browser: KnownBrowser,
    method: SignInMethod,
    *,
    second_factor: bool = False,
) -> Entered:
    """Opens a session for a person who has proved all that they have to. Raises ``NotSignedIn``.

    They are told by mail when it is with a browser that has not signed in to their account before.
    """
    agent = request.headers.get("user-agent", "")
    settings, places = runtime().settings, runtime().ports.find(PlacePort)
    place = places.find(client_address(request)) if places else ""
    session_id = await service.open_session(
        session,
        person_id,
        agent,
        settings.session_days,
        method=method,
        second_factor=second_factor,
        place=place,
    )
    actor = await find_actor(session, session_id, settings.session_idle)
    if actor is None:
        raise NotSignedIn
    user = await get_user(session, actor)
    key = email_key(user.email)
    if method != "sign_up" and not read_browser(request).knows(key):
        device = ", ".join(part for part in (describe_browser(agent), place) if part)
        await notify_new_device(session, person_id, device)
    return Entered(user, session_id, browser.with_account(key))


def enter(opened: Entered | Challenged, request: Request, response: Response) -> UserDetail:
    """Answers a program: the user, with the cookies. Raises ``SecondFactorRequired``."""
    if isinstance(opened, Challenged):
        raise SecondFactorRequired(opened.token)
    give_cookies(opened, request, response)
    return opened.user


def give_cookies(entered: Entered, request: Request, response: Response) -> None:
    """Sets the cookies of the session and of the known browser."""
    settings = runtime().settings
    secrets = settings.secret_keys
    session = tokens.sign(entered.session_id, secrets, settings.session_days)
    known = sign_known_browser(entered.browser, secrets)
    _set_cookie(request, response, tokens.COOKIE, session, "/", settings.session_days * DAY)
    _set_cookie(request, response, known_browsers.COOKIE, known, "/api/auth", known_browsers.DAYS * DAY)
    response.delete_cookie(CHALLENGE_COOKIE, path="/api")


def give_challenge(token: str, request: Request, response: Response) -> None:
    """Sets the cookie that binds a challenge to this browser."""
    seconds = int(LIFETIME.total_seconds())
    _set_cookie(request, response, CHALLENGE_COOKIE, token, "/api", seconds)


def read_challenge(request: Request) -> str:
    """The token of that cookie; empty without one."""
    return request.cookies.get(CHALLENGE_COOKIE, "")


def redirect_signed_in(opened: Entered | Challenged, request: Request, path: str) -> Response:
    """Leads a browser to a page of this site, with its cookies; or to where it proves the second factor."""
    target = safe_redirect_path(path)
    if isinstance(opened, Challenged):
        response = RedirectResponse(f"{SECOND_FACTOR}?{urlencode({'next': target})}", 303)
        give_challenge(opened.token, request, response)
        return response
    response = RedirectResponse(target, 303)
    give_cookies(opened, request, response)
    return response


def _set_cookie(request: Request, response: Response, name: str, value: str, path: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=path,
        httponly=True,
        samesite="lax",
        secure=runtime().settings.base_url.startswith("https://") or request.url.scheme == "https",
    )


def error_code(failed: Exception) -> str:
    """The code of an error, ours or the database's, that the page has a message for."""
    error = failed if isinstance(failed, AppError) else database_away(failed)
    field = error.fields[0].field if isinstance(error, InvalidInput) and error.fields else ""
    if isinstance(error, ExternalSignInFailed):
        return error.reason
    if field == "password":
        return "long-password" if "at most" in error.sentence else "weak-password"
    return {
        "email": "invalid-email",
        "token": "invalid-token",
        "challenge": "expired-challenge",
        "code": "wrong-code",
    }.get(field, error.code)
