"""Carries domain events to the open tabs of this process.

A web process subscribes to the topics of its connected clients. A burst of events is gathered for a few
milliseconds; then the rows of all topics are read together, over one database connection, and each client is
updated. A read that fails is tried again until it succeeds or nobody is connected any more; after a few
failures everything is read. Nothing here polls: with no events there is no query and no frame.
"""

import asyncio
from collections.abc import Callable, Coroutine
from itertools import islice
from typing import Any

import structlog

from influencer_app.errors import Unavailable
from influencer_app.web.live.clients import CLIENTS, ConnectedClients, Subscriptions
from influencer_app.web.live.control import CONTROLS, Departure
from influencer_app.web.live.deliveries import Deliver, Deliveries
from influencer_app.web.live.retries import TRANSIENT, log_failure, pause_after
from influencer_app.web.live.updates import EventLike, LiveUpdate, Pending, read_update, read_updates
from influencer_app.wiring import runtime

log = structlog.get_logger(__name__)

GATHER_SECONDS = 0.003
TOPICS_MAX = 500
"""Topics that are read together: as many as the scheduler tells of their new places."""

FAILURES_BEFORE_RELOAD = 2

Dismiss = Callable[[Departure], Coroutine[Any, Any, None]]


class LiveDispatcher:
    """Gathers events by topic and calls ``deliver(token, client, updates)`` for each client of the topics.

    ``dismiss`` sends tabs away that may not stay; ``has_socket`` says whether the tab of a token is connected
    to this process.
    """

    def __init__(
        self,
        deliver: Deliver,
        dismiss: Dismiss,
        has_socket: Callable[[str], bool],
        clients: ConnectedClients = CLIENTS,
    ) -> None:
        self._clients = clients
        self._deliveries = Deliveries(deliver, clients)
        self._dismiss = dismiss
        self._has_socket = has_socket
        self._pending: dict[str, Pending] = {}
        self._reading = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Listen until canceled, then cancel what is in progress."""
        try:
            await self._listen()
        finally:
            self._clients.detach()
            in_progress = list(self._tasks)
            for task in in_progress:
                task.cancel()
            await asyncio.gather(*in_progress, return_exceptions=True)
            await self._deliveries.cancel()

    async def _listen(self) -> None:
        """Forever; after a lost connection everything is read again for every client."""
        failures = 0
        while True:
            try:
                async with runtime().events.subscriber() as subscriber:
                    await self._clients.attach(subscriber)
                    if failures:
                        self._start(self._reload_all(subscriber))
                    async for event in subscriber.events():
                        failures = 0
                        await self._receive(event)
            except Unavailable as error:
                log.warning("live_channel_lost", reason=error.sentence)
            self._clients.detach()
            await asyncio.sleep(pause_after(failures))
            failures += 1

    async def _reload_all(self, subscriber: Subscriptions) -> None:
        """Read everything again for all clients, once no further event can be missed."""
        for topic in self._clients.topics():
            try:
                await subscriber.confirmed(topic)
            except Unavailable as error:  # lost once more: the next connection reads everything again
                log.warning("live_topic_not_confirmed", reason=error.sentence)
                return
            self._gather(topic, Pending(full_reload=True))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(log_failure)

    async def _receive(self, event: EventLike) -> None:
        if (control := CONTROLS.get(event.name)) is not None:
            departure = await control(self._clients, event)
            if departure is not None and departure.tokens:
                self._start(self._dismiss(departure))
            return
        if expired := self._clients.expired(event.topic):
            self._start(self._dismiss(Departure(expired, "session_ended")))
        if await self._clients.connected(event.topic, self._has_socket):
            self._gather(event.topic, Pending([event]))

    def _gather(self, topic: str, pending: Pending) -> None:
        self._pending.setdefault(topic, Pending()).merge(pending)
        if not self._reading:
            self._reading = True
            self._start(self._read_all())

    async def _read_all(self) -> None:
        """Until nothing more has arrived: one read at a time, so that requests find a free connection."""
        try:
            await asyncio.sleep(GATHER_SECONDS)
            while self._pending:
                topics = list(islice(self._pending, TOPICS_MAX))
                await self._read({topic: self._pending.pop(topic) for topic in topics})
        finally:
            self._reading = False

    async def _read(self, pending: dict[str, Pending]) -> None:
        """A failed read is tried again, with what arrived meanwhile, for the topics that anybody follows."""
        failures = 0
        while pending:
            try:
                updates = await read_updates(pending)
            except TRANSIENT as error:
                log.warning("live_read_failed", topics=len(pending), failures=failures + 1, exc_info=error)
            except Exception as error:  # one topic's mistake must not keep the others from their update
                log.error("live_read_broken", topics=len(pending), exc_info=error)
                await self._read_one_by_one(pending)
                return
            else:
                await self._put(updates)
                return
            await asyncio.sleep(pause_after(failures))
            failures += 1
            for topic in list(pending):
                if not await self._clients.connected(topic, self._has_socket):
                    del pending[topic]
                    continue
                if (later := self._pending.pop(topic, None)) is not None:
                    pending[topic].merge(later)
                pending[topic].full_reload |= failures >= FAILURES_BEFORE_RELOAD

    async def _read_one_by_one(self, pending: dict[str, Pending]) -> None:
        for topic, one in pending.items():
            try:
                await self._put({topic: await read_update(topic, one)})
            except TRANSIENT:  # it is read again with the others
                self._gather(topic, one)
            except Exception as error:  # as above
                log.error("live_topic_not_read", topic=topic, exc_info=error)

    async def _put(self, updates: dict[str, LiveUpdate]) -> None:
        for topic, update in updates.items():
            for token in await self._clients.connected(topic, self._has_socket):
                self._deliveries.put(token, update)
