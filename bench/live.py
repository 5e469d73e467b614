"""Measures live updates and reconnecting tabs with one web process.

Run ``python bench/live.py [tabs]``. Starts an installation of its own on Postgres and Valkey, with 5,000
people and 10,000 waiting generations, and one web process. Tabs are sockets that load Create as a browser
does, all from this process on the same cores. Prints:

- 1,000 tabs (or as many as are asked for, at least 500) that connect at once, until all are alive;
- the time from a commit until one tab shows it;
- a burst of events to 200 tabs, and one event to 500 tabs;
- the places of 500 people who wait, told after one was admitted.

Beside it stand the CPU time of the web process, and the time of REST calls to it meanwhile.
"""

import asyncio
import random
import signal
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx
import psutil
from sqlalchemy import select, text
from sqlmodel import col
from support.crowd import Member, fill_crowd
from support.installation import runtime, servers, web
from support.sockets import Tab, var

from influencer_app.db.transaction import transaction
from influencer_app.domain.credits.events import CreditsChanged
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.lifecycle.scheduler import admit
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.rules import RUNNING
from influencer_app.embedded.ports import free_port
from influencer_app.settings import Settings
from influencer_app.web.site_build.reconnects import SPREAD_MS
from influencer_app.wiring import Runtime

PEOPLE, WAITING = 5_000, 10_000
TABS, WAITING_TABS, BURST_TABS = 1_000, 500, 200
ROUNDS, EVENTS = 3, 2_000
LIMIT_SECONDS, CONNECT_SECONDS = 30.0, 75.0


async def main(settings: Settings, process: psutil.Process, members: list[Member], connecting: int) -> None:
    async with runtime(settings) as own:
        members = members[:connecting]
        tabs = [Tab("127.0.0.1", settings.port, one.cookie) for one in members]
        alive = await connect_at_once(settings, process, tabs, members[-1])
        waiting = [pair for pair in zip(tabs[:WAITING_TABS], members, strict=False) if pair[0] in alive]
        await asyncio.gather(*(tab.close() for tab in tabs if tab not in [one for one, _ in waiting]))
        await settled(process)
        tabs, members = [tab for tab, _ in waiting], [member for _, member in waiting]
        await one_commit(own, tabs[0], members[0])
        for _ in range(ROUNDS):
            await burst(own, process, tabs[:BURST_TABS], members[:BURST_TABS], EVENTS // BURST_TABS)
            await burst(own, process, tabs, members, 1)
        for _ in range(ROUNDS):
            # Without the first ones: what they had waiting is what is admitted.
            await told_places(settings, process, tabs[ROUNDS:], members[-1])
        await asyncio.gather(*(tab.close() for tab in tabs))


async def measured(process: psutil.Process, work: Callable[[], Awaitable[Any]]) -> tuple[float, float]:
    """Seconds that ``work`` took, and CPU seconds of the process meanwhile."""
    used, began = sum(process.cpu_times()[:2]), time.perf_counter()
    await work()
    return time.perf_counter() - began, sum(process.cpu_times()[:2]) - used


async def settled(process: psutil.Process) -> None:
    """Wait until the process has nothing to do any more, at most ten seconds."""
    for _ in range(20):
        used = sum(process.cpu_times()[:2])
        await asyncio.sleep(0.5)
        if sum(process.cpu_times()[:2]) - used < 0.03:
            return


async def connect_at_once(
    settings: Settings, process: psutil.Process, tabs: Sequence[Tab], other: Member
) -> list[Tab]:
    """All within the time over which browsers spread; those that are refused come again, as browsers do.

    Returns those that are alive before the time is over.
    """
    alive: dict[str, float] = {}

    async def one(tab: Tab) -> None:
        await asyncio.sleep(random.uniform(0, SPREAD_MS / 1000))
        for attempt in range(1, 100):
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await tab.open()
                alive[tab.token] = time.perf_counter() - began
                return
            await asyncio.sleep(0.2 * min(attempt, 10))

    async with calling(settings, other) as calls:
        began = time.perf_counter()
        work = asyncio.gather(*(one(tab) for tab in tabs))
        _, cpu = await measured(process, lambda: asyncio.wait([work], timeout=CONNECT_SECONDS))
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    print(
        f"{len(tabs)} tabs connect at once: {len(alive)} alive within {max(alive.values()):.1f} s"
        f" (half {statistics.median(alive.values()):.1f}), {cpu / len(alive) * 1000:.0f} ms of CPU each;"
        f" a REST call meanwhile {calls.summary()}"
    )
    return [tab for tab in tabs if tab.token in alive]


async def one_commit(own: Runtime, tab: Tab, member: Member) -> None:
    waits = []
    for _ in range(25):
        bought = next(GRANTS)
        seen = tab.expect(
            lambda message, wanted=80 + bought: var(message, "shell_state", "available") == wanted
        )
        began = time.perf_counter()
        await grant_to([member], bought)
        await own.events.publish([CreditsChanged(workspace_id=member.workspace_id)])
        await asyncio.wait_for(seen.wait(), LIMIT_SECONDS)
        waits.append((time.perf_counter() - began) * 1000)
    print(
        f"one event to one tab of {WAITING_TABS}: {statistics.median(waits):.0f} ms median,"
        f" {max(waits):.0f} at most"
    )


GRANTS = count(1)


async def grant_to(members: Sequence[Member], bought: int) -> None:
    """Give each of them that many bought credits, in one statement."""
    async with transaction() as session:
        await session.execute(
            text("update credit_account set bought = :bought where workspace_id = any(:ids)"),
            {"ids": [one.workspace_id for one in members], "bought": bought},
        )


async def burst(
    own: Runtime, process: psutil.Process, tabs: Sequence[Tab], members: Sequence[Member], each: int
) -> None:
    """``each`` events to each tab, in rounds over all of them; the last one has to be shown."""
    await settled(process)
    before = sum(tab.messages for tab in tabs)
    steps = [next(GRANTS) for _ in range(each)]

    def shown(message: bytes) -> bool:
        return var(message, "shell_state", "available") == 80 + steps[-1]

    async def send() -> None:
        seen = [tab.expect(shown) for tab in tabs]
        events = [CreditsChanged(workspace_id=one.workspace_id) for one in members]
        for bought in steps:
            await grant_to(members, bought)
            await own.events.publish(list(events))
        await asyncio.wait_for(asyncio.gather(*(one.wait() for one in seen)), LIMIT_SECONDS)

    seconds, cpu = await measured(process, send)
    count = each * len(tabs)
    told = sum(tab.messages for tab in tabs) - before
    print(
        f"{count} events to {len(tabs)} tabs: {count / seconds:.0f} a second; all told within {seconds:.2f} s"
        f" by {told} messages, {cpu / told * 1000:.1f} ms of CPU each"
    )


async def told_places(
    settings: Settings, process: psutil.Process, tabs: Sequence[Tab], other: Member
) -> None:
    """One ends and another is admitted; until all tabs show their new places, with REST calls beside it."""
    await settled(process)
    running = select(Generation).where(col(Generation.status).in_(RUNNING)).limit(1).with_for_update()
    waits: list[float] = []

    async def tell() -> None:
        seen = [tab.expect(lambda message: b'"queue_position":' in message) for tab in tabs]
        began = time.perf_counter()
        async with transaction() as session:
            await admit(session)

        async def noted(one: asyncio.Event) -> None:
            await one.wait()
            waits.append(time.perf_counter() - began)

        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*(noted(one) for one in seen)), LIMIT_SECONDS)

    async with transaction() as session:
        if (one := (await session.scalars(running)).first()) is not None:
            await finalize_generation(session, one, "canceled")
    await settled(process)
    async with calling(settings, other) as calls:
        _, cpu = await measured(process, tell)
    print(
        f"{WAITING} wait, one is admitted: {len(waits)} of {len(tabs)} tabs told within {max(waits):.2f} s"
        f" (half {statistics.median(waits):.2f}), {cpu / len(waits) * 1000:.1f} ms of CPU each;"
        f" a REST call meanwhile {calls.summary()}"
    )


