"""Lets a bounded number of tabs load their page at once, first come, first served.

After a deploy all tabs come back in the same moment. Each load reads the database; without a bound they take
its connections from everybody else, and give up together.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from typing import Any

import structlog
from reflex.state import State
from reflex_base.event.processor.future import EventFuture
from reflex_base.utils.format import format_event_handler

log = structlog.get_logger(__name__)

TURN_SECONDS = 2.0
"""A page that takes longer gives its turn to another, and goes on."""

KEPT_MAX = 100
"""Events of a tab that waits; nobody clicks more before anything is shown."""

LOAD = format_event_handler(State.event_handlers["hydrate_and_load"])
"""The first event of each connection."""


class PageLoads:
    """What a socket sends while it waits for its turn is kept, and passed on in order.

    ``pass_on(sid, event)`` gives an event to Reflex; ``loading(sid)`` are the loads of the tab that have not
    ended.
    """

    def __init__(
        self,
        at_once: int,
        pass_on: Callable[[str, Any], Awaitable[None]],
        loading: Callable[[str], Collection[EventFuture]],
    ) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._pass_on = pass_on
        self._loading = loading
        self._kept: dict[str, list[Any]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def keep(self, sid: str, event: Any) -> bool:
        """Whether the event waits: it loads the page, or came after one that does."""
        if (kept := self._kept.get(sid)) is not None:
            if len(kept) < KEPT_MAX:
                kept.append(event)
            else:
                log.warning("event_dropped", reason="too many before the page")
            return True
        if event.get("name") != LOAD:
            return False
        self._kept[sid] = [event]
        task = asyncio.create_task(self._load(sid))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    def forget(self, sid: str) -> None:
        """Drop what a closed socket has sent."""
        self._kept.pop(sid, None)

    async def _load(self, sid: str) -> None:
        async with self._turns:
            while self._kept.get(sid):
                await self._pass_on(sid, self._kept[sid].pop(0))
            self.forget(sid)
            if loads := self._loading(sid):
                await asyncio.wait([asyncio.ensure_future(_ended(loads))], timeout=TURN_SECONDS)


async def _ended(loads: Collection[EventFuture]) -> None:
    """Until the page is loaded; errors are for Reflex, which reports them."""
    await asyncio.gather(*(one.wait_all() for one in loads), return_exceptions=True)
