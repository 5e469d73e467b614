"""Carries domain events to the open tabs of this process.

Each web process listens to all events, and acts on those of people with a tab here. A burst is gathered
for a few milliseconds; then the rows are read once for a person, and each of their tabs is updated.
Nothing here polls: with no events there is no query and no frame.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import structlog

from influencer_app.domain.accounts.events import SessionEnded
from influencer_app.errors import Unavailable
from influencer_app.web.live.clients import CLIENTS, ConnectedClients
from influencer_app.web.live.updates import FULL_RELOAD, LiveUpdate, Pending, read_update
from influencer_app.wiring import runtime

log = structlog.get_logger(__name__)

GATHER_SECONDS = 0.003
RETRY_SECONDS = (0.2, 1.0, 3.0)

Deliver = Callable[[str, Any, LiveUpdate], Awaitable[None]]


class LiveDispatcher:
    """Gathers events by person and calls ``deliver(token, state_class, update)`` for each of their tabs."""

    def __init__(
        self, deliver: Deliver, sockets: Callable[[], set[str]], clients: ConnectedClients = CLIENTS
    ) -> None:
        self._clients = clients
        self._deliver = deliver
        self._sockets = sockets
        self._pending: dict[UUID, Pending] = {}
        self._flushing: dict[UUID, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Listen until canceled, then cancel what is in progress."""
        try:
            await self._listen()
        finally:
            in_progress = list(self._flushing.values())
            for task in in_progress:
                task.cancel()
            await asyncio.gather(*in_progress, return_exceptions=True)

    async def _listen(self) -> None:
        """Forever; after a lost connection everything is read again for every tab."""
        failures = 0
        while True:
            try:
                async for event in runtime().events.listen():
                    failures = 0
                    if event.name == SessionEnded.name:
                        self._clients.remove_session(event.person_id, UUID(event.fields["session_id"]))
                        continue
                    self._gather(event.person_id, event.name, event.fields.get("generation_id"))
            except Unavailable as error:
                log.warning("live_channel_lost", reason=error.sentence)
            await asyncio.sleep(RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)])
            failures += 1
            for person_id in self._clients.people():
                self._gather(person_id, FULL_RELOAD, None)

    def _gather(self, person_id: UUID, name: str, generation_id: str | None) -> None:
        if not self._clients.connected(person_id, self._sockets()):
            return
        pending = self._pending.setdefault(person_id, Pending())
        pending.names.add(name)
        if generation_id is not None:
            ended = name == "generation_finished" or pending.generations.get(UUID(generation_id)) == "ended"
            pending.generations[UUID(generation_id)] = "ended" if ended else "moved"
        if person_id not in self._flushing:
            task = asyncio.create_task(self._flush(person_id))
            self._flushing[person_id] = task
            task.add_done_callback(log_failure)

    async def _flush(self, person_id: UUID) -> None:
        """Until nothing more has arrived for this person."""
        try:
            await asyncio.sleep(GATHER_SECONDS)
            while (pending := self._pending.pop(person_id, None)) is not None:
                update = await read_update(person_id, pending)
                tabs = self._clients.connected(person_id, self._sockets())
                deliveries = (self._deliver(token, state, update) for token, state in tabs.items())
                for failed in await asyncio.gather(*deliveries, return_exceptions=True):
                    if isinstance(failed, Exception):
                        log.error("update_not_delivered", exc_info=failed)
        finally:
            del self._flushing[person_id]


def log_failure(task: asyncio.Task[None]) -> None:
    """A done callback: a task of the dispatcher that failed is logged."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("live_dispatcher_failed", exc_info=error)
