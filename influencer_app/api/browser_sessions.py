"""Signs a browser in: opens its session, sets its cookies, leads it on."""

from typing import NamedTuple
from uuid import UUID

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from influencer_app.api.problems import database_away
from influencer_app.db.base import AsyncSession
from influencer_app.domain.accounts import known_browsers, service, tokens
from influencer_app.domain.accounts.known_browsers import (
    KnownBrowser,
    read_known_browser,
    sign_known_browser,
)
from influencer_app.domain.workspaces.queries import find_actor, get_user
from influencer_app.domain.workspaces.schemas import UserDetail
from influencer_app.errors import AppError, ExternalSignInFailed, InvalidInput, NotSignedIn
from influencer_app.redirects import safe_redirect_path
from influencer_app.wiring import runtime


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
    session: AsyncSession, person_id: UUID, request: Request, browser: KnownBrowser
) -> Entered:
    """Opens a session for a person who has proved who they are. Raises ``NotSignedIn`` if they are gone."""
    agent = request.headers.get("user-agent", "")
    session_id = await service.open_session(session, person_id, agent, runtime().settings.session_days)
    actor = await find_actor(session, session_id)
    if actor is None:
        raise NotSignedIn
    return Entered(await get_user(session, actor), session_id, browser)


def give_cookies(entered: Entered, request: Request, response: Response) -> None:
    """Sets the cookies of the session and of the known browser."""
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


def redirect_signed_in(entered: Entered, request: Request, path: str) -> Response:
    """Leads a browser to a page of this site, with its cookies."""
    response = RedirectResponse(safe_redirect_path(path), 303)
    give_cookies(entered, request, response)
    return response


def error_code(failed: Exception) -> str:
    """The code of an error, ours or the database's, that the page has a message for."""
    error = failed if isinstance(failed, AppError) else database_away(failed)
    field = error.fields[0].field if isinstance(error, InvalidInput) and error.fields else ""
    if isinstance(error, ExternalSignInFailed):
        return error.reason
    if field == "password":
        return "long-password" if "at most" in error.sentence else "weak-password"
    return {"email": "invalid-email", "token": "invalid-token"}.get(field, error.code)
