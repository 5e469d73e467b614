"""The form behind the link that a fresh server prints."""

from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from influencer_app.api.access import MaybePerson, public
from influencer_app.api.browser_sessions import error_code
from influencer_app.api.problems import DATABASE_AWAY
from influencer_app.app_services.first_admin import become_first_admin
from influencer_app.errors import AppError

router = APIRouter(tags=["auth"])
PAGE, SIGN_IN = "/auth/admin", "/auth/signin"


@router.post("/api/auth/form/admin", include_in_schema=False)
@public
async def form_admin(person: MaybePerson, token: Annotated[str, Form()] = "") -> Response:
    """The button of the page; whoever is not signed in does that first, and comes back."""
    token = token[:200]
    if person is None:
        here = f"{PAGE}?{urlencode({'token': token})}"
        return RedirectResponse(f"{SIGN_IN}?next={quote(here, safe='/')}", 303)
    try:
        await become_first_admin(person, token)
    except (AppError, *DATABASE_AWAY) as error:
        return RedirectResponse(f"{PAGE}?{urlencode({'error': error_code(error)})}", 303)
    return RedirectResponse(f"{PAGE}?done=admin", 303)
