"""Accepts invitations: JSON for scripts, a form for the page that the link leads to."""

from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Path, Response
from fastapi.responses import RedirectResponse

from influencer_app.api.access import MaybePerson, Person, public
from influencer_app.api.browser_sessions import error_code
from influencer_app.api.problems import DATABASE_AWAY
from influencer_app.api.schema import problems
from influencer_app.app_services import invitations
from influencer_app.domain.workspaces.schemas import WorkspaceDetail
from influencer_app.errors import AppError

router = APIRouter(tags=["workspaces"])
PAGE, SIGN_IN, DASHBOARD = "/invitation", "/auth/signin", "/dashboard"


@router.post("/api/invitations/{token}", responses=problems(409))
async def accept_invitation(
    person: Person, token: Annotated[str, Path(min_length=1, max_length=200)]
) -> WorkspaceDetail:
    """Accept an invitation with the token of its link."""
    return await invitations.accept_invitation(person, token)


@router.post("/api/auth/form/invitation", include_in_schema=False)
@public
async def form_invitation(person: MaybePerson, token: Annotated[str, Form()] = "") -> Response:
    """The button of the invitation page; whoever is not signed in does that first, and comes back."""
    token = token[:200]
    here = f"{PAGE}?{urlencode({'token': token})}"
    if person is None:
        return RedirectResponse(f"{SIGN_IN}?next={quote(here, safe='/')}", 303)
    try:
        workspace = await invitations.accept_invitation(person, token)
    except (AppError, *DATABASE_AWAY) as error:
        return RedirectResponse(f"{PAGE}?{urlencode({'error': error_code(error)})}", 303)
    return RedirectResponse(f"{DASHBOARD}?{urlencode({'open': str(workspace.id)})}", 303)
