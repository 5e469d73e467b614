"""Locks on a tab's state that are given back whatever happens to the event that took them.

Reflex cancels what a page was still loading when its socket closes or the next page asks. A cancellation
that arrives between "Redis has given the lock" and "we know it" leaves the lock to its expiry: the next
page of that tab then stands empty for ten seconds (measured: more than 8 of 1,008 page changes).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import reflex as rx
from reflex.istate.manager.redis import StateManagerRedis
from reflex.istate.manager.token import StateToken

T = TypeVar("T")


class CancelSafeStateManager(StateManagerRedis):
    """States in Redis: taking and giving back a lock both go to their end, canceled or not."""

    @asynccontextmanager
    async def _lock(self, token: StateToken[Any], event_name: str | None = None) -> AsyncIterator[bytes]:
        lock = super()._lock(token, event_name=event_name)
        taking = _started(lock.__aenter__())
        try:
            lock_id = await asyncio.shield(taking)
        except asyncio.CancelledError:
            taking.add_done_callback(
                lambda taken: _started(lock.__aexit__(None, None, None)) if _succeeded(taken) else None
            )
            raise
        try:
            yield lock_id
        except BaseException as error:
            await asyncio.shield(_started(lock.__aexit__(type(error), error, error.__traceback__)))
            raise
        await asyncio.shield(_started(lock.__aexit__(None, None, None)))


def use_cancel_safe_locks(app: rx.App) -> None:
    """Have ``app`` keep its states by `CancelSafeStateManager`, if it keeps them in Redis at all."""
    states = app._state_manager  # Reflex has no setting for the class of it
    if isinstance(states, StateManagerRedis):
        if states._lock_task is not None:
            states._lock_task.cancel()
        # mypy takes the overloads of Reflex's StateManager for abstract methods.
        make: Callable[..., StateManagerRedis] = CancelSafeStateManager
        app._state_manager = make(
            redis=states.redis,
            token_expiration=states.token_expiration,
            lock_expiration=states.lock_expiration,
            lock_warning_threshold=states.lock_warning_threshold,
        )


_running: set[asyncio.Task[Any]] = set()


def _started(work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """A task that lives until it has ended, whoever waits for it."""
    task = asyncio.ensure_future(work)
    _running.add(task)
    task.add_done_callback(_running.discard)
    return task


def _succeeded(task: asyncio.Task[Any]) -> bool:
    return not task.cancelled() and task.exception() is None
