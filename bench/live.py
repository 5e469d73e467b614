"""Measures live updates and reconnecting tabs with one web process.

Run ``python bench/live.py``. Starts an installation of its own on Postgres and Valkey, with 5,000 people and
10,000 waiting generations, and one web process. Tabs are sockets that load Create as a browser does, all from
this process on the same cores; where the pages are built, two tabs of Chromium are measured too. Prints:

- the time from a commit until a tab shows it;
- 1,000 tabs that reconnect at once, until all are alive; beside it the CPU time of the web process;
- the places of 500 people who wait, told after one was admitted, and a REST call beside it;
- a burst of events to 200 tabs, and one event to 500 tabs.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
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
from influencer_app.embedded.ports import free_port
from influencer_app.settings import Settings
from influencer_app.wiring import Runtime

PEOPLE, WAITING = 5_000, 10_000
TABS, WAITING_TABS, BURST_TABS = 1_000, 500, 200
CALM, ROUNDS = 8, 3
EVENTS = 2_000
STAGES = {"reconnect"}
LIMIT_SECONDS = 60.0


async def main(settings: Settings, process: psutil.Process, members: list[Member], stages: set[str]) -> None:
    async with runtime(settings) as own:
        tabs = [Tab("127.0.0.1", settings.port, one.cookie) for one in members]
        first = tabs if "reconnect" in stages else tabs[:WAITING_TABS]
        seconds, cpu = await measured(process, lambda: open_calmly(first))
        print(f"{len(first)} tabs open Create: {seconds:.1f} s, {cpu / len(first) * 1000:.1f} ms of CPU each")
        if "reconnect" in stages:
            await asyncio.gather(*(tab.close() for tab in tabs))
            await settled(process)
            seconds, cpu = await measured(process, lambda: open_at_once(tabs))
            each = f"{cpu / TABS * 1000:.1f} ms of CPU each"
            print(f"{TABS} tabs reconnect at once: alive within {seconds:.1f} s, {each}")
            await asyncio.gather(*(tab.close() for tab in tabs[WAITING_TABS:]))
        tabs = tabs[:WAITING_TABS]
        await one_commit(own, tabs[0], members[0])
        await burst(own, process, tabs[:BURST_TABS], members[:BURST_TABS], EVENTS // BURST_TABS)
        await burst(own, process, tabs, members[:WAITING_TABS], 1)
        for _ in range(ROUNDS):
            await told_places(settings, process, tabs, members[-1])
        await asyncio.gather(*(tab.close() for tab in tabs))


async def measured(process: psutil.Process, work: Callable[[], Awaitable[Any]]) -> tuple[float, float]:
    """Seconds that ``work`` took, and CPU seconds of the process meanwhile."""
    used, began = sum(process.cpu_times()[:2]), time.perf_counter()
    await work()
    return time.perf_counter() - began, sum(process.cpu_times()[:2]) - used


async def settled(process: psutil.Process) -> None:
    """Wait until the process has nothing to do any more."""
    while sum(process.cpu_times()[:2]) - (await _used_before(process)) > 0.02:
        pass


async def _used_before(process: psutil.Process) -> float:
    used = sum(process.cpu_times()[:2])
    await asyncio.sleep(0.5)
    return used


async def open_calmly(tabs: Sequence[Tab]) -> None:
    """A few at a time."""
    few = asyncio.Semaphore(CALM)

    async def one(tab: Tab) -> None:
        async with few:
            await tab.open()

    await asyncio.gather(*(one(tab) for tab in tabs))


async def open_at_once(tabs: Sequence[Tab]) -> None:
    """All in one moment; those that are refused come again, as browsers do."""

    async def one(tab: Tab) -> None:
        for attempt in range(1, 11):
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await tab.open()
                return
            await asyncio.sleep(0.2 * attempt)
        raise TimeoutError("A tab was refused too often.")

    await asyncio.gather(*(one(tab) for tab in tabs))


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
        f"one event to one tab of {TABS}: {statistics.median(waits):.0f} ms median, {max(waits):.0f} at most"
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
        f"{count} events to {len(tabs)} tabs: {count / seconds:.0f} a second; all told within {seconds:.2f} s by"
        f" {told} messages, {cpu / told * 1000:.1f} ms of CPU each"
    )


async def told_places(
    settings: Settings, process: psutil.Process, tabs: Sequence[Tab], other: Member
) -> None:
    """One ends and another is admitted; until all tabs show their new places, with REST calls beside it."""
    calls = asyncio.create_task(rest_calls(settings, other))
    await settled(process)
    running = select(Generation).where(col(Generation.status) == "preparing").limit(1).with_for_update()
    seen = [tab.expect(lambda message: b'"queue_position":' in message) for tab in tabs]
    waits: list[float] = []

    async def tell() -> None:
        async with transaction() as session:
            if (one := (await session.scalars(running)).first()) is not None:
                await finalize_generation(session, one, "canceled")
        began = time.perf_counter()
        async with transaction() as session:
            await admit(session)

        async def noted(one: asyncio.Event) -> None:
            await one.wait()
            waits.append(time.perf_counter() - began)

        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*(noted(one) for one in seen)), LIMIT_SECONDS)

    _, cpu = await measured(process, tell)
    calls.cancel()
    await asyncio.gather(calls, return_exceptions=True)
    print(
        f"{WAITING} wait, one is admitted: {len(waits)} of {len(tabs)} tabs told within {max(waits):.2f} s"
        f" (half {statistics.median(waits):.2f}), {cpu / len(waits) * 1000:.1f} ms of CPU each;"
        f" a REST call meanwhile {CALLS.summary()}"
    )


class Calls:
    """Milliseconds of REST calls."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    def summary(self) -> str:
        taken = sorted(self.taken)
        return f"{statistics.median(taken):.0f} ms median, {taken[-1]:.0f} at most ({len(taken)})"


CALLS = Calls()


async def rest_calls(settings: Settings, member: Member) -> None:
    """One after the other, until canceled."""
    CALLS.taken = []
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{settings.port}", timeout=LIMIT_SECONDS
    ) as client:
        while True:
            began = time.perf_counter()
            answer = await client.get("/api/user/credits", headers={"Cookie": member.cookie})
            answer.raise_for_status()
            CALLS.taken.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(0.02)


if __name__ == "__main__":
    port = free_port()
    with servers(
        PORT=str(port),
        BASE_URL=f"http://127.0.0.1:{port}",
        SOCKETS_PER_ADDRESS_MAX="2000",
        RUNNING_GENERATIONS_MAX="1",
    ) as made:
        people = fill_crowd(made, PEOPLE, WAITING, TABS)
        with web(made) as served:
            asyncio.run(main(made, served, people, set(sys.argv[1:]) or STAGES))