@dataclass
class Calls:
    """Milliseconds of REST calls, and how many were not answered with success."""

    taken: list[float] = field(default_factory=list)
    failed: int = 0

    def summary(self) -> str:
        taken = sorted(self.taken)
        failed = f", {self.failed} failed" if self.failed else ""
        return (
            f"{statistics.median(taken):.0f} ms median, {taken[-1]:.0f} at most ({len(taken)} calls{failed})"
        )


@asynccontextmanager
async def calling(settings: Settings, member: Member) -> AsyncIterator[Calls]:
    """REST calls one after the other, until the block ends."""
    calls = Calls()
    address = f"http://127.0.0.1:{settings.port}"

    async def call() -> None:
        async with httpx.AsyncClient(base_url=address, timeout=LIMIT_SECONDS) as client:
            while True:
                began = time.perf_counter()
                answer = await client.get("/api/user/credits", headers={"Cookie": member.cookie})
                calls.failed += not answer.is_success
                calls.taken.append((time.perf_counter() - began) * 1000)
                await asyncio.sleep(0.02)

    task = asyncio.create_task(call())
    yield calls
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end too
    port = free_port()
    with servers(
        PORT=str(port),
        BASE_URL=f"http://127.0.0.1:{port}",
        SOCKETS_PER_ADDRESS_MAX="2000",
        RUNNING_GENERATIONS_MAX="1",
    ) as made:
        people = fill_crowd(made, PEOPLE, WAITING, TABS)
        with web(made) as served:
            asyncio.run(main(made, served, people, int(sys.argv[1]) if len(sys.argv) > 1 else TABS))
