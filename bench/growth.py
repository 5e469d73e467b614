"""Measures how the cost of each hot query grows with the database.

Run ``python bench/growth.py``; with ``--small`` only the two smaller databases. Fills a fresh Postgres with
10,000, 100,000 and 1,000,000 outputs and 100, 1,000 and 10,000 waiting generations, and prints the median
and the fastest of each call in milliseconds, and the last against the first. Flat is at most 1.5, or below
2 ms. The databases take turns, so that whatever else the machine does slows all of them; what is flat is
judged by the fastest of each, which it slows least.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, ExitStack

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from support.history import fill
from support.hot_queries import Query, hot_queries
from support.installation import runtime, servers

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.generation.execution.leases import release_leases_of_node
from influencer_app.domain.generation.execution.recovery import sweep
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.lifecycle.scheduler import admit
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.rules import RUNNING
from influencer_app.settings import Settings

SIZES = ((10_000, 100), (100_000, 1_000), (1_000_000, 10_000))
BLOCKS, ROUNDS = 6, 6
RATIO, FAST = 1.5, 2.0
Opened = Callable[[], AbstractAsyncContextManager[AsyncSession]]
Samples = dict[str, list[float]]


async def measure(settings: Settings, found: Samples) -> None:
    """Adds the milliseconds of some calls of each kind on the filled database."""
    async with runtime(settings):
        async with reading() as session:
            queries = await hot_queries(session)
        for name, query in queries.items():
            await _time(found, name, query, reading)
        await _time_admission(found)
        await _time(found, "sweep", sweep, transaction)
        await _time(
            found,
            "leases of a worker that starts",
            lambda s: release_leases_of_node(s, "cpu@other"),
            transaction,
        )


async def _time(found: Samples, name: str, query: Query, opened: Opened) -> None:
    """The call alone, without opening and ending the transaction."""
    for number in range(ROUNDS + 1):
        async with opened() as session:
            await session.connection()
            began = time.perf_counter()
            await query(session)
            _add(found, name, began, warm=number > 0)


async def _time_admission(found: Samples) -> None:
    """One ends, and one is admitted in its place; then the front of the queue is told."""
    running = (
        select(Generation)
        .where(col(Generation.status).in_(RUNNING))
        .order_by(col(Generation.id))
        .limit(1)
        .with_for_update()
    )
    for number in range(ROUNDS + 1):
        async with transaction() as session:
            await finalize_generation(session, (await session.scalars(running)).one(), "canceled")
        began = time.perf_counter()
        async with transaction() as session:
            assert len(await admit(session)) == 1
            _add(found, "admit one", began, warm=number > 0)
        _add(found, "admit one, and tell up to 500 workspaces", began, warm=number > 0)


def _add(found: Samples, name: str, began: float, *, warm: bool) -> None:
    if warm:
        found.setdefault(name, []).append((time.perf_counter() - began) * 1000)


def main(sizes: tuple[tuple[int, int], ...]) -> None:
    curves: list[Samples] = [{} for _ in sizes]
    with ExitStack() as stack:
        databases = []
        for outputs, waiting in sizes:
            databases.append(stack.enter_context(servers()))
            began = time.perf_counter()
            fill(databases[-1], outputs, waiting)
            print(f"{outputs:,} outputs, {waiting:,} waiting: filled in {time.perf_counter() - began:.0f} s")
        for _ in range(BLOCKS):
            for settings, curve in zip(databases, curves, strict=True):
                asyncio.run(measure(settings, curve))
    print(f"\n{'ms: median (fastest)':<44}" + "".join(f"{outputs:>17,}" for outputs, _ in sizes) + "  growth")
    for name in curves[0]:
        medians = [statistics.median(curve[name]) for curve in curves]
        fastest = [min(curve[name]) for curve in curves]
        growth = fastest[-1] / fastest[0]
        flat = growth <= RATIO or fastest[-1] < FAST
        row = "".join(f"{one:>9.2f} {f'({best:.2f})':>7}" for one, best in zip(medians, fastest, strict=True))
        print(f"{name:<44}{row}{growth:>8.1f}{'' if flat else '   not flat'}")


if __name__ == "__main__":
    main(SIZES[:2] if "--small" in sys.argv[1:] else SIZES)
