"""Measures how the cost of each hot query grows with the database.

Run ``python bench/growth.py``; with ``--small`` only the two smaller databases. Fills a fresh Postgres with
10,000, 100,000 and 1,000,000 outputs and 100, 1,000 and 10,000 waiting generations, and prints the median
of each call in milliseconds and the last against the first. Flat is at most 1.5, or below 2 ms.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from support.history import fill
from support.installation import runtime, servers

from influencer_app.db.base import now
from influencer_app.db.pages import encode_cursor
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.credits.queries import get_balance, list_entries, spent_by_day
from influencer_app.domain.credits.schemas import EntryFilter
from influencer_app.domain.gallery.queries import (
    count_by_character,
    count_outputs,
    has_outputs,
    list_outputs,
)
from influencer_app.domain.gallery.schemas import GalleryFilter
from influencer_app.domain.generation.execution.leases import release_leases_of_node
from influencer_app.domain.generation.execution.recovery import sweep
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.lifecycle.scheduler import admit, queue_positions
from influencer_app.domain.generation.lifecycle.turns import next_turn
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.queries import (
    count_by_status,
    list_ended,
    list_generations,
    list_running,
)
from influencer_app.domain.generation.requests.portraits import count_portraits_today
from influencer_app.domain.generation.rules import RUNNING
from influencer_app.domain.generation.schemas import GenerationFilter
from influencer_app.domain.outputs.models import Output
from influencer_app.domain.workspaces.models import Workspace
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.settings import Settings

SIZES = ((10_000, 100), (100_000, 1_000), (1_000_000, 10_000))
ROUNDS = 31
RATIO, FAST = 1.5, 2.0
DEEP_PAGE = 1_000
PAGE = 40
Query = Callable[[AsyncSession], Awaitable[object]]


async def measure(settings: Settings) -> dict[str, float]:
    """The median of each call on the filled database."""
    async with runtime(settings):
        async with reading() as session:
            queries = await _queries(session)
        found = {name: await _time(query) for name, query in queries.items()}
        return found | await _time_admission() | await _time_upkeep()


async def _queries(session: AsyncSession) -> dict[str, Query]:
    heavy, small = await _person(session, 1), await _person(session, 2)
    old = await _old_character(session, heavy)
    deep = await _deep_cursor(session, heavy)
    waiting = await session.scalars(
        select(col(Generation.id)).where(
            col(Generation.workspace_id) == heavy.workspace_id, col(Generation.status) == "queued"
        )
    )
    own = list(waiting)
    everybody = list(
        await session.scalars(select(col(Generation.id)).where(col(Generation.status) == "queued"))
    )
    long_ago = now() - timedelta(days=20)
    everything = GenerationFilter()
    return {
        "gallery, page 1": lambda s: list_outputs(s, heavy, limit=PAGE),
        "gallery, page 1,000 or the last": lambda s: list_outputs(s, heavy, cursor=deep, limit=PAGE),
        "gallery, favourites (all are old)": lambda s: list_outputs(s, heavy, GalleryFilter(favourite=True)),
        "gallery, a character with old pictures": lambda s: list_outputs(
            s, heavy, GalleryFilter(character_id=old)
        ),
        "gallery, a kind that was never made": lambda s: list_outputs(s, heavy, GalleryFilter(kind="avatar")),
        "gallery of somebody whose pictures are old": lambda s: list_outputs(s, small),
        "count outputs": lambda s: count_outputs(s, heavy),
        "count outputs of a kind that was never made": lambda s: count_outputs(
            s, heavy, GalleryFilter(kind="avatar")
        ),
        "any of a kind that was never made": lambda s: has_outputs(s, heavy, GalleryFilter(kind="avatar")),
        "count outputs by character": lambda s: count_by_character(s, heavy),
        "running generations": lambda s: list_running(s, heavy),
        "ended generations": lambda s: list_ended(s, heavy, 20),
        "generations, page 1": lambda s: list_generations(s, heavy, everything),
        "generations of a kind that was never made": lambda s: list_generations(
            s, heavy, GenerationFilter(type="avatar")
        ),
        "generations with favourites (all are old)": lambda s: list_generations(
            s, heavy, GenerationFilter(favourite=True)
        ),
        "generations until 20 days ago": lambda s: list_generations(s, heavy, GenerationFilter(to=long_ago)),
        "balance": lambda s: get_balance(s, heavy),
        "ledger, page 1": lambda s: list_entries(s, heavy),
        "ledger, a kind without entries": lambda s: list_entries(s, heavy, asked=EntryFilter(kind="adjust")),
        "ledger, bought credits (all are old)": lambda s: list_entries(
            s, heavy, asked=EntryFilter(bucket="bought")
        ),
        "ledger until 20 days ago": lambda s: list_entries(s, heavy, asked=EntryFilter(to=long_ago)),
        "spent by day": lambda s: spent_by_day(s, heavy, "Europe/Zurich", 30),
        "portraits of today": lambda s: count_portraits_today(s, heavy),
        "turn of a new generation": lambda s: next_turn(s, heavy.person_id),
        "queue positions of one person": lambda s: queue_positions(s, own),
        "queue positions of everybody": lambda s: queue_positions(s, everybody),
        "generations by status (metrics)": count_by_status,
    }


async def _person(session: AsyncSession, number: int) -> Actor:
    owner = await session.scalar(
        text("select id from person where email_key = :key"), {"key": f"{number}@example.com"}
    )
    workspace_id = await session.scalar(
        select(col(Workspace.id)).where(col(Workspace.personal_owner_id) == owner)
    )
    return Actor(person_id=owner, workspace_id=workspace_id, role="owner")


async def _old_character(session: AsyncSession, heavy: Actor) -> UUID:
    """The character that was not used for long."""
    found = await session.scalar(
        text("select id from character where workspace_id = :own and name = 'Amara 9'"),
        {"own": heavy.workspace_id},
    )
    return UUID(str(found))


async def _deep_cursor(session: AsyncSession, heavy: Actor) -> str:
    """The cursor before the thousandth page, or before the last one."""
    ids = select(col(Output.id)).where(col(Output.workspace_id) == heavy.workspace_id)
    newest = await session.scalars(ids.order_by(col(Output.id).desc()).limit(DEEP_PAGE * PAGE))
    return encode_cursor(list(newest)[:-PAGE][-1])


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
