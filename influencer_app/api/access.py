"""Who may call a route. Every route is marked ``public`` or takes a ``SignedIn``; a test walks them all."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import structlog
from fastapi import Depends, Request

from influencer_app.domain.accounts.schemas import Actor
from influencer_app.errors import NotSignedIn
from influencer_app.identity import find_actor_by_cookie
from influencer_app.wiring import runtime

RouteT = TypeVar("RouteT", bound=Callable[..., object])


def public(route: RouteT) -> RouteT:
    """Anybody may call it."""
    route.access = "public"  # type: ignore[attr-defined]  # a mark on the function, read by the test
    return route


async def maybe_actor(request: Request) -> Actor | None:
    """Who asks; None for nobody."""
    actor = await find_actor_by_cookie(request.headers.get("cookie", ""))
    if actor is not None:
        structlog.contextvars.bind_contextvars(person_id=str(actor.person_id))
    return actor


async def signed_in(request: Request) -> Actor:
    """Who asks, or ``NotSignedIn``."""
    actor = await maybe_actor(request)
    if actor is None:
        raise NotSignedIn
    return actor


def caller(request: Request) -> str:
    """The address a request comes from, behind as many proxies as are trusted."""
    hops = runtime().settings.trusted_proxy_hops
    forwarded = [
        part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()
    ]
    if 0 < hops <= len(forwarded):
        return forwarded[-hops]
    return request.client.host if request.client else "unknown"


SignedIn = Annotated[Actor, Depends(signed_in)]
Maybe = Annotated[Actor | None, Depends(maybe_actor)]
Caller = Annotated[str, Depends(caller)]
