"""Carries domain events to the open tabs of this process.

A web process subscribes to the topics of its connected clients. A burst of events is gathered for a few
milliseconds; then the rows are read once a topic, and each of its clients is updated. A read that fails is
tried again until it succeeds or nobody is connected any more; after a few failures everything is read.
Nothing here polls: with no events there is no query and no frame.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from influencer_app.errors import Unavailable
from influencer_app.web.live.clients import CLIENTS, Client, ConnectedClients, Subscriptions
from influencer_app.web.live.control import CONTROLS, Departure
from influencer_app.web.live.updates import EventLike, LiveUpdate, Pending, read_update
from influencer_app.wiring import runtime

log = structlog.get_logger(__name__)

GATHER_SECONDS = 0.003
RETRY_SECONDS = (0.2, 1.0, 3.0, 10.0)
"""Pauses after failures; the last one repeats."""

FAILURES_BEFORE_RELOAD = 2
TRANSIENT = (Unavailable, SQLAlchemyError, RedisError, OSError)
"""What a read or a delivery raises while the database or Redis does not answer."""

Deliver = Callable[[str, Client, LiveUpdate], Awaitable[None]]
Dismiss = Callable[[Departure], Coroutine[Any, Any, None]]


class LiveDispatcher:
    """Gathers events by topic and calls ``deliver(token, client, update)`` for each client of the topic.

    ``dismiss`` sends tabs away that may not stay; ``sockets`` gives the tokens of all tabs that are connected
    to this process.
    """

    def __init__(
        self,
        deliver: Deliver,
        dismiss: Dismiss,
        sockets: Callable[[], set[str]],
        clients: ConnectedClients = CLIENTS,
    ) -> None:
        self._clients = clients
        self._deliver = deliver
        self._dismiss = dismiss
        self._sockets = sockets
        self._pending: dict[str, Pending] = {}
        self._flushing: set[str] = set()
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
            await asyncio.sleep(_pause(failures))
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
        if await self._clients.connected(event.topic, self._sockets()):
            self._gather(event.topic, Pending([event]))

    def _gather(self, topic: str, pending: Pending) -> None:
        self._pending.setdefault(topic, Pending()).merge(pending)
        if topic not in self._flushing:
            self._flushing.add(topic)
            self._start(self._flush(topic))

    async def _flush(self, topic: str) -> None:
        """Until nothing more has arrived for this topic."""
        try:
            await asyncio.sleep(GATHER_SECONDS)
            while (pending := self._pending.pop(topic, None)) is not None:
                update = await self._read(topic, pending)
                clients = await self._clients.connected(topic, self._sockets())
                await asyncio.gather(
                    *(self._deliver_to(token, client, update) for token, client in clients.items())
                )
        finally:
            self._flushing.discard(topic)

    async def _read(self, topic: str, pending: Pending) -> LiveUpdate:
        """The update; a failed read is tried again, with what arrived meanwhile, while anybody is there."""
        failures = 0
        while True:
            try:
                return await read_update(topic, pending)
            except TRANSIENT as error:
                log.warning("live_read_failed", topic=topic, failures=failures + 1, exc_info=error)
            await asyncio.sleep(_pause(failures))
            failures += 1
            if (later := self._pending.pop(topic, None)) is not None:
                pending.merge(later)
            pending.full_reload = pending.full_reload or failures >= FAILURES_BEFORE_RELOAD
            if not await self._clients.connected(topic, self._sockets()):
                return LiveUpdate(topic, {})

    async def _deliver_to(self, token: str, client: Client, update: LiveUpdate) -> None:
        """To one tab; what fails is tried again, and given up only in the log."""
        for pause in (*RETRY_SECONDS[:-1], None):
            try:
                await self._deliver(token, client, update)
            except TRANSIENT as error:
                if pause is None:
                    log.error("live_update_not_delivered", topic=update.topic, exc_info=error)
                    return
                await asyncio.sleep(pause)
            except Exception as error:  # one tab's mistake must not keep the others from their update
                log.error("live_update_failed", topic=update.topic, exc_info=error)
                return
            else:
                return


def log_failure(task: asyncio.Task[Any]) -> None:
    """A done callback: a task of the dispatcher that failed is logged."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("live_dispatcher_failed", exc_info=error)


def _pause(failures: int) -> float:
    return RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)]
