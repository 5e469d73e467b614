"""Marks that say who may call an event handler. Every handler wears one; a test walks the registry.

Handlers below ``public`` get the person as their second argument, authenticated at each call by the
cookie of the tab's socket. Visitors without a session are sent to sign in; an error of
ours is shown in the page.
"""

import functools
import inspect
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import reflex as rx
import structlog
from reflex_base.registry import RegistrationContext

from influencer_app.app_services.sign_in import authenticate_cookie
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.errors import AppError, InvalidInput, NotAllowed
from influencer_app.web import routes

log = structlog.get_logger(__name__)

RANK = {"member": 0, "moderator": 1, "admin": 2}


def public(handler: Callable[..., Any]) -> Any:
    """Anybody may call it."""
    return _marked(handler, "public", None)


def signed_in(handler: Callable[..., Any]) -> Any:
    """Somebody signed in may call it."""
    return _marked(handler, "signed_in", "member")


def moderator(handler: Callable[..., Any]) -> Any:
    """A moderator or an admin may call it."""
    return _marked(handler, "moderator", "moderator")


def admin(handler: Callable[..., Any]) -> Any:
    """An admin may call it."""
    return _marked(handler, "admin", "admin")


def background(handler: Callable[..., Any]) -> Any:
    """Placed below the mark of a handler that reads the database or waits: it runs beside the tab's other
    events, without its lock, and changes the state only within ``async with self``."""
    handler.background = True
    return handler


async def actor_of(state: rx.State) -> Actor | None:
    """Whose tab this is; None when nobody is signed in, or no longer."""
    return await authenticate_cookie(state.router.headers.cookie or "")


def close_setvar() -> None:
    """Take away the handler by which a browser could set any var of a state. Call it when all are known."""
    handlers = RegistrationContext.get().event_handlers
    for name in [name for name in handlers if name.endswith(".setvar")]:
        del handlers[name]


def _marked(handler: Callable[..., Any], mark: str, role: str | None) -> Any:
    """Wrap ``handler`` as the event handler ``(self, ...)``; with a role it gets the actor after self."""
    in_background = getattr(handler, "background", False)
    signature = inspect.signature(handler)
    accepted = signature.replace(parameters=[v for k, v in signature.parameters.items() if k != "actor"])

    async def called(self: Any, *given: Any, **named: Any) -> Any:
        caller: tuple[Actor, ...] = ()
        if role is not None:
            actor = await actor_of(self)
            if actor is None:
                return rx.redirect(f"{routes.SIGN_IN}?next={quote(_here(self))}", is_external=True)
            caller = (actor,)
        try:
            if role is not None and RANK[caller[0].role] < RANK[role]:
                raise NotAllowed
            _check_count(accepted, self, given, named)
            return await handler(self, *caller, *given, **named)
        except AppError as error:
            log.info("handler_refused", handler=handler.__qualname__, code=error.code)
            if not in_background:
                return await self._show_error(error)
            async with self:
                return await self._show_error(error)

    functools.update_wrapper(called, handler, assigned=("__module__", "__name__", "__qualname__", "__doc__"))
    del called.__wrapped__
    called.__signature__ = accepted
    called.__annotations__ = {k: v for k, v in handler.__annotations__.items() if k != "actor"}
    called.access = mark
    return rx.event(called, background=in_background)


def _check_count(accepted: inspect.Signature, self: Any, given: Any, named: Any) -> None:
    """A browser may send any number of arguments, under any name."""
    try:
        accepted.bind(self, *given, **named)
    except TypeError as error:
        raise InvalidInput("This call does not have the arguments that it needs.") from error


def _here(state: rx.State) -> str:
    """The address of the tab, for the way back."""
    url = state.router.url
    return f"{url.path}?{url.query}" if url and url.query else (url.path if url else routes.DASHBOARD)
