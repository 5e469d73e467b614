"""Brings updates to tabs: one at a time to each, and a bounded number at once.

What arrives for a tab while it waits or is being updated is merged into one update, so that a burst costs a
tab no more than it can show.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import structlog

from influencer_app.web.live.clients import Client, ConnectedClients
from influencer_app.web.live.retries import RETRY_SECONDS, TRANSIENT, log_failure
from influencer_app.web.live.updates import LiveUpdate

log = structlog.get_logger(__name__)

AT_ONCE = 16
"""Tabs that are updated at the same time: enough to use the waits for Redis, and few enough that other
requests get their turn between them."""

HELD_UP_SECONDS = 0.25
"""A tab that takes longer, because one of its handlers holds its lock, gives its turn to another."""

Deliver = Callable[[str, Client, Sequence[LiveUpdate]], Awaitable[None]]


class Deliveries:
    """Calls ``deliver(token, client, updates)``, with one update for each topic that changed."""

    def __init__(self, deliver: Deliver, clients: ConnectedClients) -> None:
        self._deliver = deliver
        self._clients = clients
        self._waiting: dict[str, dict[str, LiveUpdate]] = {}
        self._in_progress: set[str] = set()
        self._turns = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, token: str, update: LiveUpdate) -> None:
        """Deliver ``update`` as soon as the tab has its turn."""
        waiting = self._waiting.setdefault(token, {})
        earlier = waiting.get(update.topic)
        waiting[update.topic] = update if earlier is None else earlier.merge(update)
        if token not in self._in_progress:
            self._open_turn()

    async def cancel(self) -> None:
        """Stop what is in progress."""
        self._waiting.clear()
        in_progress = list(self._tasks)
        for task in in_progress:
            task.cancel()
        await asyncio.gather(*in_progress, return_exceptions=True)

    def _open_turn(self) -> None:
        if self._turns < AT_ONCE:
            self._turns += 1
            self._start(self._take_turns())

    async def _take_turns(self) -> None:
        """One tab after the other, until none waits."""
        try:
            while (token := self._next()) is not None:
                self._in_progress.add(token)
                await asyncio.wait({self._start(self._update(token))}, timeout=HELD_UP_SECONDS)
        finally:
            self._turns -= 1

    def _next(self) -> str | None:
        """The tab that has waited longest and is not being updated."""
        return next((token for token in self._waiting if token not in self._in_progress), None)

    async def _update(self, token: str) -> None:
        """Everything that waits for the tab, in one go; what arrives meanwhile has another turn."""
        try:
            await self._try(token, self._waiting.pop(token, {}))
        finally:
            self._in_progress.discard(token)
            if token in self._waiting:
                self._open_turn()

    async def _try(self, token: str, waiting: dict[str, LiveUpdate]) -> None:
        """What fails is tried again, and given up only in the log. A topic that was left is dropped."""
        for pause in (*RETRY_SECONDS[:-1], None):
            client = self._clients.find(token)
            updates = [one for topic, one in waiting.items() if client and topic in client.topics]
            if client is None or not updates:
                return
            try:
                await self._deliver(token, client, updates)
            except TRANSIENT as error:
                if pause is None:
                    log.error("live_update_not_delivered", topics=list(waiting), exc_info=error)
                    return
                await asyncio.sleep(pause)
            except Exception as error:  # one tab's mistake must not keep the others from their update
                log.error("live_update_failed", topics=list(waiting), exc_info=error)
                return
            else:
                return

    def _start(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(log_failure)
        return task
