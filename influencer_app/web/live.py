"""From domain events to open tabs: what a worker commits stands in the browser a moment later.

Each web process listens to all events, and acts on those of people with a tab here. A burst is gathered
for a few milliseconds; then the rows are read once for a person, and each of their tabs is updated.
Nothing here polls: with no events there is no query and no frame.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import reflex as rx
import structlog

from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.events import NoticesSeen, SessionEnded
from influencer_app.domain.accounts.queries import when_notices_were_seen
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.characters.queries import list_characters
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.generation.queries import find_generations, list_running
from influencer_app.errors import Unavailable
from influencer_app.settings import settings
from influencer_app.web.news import FACES_MAX, News
from influencer_app.web.studio import StudioState
from influencer_app.web.tabs import TABS, OpenTabs
from influencer_app.wiring import close_runtime, open_runtime, runtime

log = structlog.get_logger(__name__)

GATHER_SECONDS = 0.003
RETRY_SECONDS = (0.2, 1.0, 3.0)
EVERYTHING = "reconnected"


@dataclass
class Pending:
    """What one person's tabs have to hear about."""

    names: set[str] = field(default_factory=set)
    generations: dict[UUID, str] = field(default_factory=dict)


Deliver = Callable[[str, Any, News], Awaitable[None]]


class Relay:
    """Gathers events by person and has ``deliver(tab, shows, news)`` called for each of their tabs."""

    def __init__(self, deliver: Deliver, connected: Callable[[], set[str]], tabs: OpenTabs = TABS) -> None:
        self._tabs = tabs
        self._deliver = deliver
        self._connected = connected
        self._pending: dict[UUID, Pending] = {}
        self._flushing: dict[UUID, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Listen until canceled, and end what is under way then."""
        try:
            await self._listen()
        finally:
            under_way = list(self._flushing.values())
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _listen(self) -> None:
        """For ever; after a lost connection everybody's tabs are read anew."""
        failures = 0
        while True:
            try:
                async for heard in runtime().events.listen():
                    failures = 0
                    if heard.name == SessionEnded.name:
                        self._tabs.forget_session(heard.person_id, UUID(heard.fields["session_id"]))
                        continue
                    self._gather(heard.person_id, heard.name, heard.fields.get("generation_id"))
            except Unavailable as error:
                log.warning("live_channel_lost", reason=error.sentence)
            await asyncio.sleep(RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)])
            failures += 1
            for person_id in self._tabs.people():
                self._gather(person_id, EVERYTHING, None)

    def _gather(self, person_id: UUID, name: str, generation_id: str | None) -> None:
        if not self._tabs.connected(person_id, self._connected()):
            return
        pending = self._pending.setdefault(person_id, Pending())
        pending.names.add(name)
        if generation_id is not None:
            ended = name == "generation_finished" or pending.generations.get(UUID(generation_id)) == "ended"
            pending.generations[UUID(generation_id)] = "ended" if ended else "moved"
        if person_id not in self._flushing:
            task = asyncio.create_task(self._flush(person_id))
            self._flushing[person_id] = task
            task.add_done_callback(_complain)

    async def _flush(self, person_id: UUID) -> None:
        """Until nothing more has come for this person."""
        try:
            await asyncio.sleep(GATHER_SECONDS)
            while (pending := self._pending.pop(person_id, None)) is not None:
                news = await read_news(person_id, pending)
                tabs = self._tabs.connected(person_id, self._connected())
                told = (self._deliver(tab, shows, news) for tab, shows in tabs.items())
                for failed in await asyncio.gather(*told, return_exceptions=True):
                    if isinstance(failed, Exception):
                        log.error("tab_not_told", exc_info=failed)
        finally:
            del self._flushing[person_id]


async def read_news(person_id: UUID, pending: Pending) -> News:
    """One transaction for all that changed."""
    actor = Actor(person_id=person_id)
    async with reading(actor) as session:
        found = await find_generations(session, actor, list(pending.generations))
        running = await list_running(session, actor)
        balance = await get_balance(session, actor)
        characters = None
        if pending.names & {"character_changed", EVERYTHING}:
            characters = (await list_characters(session, actor, limit=FACES_MAX)).items
        seen_at = None
        if pending.names & {NoticesSeen.name, EVERYTHING}:
            seen_at = await when_notices_were_seen(session, actor)
    known = {one.id: one for one in found}
    return News(
        person_id=person_id,
        generations={str(own): known.get(own) for own in pending.generations},
        ended=frozenset(str(own) for own, how in pending.generations.items() if how == "ended"),
        running=running,
        balance=balance,
        characters=characters,
        seen_at=seen_at,
        everything=EVERYTHING in pending.names,
    )


@asynccontextmanager
async def living(app: rx.App) -> AsyncIterator[None]:
    """The lifespan of a web process: the runtime, and the relay to the tabs whose sockets are here."""

    async def deliver(tab: str, shows: type[StudioState], news: News) -> None:
        async with app.modify_state(rx.BaseStateToken(ident=tab, cls=shows)) as root:
            await (await root.get_state(shows))._hear(news)

    def connected() -> set[str]:
        return set(app.event_namespace.sid_to_token.values()) if app.event_namespace else set()

    await open_runtime(settings(), "web")
    relaying = asyncio.create_task(Relay(deliver, connected).run())
    relaying.add_done_callback(_complain)
    try:
        yield
    finally:
        relaying.cancel()
        await asyncio.gather(relaying, return_exceptions=True)
        await close_runtime()


def _complain(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("relay_failed", exc_info=error)
