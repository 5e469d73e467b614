"""Names several states of a tab, so that they are taken out of Redis with one command."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.istate.manager.token import BaseStateToken, StateToken

StateClass = type[rx.state.BaseState]


@dataclass(frozen=True, kw_only=True)
class TabToken(BaseStateToken):
    """A tab's state of the class ``cls``, and those of ``also`` with it."""

    also: tuple[StateClass, ...] = ()


_also: ContextVar[tuple[StateClass, ...]] = ContextVar("also", default=())


@contextmanager
def together(token: StateToken[Any] | str) -> Iterator[None]:
    """Within, `read_together` gives what the token names besides its class."""
    before = _also.set(token.also if isinstance(token, TabToken) else ())
    try:
        yield
    finally:
        _also.reset(before)


def read_together() -> tuple[StateClass, ...]:
    """The classes that are to be read besides the one that was asked for."""
    return _also.get()
