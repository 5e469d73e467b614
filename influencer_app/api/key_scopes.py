"""API keys at the door: where a request carries its key, and which routes take one."""

from collections.abc import Callable
from typing import TypeVar

from fastapi import Request
from starlette.datastructures import Headers

from influencer_app.domain.api_keys.schemas import Scope
from influencer_app.domain.api_keys.secrets import START
from influencer_app.errors import NotForKeys

RouteT = TypeVar("RouteT", bound=Callable[..., object])


def scope(name: Scope) -> Callable[[RouteT], RouteT]:
    """Marks a route that an API key with this scope may call."""

    def mark(route: RouteT) -> RouteT:
        route.key_scope = name  # type: ignore[attr-defined]  # a mark on the function
        return route

    return mark


def bearer(headers: Headers) -> str | None:
    """What stands in ``Authorization: Bearer``; None without it. Other schemes belong to proxies."""
    kind, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if kind.lower() == "bearer" else None


def required_scope(request: Request) -> Scope | None:
    """What the route of this request asks of a key; None for one that takes no key."""
    found: Scope | None = getattr(request.scope.get("endpoint"), "key_scope", None)
    return found


async def refuse_keys(request: Request) -> None:
    """At every route, also those that nobody signs in for: raises ``NotForKeys`` where none is taken."""
    if (bearer(request.headers) or "").startswith(START) and required_scope(request) is None:
        raise NotForKeys(None)
