"""The turns of waiting generations, which are stored so that nobody sorts the whole queue.

A person's first generation has turn 1, the second turn 2, running ones included: everybody's first comes
before anybody's second, whichever workspace it is in. A turn is set when a generation is created and kept
while it runs. The dispatcher clears it after the end and moves those behind up; recovery calls it for ends
that nobody waited for.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.rules import ENDED, RUNNING

MOVED_UP_MAX = 100
"""How many of one person move up at once. Those behind keep a higher turn until they come near."""
BATCH = 500

SETTLE = text("""
with ended as (
  select id, person_id, status from generation
  where turn is not null and status in ('succeeded', 'failed', 'canceled')
  order by id limit :batch for update skip locked
), settled as (
  update generation set turn = null from ended where generation.id = ended.id
), counted as (
  insert into ended_count (status, count) select status, count(*) from ended group by status
  on conflict (status) do update set count = ended_count.count + excluded.count
)
select person_id from ended
union (select person_id from generation where status = 'queued' order by id limit 1)
""")
"""Clears the turns of what has ended and counts it. Finds whose turns to correct: those whose generations
they were, and who waits longest, so that a turn that two transactions set at once is corrected too."""

MOVE_UP = text("""
with moved as (
  select first.id, first.turn from unnest(cast(:people as uuid[])) as people (person_id)
  cross join lateral (
    select count(*) as count from generation g where g.person_id = people.person_id
      and g.status in ('preparing', 'submitted', 'rendering', 'finishing')
  ) as running
  cross join lateral (
    select id, turn as old, row_number() over (order by created_at, id) + running.count as turn
    from generation g where g.person_id = people.person_id and g.status = 'queued'
    order by created_at, id limit :most
  ) as first
  where first.turn is distinct from first.old
), unlocked as (
  select id from generation where id in (select id from moved) and status = 'queued'
  order by id for update skip locked
)
update generation set turn = moved.turn from moved join unlocked using (id) where generation.id = moved.id
""")


def next_turn(person_id: UUID) -> ColumnElement[int]:
    """The turn of the person's next generation, to be selected."""
    own = select(Generation).where(col(Generation.person_id) == person_id)
    last = (
        own.with_only_columns(col(Generation.turn))
        .where(col(Generation.status) == "queued")
        .order_by(col(Generation.created_at).desc(), col(Generation.id).desc())
        .limit(1)
    )
    running = own.with_only_columns(func.count()).where(col(Generation.status).in_(RUNNING))
    return func.coalesce(last.scalar_subquery(), running.scalar_subquery(), 0) + 1


async def has_unsettled(session: AsyncSession) -> bool:
    """Whether anything has ended whose turn was not cleared yet."""
    ended = select(col(Generation.id)).where(
        col(Generation.turn).is_not(None), col(Generation.status).in_(ENDED)
    )
    return await session.scalar(ended.order_by(col(Generation.id)).limit(1)) is not None


async def settle_ended(session: AsyncSession) -> None:
    """Counts what has ended and moves up who waited behind it. The dispatcher's lock must be held."""
    await move_up(session, (await session.scalars(SETTLE, {"batch": BATCH})).all())


async def move_up(session: AsyncSession, people: Collection[UUID]) -> None:
    """Corrects the turns of what these people wait for. Rows that others have locked are left out."""
    if people:
        await session.execute(MOVE_UP, {"people": list(people), "most": MOVED_UP_MAX})
