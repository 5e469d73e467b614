"""The turns of waiting generations, which are stored so that nobody sorts the whole queue.

A person's first generation has turn 1, the second turn 2, running ones included: everybody's first comes
before anybody's second, whichever workspace it is in. A turn is set when a generation is created and kept
while it runs. The dispatcher clears it after the end and moves those behind up.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Integer, Select, Uuid, cast, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.domain.generation.models.generation import EndedCount, Generation
from influencer_app.domain.generation.rules import ENDED, RUNNING

MOVED_UP_MAX = 100
"""How many of one person move up at once. Those behind keep a higher turn until they come near."""
BATCH = 500


async def next_turn(session: AsyncSession, person_id: UUID) -> int:
    """The turn of the person's next generation."""
    last = (
        select(col(Generation.turn))
        .where(col(Generation.status) == "queued", col(Generation.person_id) == person_id)
        .order_by(col(Generation.created_at).desc(), col(Generation.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    running = _running_of([person_id]).with_only_columns(func.count()).scalar_subquery()
    return (await session.scalar(select(func.coalesce(last, running))) or 0) + 1


async def settle_ended(session: AsyncSession) -> None:
    """Counts what has ended and moves up who waited behind it. The dispatcher's lock must be held."""
    rows = await session.execute(
        select(col(Generation.id), col(Generation.person_id), col(Generation.status))
        .where(col(Generation.turn).is_not(None), col(Generation.status).in_(ENDED))
        .order_by(col(Generation.id))
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    ended = rows.all()
    if ended:
        ids = [row.id for row in ended]
        await session.execute(update(Generation).where(col(Generation.id).in_(ids)).values(turn=None))
        await _count(session, [row.status for row in ended])
    longest = await session.scalar(
        select(col(Generation.person_id))
        .where(col(Generation.status) == "queued")
        .order_by(col(Generation.created_at))
        .limit(1)
    )
    people = {row.person_id for row in ended} | ({longest} if longest else set())
    await move_up(session, people)


async def move_up(session: AsyncSession, people: Collection[UUID]) -> None:
    """Corrects the turns of what these people wait for. Rows that others have locked are left out."""
    if not people:
        return
    running_of = _running_of(people).with_only_columns(col(Generation.person_id), func.count())
    running: dict[UUID, int] = dict(
        (await session.execute(running_of.group_by(col(Generation.person_id)))).all()
    )
    turns: dict[UUID, int] = {}
    for person_id in people:
        first = await session.execute(
            select(col(Generation.id), col(Generation.turn))
            .where(col(Generation.status) == "queued", col(Generation.person_id) == person_id)
            .order_by(col(Generation.created_at), col(Generation.id))
            .limit(MOVED_UP_MAX)
        )
        for turn, row in enumerate(first, running.get(person_id, 0) + 1):
            if row.turn != turn:
                turns[row.id] = turn
    if turns:
        await _store(session, turns)


async def _store(session: AsyncSession, turns: dict[UUID, int]) -> None:
    """Sets the turns of those that still wait and that nobody has locked."""
    free = await session.scalars(
        select(col(Generation.id))
        .where(col(Generation.id).in_(turns), col(Generation.status) == "queued")
        .order_by(col(Generation.id))
        .with_for_update(skip_locked=True)
    )
    ids = list(free)
    new = select(
        func.unnest(cast(ids, ARRAY(Uuid))).label("id"),
        func.unnest(cast([turns[one] for one in ids], ARRAY(Integer))).label("turn"),
    ).subquery()
    await session.execute(
        update(Generation)
        .where(col(Generation.id) == new.c.id)
        .values(turn=new.c.turn)
        .execution_options(synchronize_session=False)
    )


async def _count(session: AsyncSession, statuses: list[str]) -> None:
    """Adds to the counts of what has ended."""
    for status in sorted(set(statuses)):
        added = statuses.count(status)
        await session.execute(
            insert(EndedCount)
            .values(status=status, count=added)
            .on_conflict_do_update(index_elements=["status"], set_={"count": col(EndedCount.count) + added})
        )


def _running_of(people: Collection[UUID]) -> Select[Any]:
    return select(Generation).where(
        col(Generation.status).in_(RUNNING), col(Generation.person_id).in_(people)
    )
