"""Marks that say who may call an event handler. Every handler wears one; a test walks the registry.

Handlers below ``public`` get the actor as their second argument, authenticated at each call by the cookie of
the tab's socket and the workspace that the tab has open. Visitors without a session are sent to sign in, who
is no member of the workspace any more to their own; an error of ours is shown in the page.
"""

import functools
import inspect
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar, TypeVarTuple, cast

import reflex as rx
import structlog
from reflex.event import EventCallback
from reflex_base.registry import RegistrationContext

from influencer_app.app_services.rate_limits import limit_changes
from influencer_app.app_services.recent_authentication import require_recent
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import (
    AppError,
    InvalidInput,
    NotAllowed,
    NotAMember,
    RecentAuthenticationRequired,
)

log = structlog.get_logger(__name__)

StateT = TypeVar("StateT", bound=rx.State)
ArgsT = TypeVarTuple("ArgsT")
HandlerT = TypeVar("HandlerT", bound=Callable[..., Any])
Result = Coroutine[Any, Any, Any]

Allowed = Callable[[Actor], bool]
CHANGING: Final = ("editor", "owner")
"""Marks of handlers that make or change something; each call counts."""

STAFF_RANK: Final = {"member": 0, "moderator": 1, "admin": 2}


def public(handler: Callable[[StateT, *ArgsT], Result]) -> EventCallback[*ArgsT]:
    """Anybody may call it."""
    return cast("EventCallback[*ArgsT]", _marked(handler, "public", None))


def signed_in(handler: Callable[[StateT, Actor, *ArgsT], Result]) -> EventCallback[*ArgsT]:
    """Every member of the open workspace may call it."""
    return cast("EventCallback[*ArgsT]", _marked(handler, "signed_in", lambda actor: actor.may("viewer")))


def editor(handler: Callable[[StateT, Actor, *ArgsT], Result]) -> EventCallback[*ArgsT]:
    """An editor or an owner of the open workspace may call it."""
    return cast("EventCallback[*ArgsT]", _marked(handler, "editor", lambda actor: actor.may("editor")))


def owner(handler: Callable[[StateT, Actor, *ArgsT], Result]) -> EventCallback[*ArgsT]:
    """An owner of the open workspace may call it."""
    return cast("EventCallback[*ArgsT]", _marked(handler, "owner", lambda actor: actor.may("owner")))


def moderator(handler: Callable[[StateT, Actor, *ArgsT], Result]) -> EventCallback[*ArgsT]:
    """A moderator or an admin of this installation may call it."""
    return cast("EventCallback[*ArgsT]", _marked(handler, "moderator", lambda actor: _is(actor, "moderator")))


def admin(handler: Callable[[StateT, Actor, *ArgsT], Result]) -> EventCallback[*ArgsT]:
    """An admin of this installation may call it."""
    return cast("EventCallback[*ArgsT]", _marked(handler, "admin", lambda actor: _is(actor, "admin")))


def background(handler: HandlerT) -> HandlerT:
    """Placed below the mark of a handler that reads the database or waits: it runs beside the tab's other
    events, without its lock, and changes the state only within ``async with self``."""
    cast("Any", handler).background = True
    return handler


def recent(handler: HandlerT) -> HandlerT:
    """Placed below the mark of a handler that is dangerous: its caller must have proved within the last ten
    minutes who they are. Else they are asked to, and then it is called again with the same arguments."""
    cast("Any", handler).recent = True
    return handler


def close_setvar() -> None:
    """Take away the handler by which a browser could set any var of a state. Call it when all are known."""
    handlers = RegistrationContext.get().event_handlers
    for name in [name for name in handlers if name.endswith(".setvar")]:
        del handlers[name]


def _is(actor: Actor, role: str) -> bool:
    return STAFF_RANK[actor.staff_role] >= STAFF_RANK[role]


def _marked(handler: Callable[..., Any], mark: str, allowed: Allowed | None) -> Any:
    """Wrap ``handler`` as the event handler ``(self, ...)``.

    With ``allowed`` its state is a ``PageState``, and it gets the actor after self.
    """
    in_background = getattr(handler, "background", False)
    signature = inspect.signature(handler)
    accepted = signature.replace(parameters=[v for k, v in signature.parameters.items() if k != "actor"])

    async def called(self: Any, *given: Any, **named: Any) -> Any:
        caller: tuple[Actor, ...] = ()
        try:
            if allowed is not None:
                actor = await self._actor()
                if actor is None or _is_held(self, actor, handler):
                    return _elsewhere(self, actor)
                if not allowed(actor):
                    raise NotAllowed
                if getattr(handler, "recent", False):
                    require_recent(actor)
                if mark in CHANGING:
                    await limit_changes(actor)
                caller = (actor,)
            _check_count(accepted, self, given, named)
            return await handler(self, *caller, *given, **named)
        except NotAMember:
            return self.__class__.close_workspace
        except AppError as error:
            log.info("handler_refused", handler=handler.__qualname__, code=error.code)
            sent = (*given, *(named[name] for name in accepted.parameters if name in named))
            return await _tell(self, error, handler, sent)

    functools.update_wrapper(called, handler, assigned=("__module__", "__name__", "__qualname__", "__doc__"))
    marked = cast("Any", called)  # mypy knows no attributes of functions but the standard ones
    del marked.__wrapped__
    marked.__signature__ = accepted
    marked.__annotations__ = {k: v for k, v in handler.__annotations__.items() if k != "actor"}
    marked.access = mark
    return rx.event(called, background=in_background)


def _is_held(state: Any, actor: Actor, handler: Callable[..., Any]) -> bool:
    """Whether this is another page for staff who have to set up a second factor first."""
    return actor.held and handler.__name__ == "load" and not state._open_while_held


def _elsewhere(state: Any, actor: Actor | None) -> Any:
    return state.__class__.leave_for_sign_in if actor is None else state.__class__.leave_to_set_up


async def _tell(state: Any, error: AppError, handler: Callable[..., Any], given: tuple[Any, ...]) -> None:
    """Shows an error in the page, or asks for what was missing."""
    in_background = getattr(handler, "background", False)
    if isinstance(error, RecentAuthenticationRequired):
        await state._confirm_first(handler.__name__, given, in_background=in_background)
    elif in_background:
        async with state:
            await state._show_error(error)
    else:
        await state._show_error(error)


def _check_count(accepted: inspect.Signature, self: Any, given: Any, named: Any) -> None:
    """A browser may send any number of arguments, under any name."""
    try:
        accepted.bind(self, *given, **named)
    except TypeError as error:
        raise InvalidInput("This call does not have the arguments that it needs.") from error
