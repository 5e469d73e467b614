"""Access control of routes: each is marked ``public`` or takes a ``SignedIn``, and a test checks all."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import structlog
from fastapi import Depends, Request
from fastapi.security import APIKeyCookie

from influencer_app.app_services.sign_in import authenticate_cookie
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.accounts.tokens import COOKIE
from influencer_app.errors import NotSignedIn

RouteT = TypeVar("RouteT", bound=Callable[..., object])
in_schema = APIKeyCookie(name=COOKIE, scheme_name="session", auto_error=False)
"""Documents the cookie in the OpenAPI schema; ``app_services.sign_in`` reads it."""


def public(route: RouteT) -> RouteT:
    """Marks a route that anybody may call."""
    route.access = "public"  # type: ignore[attr-defined]  # a mark on the function, read by the test
    return route


async def maybe_actor(request: Request) -> Actor | None:
    """The actor, or None if not signed in."""
    actor = await authenticate_cookie("; ".join(request.headers.getlist("cookie")))
    if actor is not None:
        structlog.contextvars.bind_contextvars(person_id=str(actor.person_id))
    return actor


async def signed_in(request: Request, _: Annotated[str | None, Depends(in_schema)] = None) -> Actor:
    """The actor. Raises ``NotSignedIn``."""
    actor = await maybe_actor(request)
    if actor is None:
        raise NotSignedIn
    return actor


SignedIn = Annotated[Actor, Depends(signed_in)]
Maybe = Annotated[Actor | None, Depends(maybe_actor)]
