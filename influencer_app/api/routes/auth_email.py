"""Routes behind the links in mails: JSON for scripts, forms for pages without JavaScript."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from influencer_app.api.access import public
from influencer_app.api.browser_sessions import error_code
from influencer_app.api.client_address import Caller
from influencer_app.api.problems import DATABASE_AWAY
from influencer_app.api.schema import problems
from influencer_app.app_services import email_links
from influencer_app.app_services.validation import parse
from influencer_app.domain.accounts.schemas import EmailLink, NewPasswordByLink, ResetRequest
from influencer_app.errors import AppError

router = APIRouter(prefix="/api/auth", tags=["auth"])
FORGOT, RESET, VERIFY, SIGN_IN = "/auth/forgot", "/auth/reset", "/auth/verify", "/auth/signin"


@router.post("/verify", status_code=204, responses=problems(409))
@public
async def verify_address(given: EmailLink) -> None:
    """Verify an address, or confirm its change, with the token of a mail."""
    await email_links.confirm_address(given.token)


@router.post("/forgot", status_code=204, responses=problems(429))
@public
async def forgot_password(given: ResetRequest, who: Caller) -> None:
    """Mail a link that sets a new password. An unknown address is answered in the same way and time."""
    await email_links.send_password_reset(given.email, who)


@router.post("/reset", status_code=204, responses=problems(429))
@public
async def reset_password(given: NewPasswordByLink, who: Caller) -> None:
    """Set a new password with the token of a mail; all sessions end."""
    await email_links.reset_password(given.token, given.password, who)


@router.post("/form/forgot", include_in_schema=False)
@public
async def form_forgot(who: Caller, email: Annotated[str, Form()] = "") -> Response:
    """The form for a forgotten password."""
    try:
        await forgot_password(parse(ResetRequest, {"email": email}), who)
    except (AppError, *DATABASE_AWAY) as error:
        return _back(FORGOT, error, email=email[:254])
    return _back(FORGOT, None, done="sent", email=email[:254])


@router.post("/form/reset", include_in_schema=False)
@public
async def form_reset(
    who: Caller, token: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
) -> Response:
    """The form for a new password."""
    try:
        await reset_password(parse(NewPasswordByLink, {"token": token, "password": password}), who)
    except (AppError, *DATABASE_AWAY) as error:
        return _back(RESET, error, token=token[:200])
    return _back(SIGN_IN, None, done="reset")


@router.post("/form/verify", include_in_schema=False)
@public
async def form_verify(token: Annotated[str, Form()] = "") -> Response:
    """The button that confirms an address. The link alone changes nothing: mail scanners follow it too."""
    try:
        done = await email_links.confirm_address(parse(EmailLink, {"token": token}).token)
    except (AppError, *DATABASE_AWAY) as error:
        return _back(VERIFY, error)
    return _back(VERIFY, None, done=done)


def _back(page: str, error: Exception | None, **query: str) -> Response:
    if error is not None:
        query["error"] = error_code(error)
    return RedirectResponse(f"{page}?{urlencode(query)}", 303)
