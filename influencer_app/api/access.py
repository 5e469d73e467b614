"""Access control of routes: each is marked ``public`` or takes an actor, and a test checks all.

An API key is taken by routes alone that name a ``scope``; all others refuse it.
"""

from collections.abc import Callable
from typing import Annotated, TypeVar
from uuid import UUID

import structlog
from fastapi import Depends, Header, Request
from fastapi.security import APIKeyCookie

from influencer_app.api.client_address import caller
from influencer_app.api.key_scopes import bearer, required_scope
from influencer_app.app_services.api_keys import authenticate_key
from influencer_app.app_services.rate_limits import limit_changes
from influencer_app.app_services.recent_authentication import require_recent
from influencer_app.app_services.sign_in import authenticate_cookie
from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.accounts.tokens import COOKIE
from influencer_app.domain.strict import parse_uuid
from influencer_app.domain.workspaces.queries import get_member
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotAllowed, NotAMember, NotForKeys, NotSignedIn

RouteT = TypeVar("RouteT", bound=Callable[..., object])
in_schema = APIKeyCookie(name=COOKIE, scheme_name="session", auto_error=False)
"""Documents the cookie in the OpenAPI schema; ``app_services.sign_in`` reads it."""

Workspace = Annotated[
    str | None,
    Header(
        alias="X-Workspace",
        description="The id of the workspace to work in; without it your personal one.",
        json_schema_extra={"format": "uuid"},
    ),
]


def public(route: RouteT) -> RouteT:
    """Marks a route that anybody may call."""
    route.access = "public"  # type: ignore[attr-defined]  # a mark on the function, read by the test
    return route


async def maybe_person(request: Request) -> AuthenticatedPerson | None:
    """Who is signed in, or None, whichever workspace is asked for."""
    return await _authenticate(request, None)


async def person(
    request: Request, _: Annotated[str | None, Depends(in_schema)] = None
) -> AuthenticatedPerson:
    """Who is signed in, whichever workspace is asked for. Raises ``NotSignedIn``."""
    found = await maybe_person(request)
    if found is None:
        raise NotSignedIn
    return found


async def signed_in(
    request: Request, workspace: Workspace = None, _: Annotated[str | None, Depends(in_schema)] = None
) -> Actor:
    """The person in the workspace of ``X-Workspace``. Raises ``NotSignedIn``, ``NotAMember``."""
    return await signed_in_to(request, workspace)


async def signed_in_to(request: Request, workspace: str | None) -> Actor:
    """The person in this workspace, or in their own. Raises ``NotSignedIn``, ``NotAMember``."""
    actor = await _authenticate(request, workspace)
    if actor is None:
        raise NotSignedIn
    return actor


async def editor(actor: Annotated[Actor, Depends(signed_in)]) -> Actor:
    """An editor or an owner of the workspace. Raises like ``signed_in``, ``NotAllowed``, ``RateLimited``."""
    if not actor.may("editor"):
        raise NotAllowed
    await limit_changes(actor)
    return actor


async def owner(actor: Annotated[Actor, Depends(signed_in)]) -> Actor:
    """An owner of the workspace. Raises like ``signed_in``, ``NotAllowed``, ``RateLimited``."""
    if not actor.may("owner"):
        raise NotAllowed
    await limit_changes(actor)
    return actor


async def member_of(workspace_id: UUID, caller: Annotated[AuthenticatedPerson, Depends(person)]) -> Actor:
    """The person in the workspace of the path, with their role as it is now. Raises ``NotAMember``."""
    async with reading(caller) as session:
        return await get_member(session, caller, workspace_id)


async def owner_of(actor: Annotated[Actor, Depends(member_of)]) -> Actor:
    """An owner of the workspace of the path. Raises like ``member_of``, ``NotAllowed``, ``RateLimited``."""
    if not actor.may("owner"):
        raise NotAllowed
    await limit_changes(actor)
    return actor


async def recently_authenticated(actor: Annotated[Actor, Depends(signed_in)]) -> Actor:
    """Like ``signed_in``, for acts that want a proof from the last ten minutes of who it is.

    Raises ``RecentAuthenticationRequired`` besides.
    """
    require_recent(actor)
    return actor


async def recent_person(caller: Annotated[AuthenticatedPerson, Depends(person)]) -> AuthenticatedPerson:
    """The same, whichever workspace is asked for."""
    require_recent(caller)
    return caller


async def _authenticate(request: Request, workspace: str | None) -> Actor | None:
    """Who asks: a request with a key is the key's, whatever cookies it has."""
    key = bearer(request.headers)
    if key is not None:
        return await _authenticate_key(request, key, workspace)
    cookie = "; ".join(request.headers.getlist("cookie"))
    actor = await authenticate_cookie(cookie)
    if actor is None:
        return None
    structlog.contextvars.bind_contextvars(person_id=str(actor.person_id))
    if workspace is not None:
        actor = await authenticate_cookie(cookie, _parse(workspace))
    if actor is not None:
        structlog.contextvars.bind_contextvars(workspace_id=str(actor.workspace_id))
    return actor


async def _authenticate_key(request: Request, key: str, workspace: str | None) -> Actor:
    scope = required_scope(request)
    if scope is None:
        raise NotForKeys(None)
    actor = await authenticate_key(key, caller(request))
    structlog.contextvars.bind_contextvars(
        person_id=str(actor.person_id), workspace_id=str(actor.workspace_id), key_id=str(actor.key_id)
    )
    if scope not in actor.scopes:
        raise NotForKeys(scope)
    if workspace is not None and _parse(workspace) != actor.workspace_id:
        raise NotAMember
    return actor


def _parse(workspace: str) -> UUID:
    try:
        return parse_uuid(workspace)
    except ValueError as error:
        raise NotAMember from error


SignedIn = Annotated[Actor, Depends(signed_in)]
Editor = Annotated[Actor, Depends(editor)]
Owner = Annotated[Actor, Depends(owner)]
RecentlyAuthenticated = Annotated[Actor, Depends(recently_authenticated)]
RecentPerson = Annotated[AuthenticatedPerson, Depends(recent_person)]
Person = Annotated[AuthenticatedPerson, Depends(person)]
MemberOf = Annotated[Actor, Depends(member_of)]
OwnerOf = Annotated[Actor, Depends(owner_of)]
MaybePerson = Annotated[AuthenticatedPerson | None, Depends(maybe_person)]

RECENT = Depends(recent_person)
"""For a route that has another access besides: ``@router.delete(..., dependencies=[RECENT])``."""
