"""Rows of many topics are read together, and what two updates hold becomes one."""

import inspect
import re
from uuid import UUID

import pytest
from sqlalchemy import event as sqlalchemy_event

from influencer_app.db.outbox import workspace_topic
from influencer_app.db.transaction import reading, transaction
from influencer_app.discovery import all_subclasses
from influencer_app.domain.credits.events import CreditsChanged
from influencer_app.domain.generation.events import GenerationProgressed, QueueMoved
from influencer_app.domain.generation.queries import list_running
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import GenerationDetail, NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.integrations.live.redis import ReceivedEvent
from influencer_app.web.cards.generation import generation_card, move_in_queue
from influencer_app.web.live.clients import ConnectedClients
from influencer_app.web.live.updates import Pending, read_update, read_updates
from influencer_app.web.live_loaders.credits import BALANCE
from influencer_app.web.live_loaders.generations import (
    CHANGED_GENERATIONS,
    QUEUE_POSITIONS,
    RUNNING_GENERATIONS,
)
from influencer_app.web.page_state import PageState
from influencer_app.wiring import Runtime
from tests.fake_engine import dispatcher_busy
from tests.support import new_person
from tests.web.browser import create, event, hear, progressed


@pytest.fixture
def statements(app: Runtime) -> list[str]:
    """The SQL that is sent from now on."""
    sent: list[str] = []
    engine = app.database.engine.sync_engine
    sqlalchemy_event.listen(
        engine, "before_cursor_execute", lambda _connection, _cursor, sql, *_: sent.append(sql)
    )
    return sent


async def start(actor: Actor, prompt: str = "x") -> GenerationDetail:
    async with dispatcher_busy(), transaction() as session:
        return await start_image(session, actor, NewImage(prompt=prompt))


async def running(actor: Actor) -> list[GenerationDetail]:
    async with reading() as session:
        return await list_running(session, actor)


async def people(count: int) -> list[Actor]:
    made = [await new_person(f"{number}@example.com") for number in range(count)]
    for actor in made:
        await start(actor)
    return made


def pending(actors: list[Actor], name: str) -> dict[str, Pending]:
    topics = [workspace_topic(actor.workspace_id) for actor in actors]
    return {topic: Pending([ReceivedEvent(name, topic, {})]) for topic in topics}


@pytest.mark.parametrize("name", [QueueMoved.name, CreditsChanged.name])
async def test_many_topics_cost_as_many_statements_as_one(
    app: Runtime, statements: list[str], name: str
) -> None:
    actors = await people(5)
    sent = []
    for those in (actors[:1], actors):
        statements.clear()
        await read_updates(pending(those, name))
        sent.append(len(statements))
    assert sent[0] == sent[1]


async def test_each_topic_gets_what_is_its_own(app: Runtime) -> None:
    actors = await people(3)
    ended = await start(actors[0], "second")
    asked = pending(actors, CreditsChanged.name)
    for topic, one in asked.items():
        one.add(ReceivedEvent(GenerationProgressed.name, topic, {"generation_id": str(ended.id)}))
        one.add(ReceivedEvent(QueueMoved.name, topic, {}))
    found = await read_updates(asked)
    first, second, third = (found[workspace_topic(actor.workspace_id)] for actor in actors)
    for actor, update in zip(actors, (first, second, third), strict=True):
        own = await running(actor)
        assert update.get(RUNNING_GENERATIONS) == own
        assert update.get(QUEUE_POSITIONS) == {str(one.id): one.queue_position for one in own}
        assert update == await read_update(update.topic, asked[update.topic])
    balances = [update.get(BALANCE) for update in (first, second, third)]
    assert [one and one.available for one in balances] == [70, 75, 75]
    changed = [update.get(CHANGED_GENERATIONS) for update in (first, second, third)]
    assert [list((one.found if one else {}).values()) for one in changed] == [
        [own for own in await running(actors[0]) if own.id == ended.id],
        [None],
        [None],
    ]


async def test_of_two_updates_the_later_row_wins(app: Runtime, owner: Actor) -> None:
    one, other = await start(owner), await start(owner)
    topic = workspace_topic(owner.workspace_id)
    earlier = await read_update(topic, Pending([progressed(owner, one.id)]))
    later = await read_update(topic, Pending([progressed(owner, other.id), event(owner, "credits_changed")]))
    both = earlier.merge(later)
    changed = both.get(CHANGED_GENERATIONS)
    assert changed is not None
    assert list(changed.found) == [str(one.id), str(other.id)]
    assert both.get(BALANCE) is later.get(BALANCE)
    assert both.get(RUNNING_GENERATIONS) is later.get(RUNNING_GENERATIONS)


async def test_a_waiting_card_moves_to_its_place(app: Runtime, owner: Actor, stranger: Actor) -> None:
    before = await start(stranger)
    waiting = await start(owner)
    state = await create(owner)
    assert [card.queue_position for card in state.shell.running] == ["2"]
    async with transaction() as session:
        connection = await session.connection()
        await connection.exec_driver_sql(
            "update generation set status = 'canceled', finished_at = now() where id = %s", (before.id,)
        )
    await hear(state.page, owner, event(owner, "queue_moved"))
    (moved,) = state.shell.running
    assert moved == generation_card((await running(owner))[0], {})
    assert (moved.queue_position, moved.status_text) == ("1", "1st in line")
    assert move_in_queue(moved, None) is moved
    assert moved.id == str(waiting.id)


def test_states_name_the_loaders_that_they_ask_for() -> None:
    """`_apply_update` is not called for an update without one of them."""
    for kind in all_subclasses(PageState):
        names = set(re.findall(r"update\.get\((\w+)\)", inspect.getsource(kind)))
        assert {vars(inspect.getmodule(kind))[name] for name in names} == kind._loaders, kind


async def test_an_event_asks_about_the_clients_of_its_topic_alone() -> None:
    clients = ConnectedClients()
    session_id, asked = UUID(int=1), []
    for number in range(100):
        await clients.register(f"tab {number}", [f"topic {number % 50}"], (), session_id)

    def has_socket(token: str) -> bool:
        asked.append(token)
        return token != "tab 53"

    assert list(await clients.connected("topic 3", has_socket)) == ["tab 3"]
    assert sorted(asked) == ["tab 3", "tab 53"]
    assert sorted(await clients.remove_session(session_id)) == sorted(
        f"tab {number}" for number in range(100) if number != 53
    )
    assert clients.topics() == []
    assert await clients.remove_session(session_id) == []
