"""Who may call an event handler. Every handler wears one of these marks; a test walks the registry.

Handlers below ``public`` get the person as their second argument, resolved anew at each call from the
cookie of the tab's socket. A missing person is sent to sign in; an error of ours is told in the page.
"""

import functools
import inspect
from collections.abc import Callable
from typing import Any

import reflex as rx
import structlog
from reflex_base.registry import RegistrationContext

from influencer_app.domain.accounts.schemas import Actor
from influencer_app.errors import AppError, NotAllowed
from influencer_app.identity import find_actor_by_cookie
from influencer_app.web import routes

log = structlog.get_logger(__name__)

RANK = {"member": 0, "moderator": 1, "admin": 2}


def public(handler: Callable[..., Any]) -> Any:
    """Anybody may call it."""
    handler.access = "public"
    return rx.event(handler)


def signed_in(handler: Callable[..., Any]) -> Any:
    """Somebody signed in may call it."""
    return _guarded(handler, "member", "signed_in")


def moderator(handler: Callable[..., Any]) -> Any:
    """A moderator or an admin may call it."""
    return _guarded(handler, "moderator", "moderator")


def admin(handler: Callable[..., Any]) -> Any:
    """An admin may call it."""
    return _guarded(handler, "admin", "admin")


async def actor_of(state: rx.State) -> Actor | None:
    """Whose tab this is; None when nobody is signed in, or no longer."""
    return await find_actor_by_cookie(state.router.headers.cookie or "")


def close_setvar() -> None:
    """Take away the handler by which a browser could set any var of a state. Call it when all are known."""
    handlers = RegistrationContext.get().event_handlers
    for name in [name for name in handlers if name.endswith(".setvar")]:
        del handlers[name]


def _guarded(handler: Callable[..., Any], role: str, mark: str) -> Any:
    """Wrap ``handler(self, actor, ...)`` as an event handler ``(self, ...)``."""
    signature = inspect.signature(handler)
    parameters = [value for name, value in signature.parameters.items() if name != "actor"]

    async def guarded(self: Any, *given: Any, **named: Any) -> Any:
        actor = await actor_of(self)
        if actor is None:
            return rx.redirect(routes.SIGN_IN, is_external=True)
        try:
            if RANK[actor.role] < RANK[role]:
                raise NotAllowed
            return await handler(self, actor, *given, **named)
        except AppError as error:
            log.info("handler_refused", handler=handler.__qualname__, code=error.code)
            return self._tell(error)

    functools.update_wrapper(guarded, handler, assigned=("__module__", "__name__", "__qualname__", "__doc__"))
    del guarded.__wrapped__
    guarded.__signature__ = signature.replace(parameters=parameters)
    guarded.__annotations__ = {k: v for k, v in handler.__annotations__.items() if k != "actor"}
    guarded.access = mark
    return rx.event(guarded)
