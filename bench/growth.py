"""Measures how the cost of each hot query grows with the database.

Run ``python bench/growth.py``; with ``--small`` only the two smaller databases. Fills a fresh Postgres with
10,000, 100,000 and 1,000,000 outputs and 100, 1,000 and 10,000 waiting generations, and prints the median
of each call in milliseconds and the last against the first. Flat is at most 1.5, or below 2 ms.
"""

import asyncio
import statistics
import sys
import time

from sqlalchemy import select
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
ROUNDS = 31
RATIO, FAST = 1.5, 2.0


async def measure(settings: Settings) -> dict[str, float]:
    """The median of each call on the filled database."""
    async with runtime(settings):
        async with reading() as session:
            queries = await hot_queries(session)
        found = {name: await _time(query) for name, query in queries.items()}
        return found | await _time_admission() | await _time_upkeep()


async def _time(query: Query) -> float:
    took = []
    for _ in range(ROUNDS + 2):
        async with reading() as session:
            await session.connection()
            began = time.perf_counter()
            await query(session)
            took.append(time.perf_counter() - began)
    return statistics.median(took[2:]) * 1000


async def _time_admission() -> dict[str, float]:
    """One ends, and one is admitted in its place; then the front of the queue is told."""
    inside, whole = [], []
    for _ in range(ROUNDS):
        async with transaction() as session:
            row = (
                await session.scalars(
                    select(Generation)
                    .where(col(Generation.status).in_(RUNNING))
                    .order_by(col(Generation.id))
                    .limit(1)
                    .with_for_update()
                )
            ).one()
            await finalize_generation(session, row, "canceled")
        began = time.perf_counter()
        async with transaction() as session:
            assert len(await admit(session)) == 1
            inside.append(time.perf_counter() - began)
        whole.append(time.perf_counter() - began)
    return {
        "admit one": statistics.median(inside) * 1000,
        "admit one, and tell up to 500 workspaces": statistics.median(whole) * 1000,
    }


async def _time_upkeep() -> dict[str, float]:
    calls: dict[str, Query] = {
        "sweep": sweep,
        "leases of a worker that starts": lambda s: release_leases_of_node(s, "cpu@other"),
    }
    found = {}
    for name, call in calls.items():
        took = []
        for _ in range(ROUNDS):
            async with transaction() as session:
                await session.connection()
                began = time.perf_counter()
                await call(session)
                took.append(time.perf_counter() - began)
        found[name] = statistics.median(took) * 1000
    return found


def main(sizes: tuple[tuple[int, int], ...]) -> None:
    curves: list[dict[str, float]] = []
    for outputs, waiting in sizes:
        with servers() as settings:
            began = time.perf_counter()
            fill(settings, outputs, waiting)
            print(f"{outputs:,} outputs, {waiting:,} waiting: filled in {time.perf_counter() - began:.0f} s")
            curves.append(asyncio.run(measure(settings)))
    print(f"\n{'ms at ' + ', '.join(f'{outputs:,}' for outputs, _ in sizes):<46} {'':>28} last / first")
    for name in curves[0]:
        values = [curve[name] for curve in curves]
        ratio = values[-1] / values[0]
        flat = ratio <= RATIO or values[-1] < FAST
        row = " ".join(f"{value:>9.2f}" for value in values)
        print(f"{name:<46} {row:>29} {ratio:>6.1f} {'' if flat else ' not flat'}")


if __name__ == "__main__":
    main(SIZES[:2] if "--small" in sys.argv[1:] else SIZES)
