"""Whose generation is next: fair between people, within the caps of their workspaces and the server."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import text

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.credits.service import grant
from influencer_app.domain.generation.events import QueueMoved
from influencer_app.domain.generation.lifecycle import scheduler
from influencer_app.domain.generation.lifecycle.scheduler import (
    admit,
    queue_positions,
    queue_positions_of_workspaces,
)
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.wiring import Runtime
from tests.fake_engine import FakeEngine, FakeQueue, dispatcher_busy
from tests.runtime import substitute
from tests.support import in_workspace, new_person, new_team


async def queued(actor: Actor, count: int) -> list[UUID]:
    made = []
    for _ in range(count):
        async with dispatcher_busy(), transaction() as session:
            made.append((await start_image(session, actor, NewImage(prompt="x"))).id)
    return made


async def shared(owner: Actor, stranger: Actor, plan: str) -> tuple[Actor, Actor]:
    """Both in one workspace on ``plan``."""
    team = await new_team(owner, plan=plan, editor=stranger)
    async with transaction() as session:
        await grant(session, team.workspace_id, 1000, key="pack")
    return team, in_workspace(stranger, team.workspace_id, "editor")


async def admitted() -> set[UUID]:
    async with transaction() as session:
        return set(await admit(session))


async def positions(ids: list[UUID]) -> list[int]:
    async with reading() as session:
        found = await queue_positions(session, ids)
    return [found[one] for one in ids]


@pytest.fixture
def server_cap(
    app: Runtime, fake_engine: FakeEngine, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> int:
    """The server runs two at once."""
    limits = replace(app.engine_config.limits, running_max=2)
    config = replace(
        app.engine_config,
        default_engine=fake_engine.name,
        local_engines={fake_engine.name: fake_engine},
        limits=limits,
    )
    substitute(monkeypatch, {EngineConfig: config}, queue=queue)
    return 2


async def test_members_take_turns_within_the_cap_of_their_workspace(
    owner: Actor, stranger: Actor, fake_engine: FakeEngine
) -> None:
    team, member = await shared(owner, stranger, "studio")
    first, second = await queued(team, 5), await queued(member, 3)
    assert await positions([*first, *second]) == [1, 3, 5, 7, 8, 2, 4, 6]
    assert await admitted() == {first[0], second[0], first[1], second[1]}
    assert await admitted() == set()
    async with transaction() as session:
        await session.execute(
            text("update generation set status = 'failed' where id = any(:ids)"),
            {"ids": [first[0], first[1]]},
        )
    assert await admitted() == {first[2], first[3]}


async def test_a_person_in_two_workspaces_has_one_turn(
    owner: Actor, stranger: Actor, server_cap: int
) -> None:
    team, _ = await shared(owner, stranger, "studio")
    own, in_team = await queued(owner, 1), await queued(team, 1)
    others = await queued(stranger, 1)
    assert await positions([*own, *in_team, *others]) == [1, 3, 2]
    assert await admitted() == {own[0], others[0]}


async def test_one_workspace_at_its_cap_does_not_hold_up_another(
    owner: Actor, stranger: Actor, fake_engine: FakeEngine
) -> None:
    team, _ = await shared(owner, stranger, "free")
    in_team, own = await queued(team, 3), await queued(owner, 2)
    assert await admitted() == {in_team[0], own[0]}


async def test_those_nearest_to_the_front_are_told(
    owner: Actor, stranger: Actor, server_cap: int, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = await new_person("third@example.com")
    await queued(stranger, 4)
    await queued(owner, 2)
    await queued(third, 1)
    monkeypatch.setattr(scheduler, "NOTIFY_MAX", 2)
    queue.events.clear()
    await admitted()
    told = [one.workspace_id for one in queue.events if isinstance(one, QueueMoved)]
    assert told == [third.workspace_id, stranger.workspace_id]


async def test_places_of_many_workspaces_are_read_at_once(owner: Actor, stranger: Actor) -> None:
    own, others = await queued(owner, 2), await queued(stranger, 1)
    async with reading() as session:
        found = await queue_positions_of_workspaces(session, [owner.workspace_id, stranger.workspace_id])
        none = await queue_positions_of_workspaces(session, [own[0]])
    expected = await positions([*own, *others])
    assert found == {
        owner.workspace_id: dict(zip(own, expected, strict=False)),
        stranger.workspace_id: {others[0]: expected[-1]},
    }
    assert none == {own[0]: {}}
