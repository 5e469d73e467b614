"""Who may call a route. Every route is marked ``public`` or takes a ``SignedIn``; a test walks them all."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import structlog
from fastapi import Depends, Request
from fastapi.security import APIKeyCookie

from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.accounts.tokens import COOKIE
from influencer_app.errors import NotSignedIn
from influencer_app.identity import find_actor_by_cookie

RouteT = TypeVar("RouteT", bound=Callable[..., object])
in_schema = APIKeyCookie(name=COOKIE, scheme_name="session", auto_error=False)
"""Tells the OpenAPI schema how one signs in; ``identity`` reads the cookie."""


def public(route: RouteT) -> RouteT:
    """Anybody may call it."""
    route.access = "public"  # type: ignore[attr-defined]  # a mark on the function, read by the test
    return route


async def maybe_actor(request: Request) -> Actor | None:
    """Who asks; None for nobody."""
    actor = await find_actor_by_cookie("; ".join(request.headers.getlist("cookie")))
    if actor is not None:
        structlog.contextvars.bind_contextvars(person_id=str(actor.person_id))
    return actor


async def signed_in(request: Request, _: Annotated[str | None, Depends(in_schema)] = None) -> Actor:
    """Who asks, or ``NotSignedIn``."""
    actor = await maybe_actor(request)
    if actor is None:
        raise NotSignedIn
    return actor


SignedIn = Annotated[Actor, Depends(signed_in)]
Maybe = Annotated[Actor | None, Depends(maybe_actor)]
