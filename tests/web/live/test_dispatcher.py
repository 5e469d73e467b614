"""Events become updates for the clients of their topic, with one read for all of them."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from influencer_app.db.base import now
from influencer_app.db.outbox import member_topic, person_topic, workspace_topic
from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.events import SessionEnded
from influencer_app.domain.credits.service import grant
from influencer_app.domain.generation.requests.cancellation import cancel_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.domain.workspaces.service import remove_member
from influencer_app.integrations.live.redis import PROCESS_TOPIC, channel_of
from influencer_app.web.live import deliveries, dispatcher, retries
from influencer_app.web.live.clients import Client, ConnectedClients
from influencer_app.web.live.control import Departure
from influencer_app.web.live.dispatcher import LiveDispatcher
from influencer_app.web.live.updates import LiveUpdate, Pending, read_updates
from influencer_app.web.live_loaders.credits import BALANCE
from influencer_app.web.live_loaders.generations import CHANGED_GENERATIONS, RUNNING_GENERATIONS
from influencer_app.wiring import Runtime, runtime
from tests.support import in_workspace, new_team
from tests.web.browser import call, create, deliver, event, hear


class Tabs:
    """Connected tabs of this process, and the updates that they were given."""

    def __init__(self) -> None:
        self.connected: set[str] = set()
        self.clients = ConnectedClients()
        self.given: asyncio.Queue[tuple[str, LiveUpdate]] = asyncio.Queue()
        self.dismissed: asyncio.Queue[Departure] = asyncio.Queue()

    async def open(self, token: str, actor: Actor) -> None:
        self.connected.add(token)
        await self.clients.register(token, [workspace_topic(actor.workspace_id)])

    async def deliver(self, token: str, client: Client, updates: Sequence[LiveUpdate]) -> None:
        for update in updates:
            self.given.put_nowait((token, update))

    async def dismiss(self, departure: Departure) -> None:
        self.dismissed.put_nowait(departure)

    async def next(self) -> tuple[str, LiveUpdate]:
        return await asyncio.wait_for(self.given.get(), 5)


async def subscribers(topic: str) -> int:
    count: int = (await runtime().redis.pubsub_numsub(channel_of(topic)))[0][1]
    return count


async def wait_for_subscribers(topic: str, wanted: int) -> None:
    async with asyncio.timeout(5):
        while await subscribers(topic) != wanted:  # noqa: ASYNC110  (Redis announces it to nobody)
            await asyncio.sleep(0.005)


@asynccontextmanager
async def dispatching(own: Tabs) -> AsyncIterator[None]:
    before = await subscribers(PROCESS_TOPIC)
    dispatcher = LiveDispatcher(own.deliver, own.dismiss, lambda token: token in own.connected, own.clients)
    task = asyncio.create_task(dispatcher.run())
    await wait_for_subscribers(PROCESS_TOPIC, before + 1)
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_persons_tabs_hear_and_a_strangers_do_not(
    app: Runtime, owner: Actor, stranger: Actor
) -> None:
    own = Tabs()
    async with dispatching(own):
        await own.open("a", owner)
        await own.open("b", owner)
        await own.open("c", stranger)
        async with transaction() as session:
            made = await start_image(session, owner, NewImage(prompt="x"))
        heard = [await own.next(), await own.next()]
    assert {token for token, _ in heard} == {"a", "b"}
    assert heard[0][1] is heard[1][1]
    update = heard[0][1]
    balance, running = update.get(BALANCE), update.get(RUNNING_GENERATIONS)
    assert balance is not None
    assert balance.available == 75
    assert [str(one.id) for one in running or []] == [str(made.id)]
    assert own.given.empty()


async def test_two_processes_each_tell_their_own_tabs(app: Runtime, owner: Actor) -> None:
    first, second = Tabs(), Tabs()
    async with dispatching(first), dispatching(second):
        await first.open("a", owner)
        await second.open("b", owner)
        async with transaction() as session:
            await grant(session, owner.workspace_id, 10, key="one")
        assert (await first.next())[0] == "a"
        assert (await second.next())[0] == "b"


async def test_a_topic_is_subscribed_with_its_first_client_and_left_with_its_last(
    app: Runtime, owner: Actor, stranger: Actor
) -> None:
    own = Tabs()
    topic = workspace_topic(owner.workspace_id)
    async with dispatching(own):
        assert await subscribers(topic) == 0
        await own.open("a", owner)
        await own.open("b", owner)
        assert await subscribers(topic) == 1
        assert await subscribers(workspace_topic(stranger.workspace_id)) == 0
        own.connected = {"b"}
        async with transaction() as session:
            await grant(session, owner.workspace_id, 10, key="one")
        assert (await own.next())[0] == "b"
        own.connected = set()
        async with transaction() as session:
            await grant(session, owner.workspace_id, 10, key="two")
        await wait_for_subscribers(topic, 0)
        await own.open("c", owner)
        async with transaction() as session:
            await grant(session, owner.workspace_id, 10, key="three")
        token, update = await own.next()
    balance = update.get(BALANCE)
    assert balance is not None
    assert (token, balance.bought) == ("c", 30)


async def test_a_tab_that_changes_hands_follows_one_person(
    app: Runtime, owner: Actor, stranger: Actor
) -> None:
    own = Tabs()
    async with dispatching(own):
        await own.open("a", owner)
        await own.open("a", stranger)
        await wait_for_subscribers(workspace_topic(owner.workspace_id), 0)
        assert await own.clients.connected(workspace_topic(owner.workspace_id), {"a"}.__contains__) == {}


async def test_an_end_is_told_as_one(app: Runtime, owner: Actor) -> None:
    own = Tabs()
    async with dispatching(own):
        await own.open("a", owner)
        async with transaction() as session:
            made = await start_image(session, owner, NewImage(prompt="x"))
        await own.next()
        async with transaction() as session:
            await cancel_generation(session, owner, made.id)
        _, update = await own.next()
    changed = update.get(CHANGED_GENERATIONS)
    assert changed is not None
    assert changed.ended == {str(made.id)}
    assert update.get(RUNNING_GENERATIONS) == []


async def test_a_lost_connection_is_made_again_and_everything_is_read_anew(
    app: Runtime, owner: Actor
) -> None:
    own = Tabs()
    async with dispatching(own):
        await own.open("a", owner)
        await runtime().redis.client_kill_filter(_type="pubsub")
        _, update = await own.next()
        assert update.full_reload
        async with transaction() as session:
            await grant(session, owner.workspace_id, 10, key="one")
        _, update = await own.next()
    balance = update.get(BALANCE)
    assert balance is not None
    assert balance.bought == 10


@pytest.mark.parametrize(("failures", "full_reload"), [(1, False), (3, True)])
async def test_an_update_survives_reads_that_fail(
    app: Runtime, owner: Actor, monkeypatch: pytest.MonkeyPatch, failures: int, full_reload: bool
) -> None:
    tries = 0

    async def failing(pending: Mapping[str, Pending]) -> dict[str, LiveUpdate]:
        nonlocal tries
        tries += 1
        if tries <= failures:
            raise OperationalError("select 1", {}, RuntimeError("the server went away"))
        return await read_updates(pending)

    monkeypatch.setattr(dispatcher, "read_updates", failing)
    monkeypatch.setattr(retries, "RETRY_SECONDS", (0.01, 0.01))
    own = Tabs()
    async with dispatching(own):
        await own.open("a", owner)
        async with transaction() as session:
            await grant(session, owner.workspace_id, 10, key="one")
        _, update = await own.next()
    balance = update.get(BALANCE)
    assert balance is not None
    assert (balance.bought, tries, update.full_reload) == (10, failures + 1, full_reload)
    assert own.given.empty()


async def test_a_delivery_that_fails_is_tried_again(
    app: Runtime, owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "RETRY_SECONDS", (0.01, 0.01))
    own = Tabs()
    given: list[str] = []

    async def lame(token: str, client: Client, updates: Sequence[LiveUpdate]) -> None:
        given.append(token)
        if given.count(token) == 1:
            raise ConnectionResetError
        await Tabs.deliver(own, token, client, updates)

    monkeypatch.setattr(own, "deliver", lame)
    async with dispatching(own):
        await own.open("a", owner)
        async with transaction() as session:
            await grant(session, owner.workspace_id, 10, key="one")
        await own.next()
    assert given == ["a", "a"]


async def test_a_signed_out_browser_hears_nothing_more(owner: Actor) -> None:
    clients = ConnectedClients()
    topic = workspace_topic(owner.workspace_id)
    await clients.register("here", [topic], (), owner.person_id)
    await clients.register("there", [topic], (), None)
    await clients.remove_session(owner.person_id)
    assert set(await clients.connected(topic, {"here", "there"}.__contains__)) == {"there"}


@pytest.mark.parametrize("elsewhere", [True, False])
async def test_ending_a_session_disconnects_its_tabs(app: Runtime, owner: Actor, elsewhere: bool) -> None:
    """And sends them to sign in, except the one that signs out by itself."""
    own = Tabs()
    topic = person_topic(owner.person_id)
    async with dispatching(own):
        await own.clients.register("a", [topic], (), owner.person_id)
        own.connected = {"a"}
        ended = SessionEnded(person_id=owner.person_id, session_id=owner.person_id, elsewhere=elsewhere)
        await runtime().events.publish([ended])
        await wait_for_subscribers(topic, 0)
    assert own.given.empty()
    assert own.dismissed.qsize() == (1 if elsewhere else 0)


async def test_a_session_that_has_come_to_its_end_hears_nothing_more(app: Runtime, owner: Actor) -> None:
    own = Tabs()
    topic = workspace_topic(owner.workspace_id)
    async with dispatching(own):
        for token, ends_at in (("over", now()), ("open", now() + timedelta(hours=1))):
            own.connected.add(token)
            await own.clients.register(token, [topic], (), owner.person_id, ends_at)
        async with transaction() as session:
            await grant(session, owner.workspace_id, 10, key="one")
        assert (await own.next())[0] == "open"
        gone = await asyncio.wait_for(own.dismissed.get(), 5)
    assert gone == Departure(["over"], "session_ended")
    assert own.given.empty()


async def test_a_removed_member_hears_nothing_more_and_their_tabs_are_closed(
    app: Runtime, owner: Actor, stranger: Actor
) -> None:
    team = await new_team(owner, editor=stranger)
    member = in_workspace(stranger, team.workspace_id, "editor")
    own = Tabs()
    async with dispatching(own):
        for token, actor in (("owner", team), ("member", member), ("elsewhere", stranger)):
            own.connected.add(token)
            topics = workspace_topic(actor.workspace_id), member_topic(actor.workspace_id, actor.person_id)
            await own.clients.register(token, topics)
        async with transaction() as session:
            await remove_member(session, team.workspace_id, stranger.person_id)
            await grant(session, team.workspace_id, 10, key="one")
            await grant(session, stranger.workspace_id, 10, key="two")
        heard = {(await own.next())[0], (await own.next())[0]}
        gone = await asyncio.wait_for(own.dismissed.get(), 5)
        assert gone == Departure(["member"], "membership_ended")
    assert heard == {"owner", "elsewhere"}
    assert own.given.empty()
    assert own.dismissed.empty()


async def test_a_page_follows_the_news(app: Runtime, owner: Actor) -> None:
    state = await create(owner)
    own = Tabs()
    async with dispatching(own):
        await own.open("a", owner)
        async with transaction() as session:
            made = await start_image(session, owner, NewImage(prompt="from elsewhere"))
        await deliver(state.page, (await own.next())[1])
        assert [(one.kind, one.prompt) for one in state.shell.running] == [("running", "from elsewhere")]
        async with transaction() as session:
            await cancel_generation(session, owner, made.id)
        await deliver(state.page, (await own.next())[1])
    assert state.shell.running == []
    assert [(one.kind, one.problem) for one in state.stream.generations] == [
        ("ended", "Canceled. 5 credits refunded.")
    ]


async def test_what_ended_unheard_is_read_anew(app: Runtime, owner: Actor) -> None:
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="x"))
    state = await create(owner)
    assert len(state.shell.running) == 1
    async with transaction() as session:
        await cancel_generation(session, owner, made.id)
    await hear(state.page, owner, event(owner, "credits_changed"))
    assert state.shell.running == []
    assert [one.kind for one in state.stream.generations] == ["ended"]


async def test_everything_is_read_anew_at_a_full_reload(app: Runtime, owner: Actor) -> None:
    state = await create(owner)
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="x"))
        await cancel_generation(session, owner, made.id)
        await grant(session, owner.workspace_id, 10, key="one")
    await hear(state.page, owner, full_reload=True)
    assert state.shell.available == state.composer.available == 90
    assert [one.kind for one in state.stream.generations] == ["ended"]
    assert [one.title for one in state.shell.notifications] == ["Canceled"]
    await call(state.page, "load")
    assert [one.title for one in state.shell.notifications] == ["Canceled"]
