"""Stored turns put the queue in the order in which sorting all of it would."""

import random
from uuid import UUID

import pytest
from sqlalchemy import text

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.credits.service import grant
from influencer_app.domain.gallery.service import delete_generation
from influencer_app.domain.generation.execution.leases import lock_generation
from influencer_app.domain.generation.lifecycle import scheduler, turns
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.lifecycle.scheduler import admit, queue_positions
from influencer_app.domain.generation.queries import count_by_status
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from tests.fake_engine import FakeEngine, dispatcher_busy
from tests.support import in_workspace, new_person, new_team

SORTED = """
with running as (
  select person_id, count(*) as n from generation
  where status in ('preparing', 'submitted', 'rendering', 'finishing') group by 1
)
select id from (
  select g.id, g.created_at, coalesce(running.n, 0)
    + row_number() over (partition by g.person_id order by g.created_at, g.id) as turn
  from generation g left join running using (person_id) where g.status = 'queued'
) as queued order by turn, created_at, id
"""


async def start(actor: Actor) -> UUID:
    async with transaction() as session:
        return (await start_image(session, actor, NewImage(prompt="x"))).id


async def end(generation_id: UUID, status: str = "canceled") -> None:
    async with transaction() as session:
        row = await lock_generation(session, generation_id)
        assert row is not None
        await finalize_generation(session, row, status)


async def dispatch() -> list[UUID]:
    async with transaction() as session:
        return await admit(session)


async def by_turn() -> list[UUID]:
    async with reading() as session:
        ids = list(await session.scalars(text("select id from generation where status = 'queued'")))
        places = await queue_positions(session, ids)
    assert sorted(places.values()) == list(range(1, len(ids) + 1))
    return sorted(places, key=lambda one: places[one])


async def by_sorting() -> list[UUID]:
    async with reading() as session:
        return list(await session.scalars(text(SORTED)))


async def with_credits(email: str, plan: str = "free") -> Actor:
    actor = await new_person(email, plan)
    async with transaction() as session:
        await grant(session, actor.workspace_id, 10_000, key=email)
    return actor


@pytest.mark.parametrize("seed", range(4))
async def test_the_queue_is_as_if_sorted_whatever_happens(fake_engine: FakeEngine, seed: int) -> None:
    people = [await with_credits(f"{number}@example.com", "studio") for number in range(4)]
    team = await new_team(people[0], plan="creator", editor=people[1], owner=people[2])
    async with transaction() as session:
        await grant(session, team.workspace_id, 10_000, key="team")
    actors = [*people, *(in_workspace(one, team.workspace_id, "editor") for one in people[:3])]
    chance = random.Random(seed)
    there: dict[UUID, Actor] = {}
    for _ in range(60):
        what = chance.choice(("start", "start", "end", "cancel", "delete", "dispatch"))
        if what == "start":
            actor = chance.choice(actors)
            there[await start(actor)] = actor
        elif what == "dispatch" or not there:
            await dispatch()
            assert await by_turn() == await by_sorting()
        else:
            one = chance.choice(sorted(there))
            actor = there.pop(one)
            if what == "delete":
                async with transaction() as session:
                    await delete_generation(session, actor, one)
            else:
                await end(one, "succeeded" if what == "end" else "canceled")
    await dispatch()
    assert await by_turn() == await by_sorting()


async def test_who_waits_far_behind_moves_up_when_near(
    fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "MOVED_UP_MAX", 2)
    owner = await with_credits("owner@example.com")
    async with dispatcher_busy():
        made = [await start(owner) for _ in range(6)]
    for place in range(3):
        assert await dispatch() == [made[place]]
        await end(made[place], "succeeded")
    await dispatch()
    assert await by_turn() == made[4:]
    async with reading() as session:
        found = await session.execute(text("select id, turn from generation where status <> 'succeeded'"))
    assert dict(found.all()) == {made[3]: 1, made[4]: 2, made[5]: 6}


async def test_few_and_many_are_told_the_same_places(
    owner: Actor, stranger: Actor, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with dispatcher_busy():
        made = [await start(actor) for actor in (owner, owner, stranger, owner)]
    some = [made[0], made[3], made[1]]
    found = []
    for few in (len(some), 0):
        monkeypatch.setattr(scheduler, "FEW", few)
        async with reading() as session:
            found.append(await queue_positions(session, some))
    assert found == 2 * [dict(zip(some, (1, 4, 3), strict=True))]


async def test_what_has_ended_is_counted_once_and_stays_counted(
    owner: Actor, fake_engine: FakeEngine
) -> None:
    first, second = await start(owner), await start(owner)
    await end(first, "failed")
    await end(second)
    for _ in range(2):
        async with reading() as session:
            found = await count_by_status(session)
        assert (found["failed"], found["canceled"], found["queued"]) == (1, 1, 0)
        await dispatch()
    async with transaction() as session:
        await delete_generation(session, owner, first)
    async with reading() as session:
        assert (await count_by_status(session))["failed"] == 1
