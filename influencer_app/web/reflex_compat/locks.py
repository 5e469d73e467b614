"""Locks on a tab's state that are given back whatever happens to the event that took them.

Reflex cancels what a page was still loading when its socket closes or the next page asks. A cancellation
that arrives between "Redis has given the lock" and "we know it" leaves the lock to its expiry: the next
page of that tab then stands empty for ten seconds (measured: more than 8 of 1,008 page changes).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, ClassVar, TypeVar

import reflex as rx
from reflex.istate.manager.redis import StateManagerRedis
from reflex.istate.manager.token import StateToken
from reflex_base.registry import RegistrationContext

from influencer_app.web.reflex_compat.pipelined_redis import PipelinedRedis
from influencer_app.web.reflex_compat.tab_token import read_together, together

T = TypeVar("T")


_Required = dict[tuple[type[rx.state.BaseState], bool, int], frozenset[type[rx.state.BaseState]]]


class CancelSafeStateManager(StateManagerRedis):
    """States in Redis: taking and giving back a lock both go to their end, canceled or not.

    The states that a ``TabToken`` names are read with one command.
    """

    _required_classes: ClassVar[_Required] = {}

    async def get_state(  # type: ignore[override]  # mypy knows only the first of Reflex's two signatures
        self,
        token: StateToken[Any],
        top_level: bool = True,
        for_state_instance: Any = None,
    ) -> Any:
        """See ``StateManagerRedis``."""
        with together(token):
            return await super().get_state(token, top_level, for_state_instance)

    def _get_required_state_classes(
        self,
        target_state_cls: type[rx.state.BaseState],
        subclasses: bool = False,
        required_state_classes: set[type[rx.state.BaseState]] | None = None,
    ) -> set[type[rx.state.BaseState]]:
        if required_state_classes is not None:
            return super()._get_required_state_classes(target_state_cls, subclasses, required_state_classes)
        found = set(self._required(target_state_cls, subclasses))
        for kind in read_together():
            found |= self._required(kind, subclasses)
        return found

    def _required(
        self, kind: type[rx.state.BaseState], subclasses: bool
    ) -> frozenset[type[rx.state.BaseState]]:
        """What Reflex walks the tree of classes for, each time; it grows only while pages are imported."""
        known = len(RegistrationContext.get().base_states)
        key = (kind, subclasses, known)
        if (found := self._required_classes.get(key)) is None:
            found = frozenset(super()._get_required_state_classes(kind, subclasses, set()))
            self._required_classes[key] = found
        return found

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
            redis=PipelinedRedis.sharing(states.redis),
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
