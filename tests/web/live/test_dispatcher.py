"""Events become update for the open tabs of that person, with one reading for all of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.credits.service import grant
from influencer_app.domain.generation.requests.images import cancel_generation, start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.integrations.live.redis import CHANNEL
from influencer_app.web.live.clients import ConnectedClients
from influencer_app.web.live.dispatcher import LiveDispatcher
from influencer_app.web.live.updates import LiveUpdate, Pending, read_update
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.wiring import Runtime, runtime
from tests.web.browser import call, tab


class Tabs:
    """Connected tabs of this process, and what they were told."""

    def __init__(self) -> None:
        self.connected: set[str] = set()
        self.known = ConnectedClients()
        self.told: asyncio.Queue[tuple[str, LiveUpdate]] = asyncio.Queue()

    async def deliver(self, token: str, shows: object, update: LiveUpdate) -> None:
        self.told.put_nowait((token, update))

    async def next(self) -> tuple[str, LiveUpdate]:
        return await asyncio.wait_for(self.told.get(), 5)


@asynccontextmanager
async def relaying(own: Tabs) -> AsyncIterator[None]:
    before = (await runtime().redis.pubsub_numsub(CHANNEL))[0][1]
    task = asyncio.create_task(LiveDispatcher(own.deliver, lambda: own.connected, own.known).run())
    while (await runtime().redis.pubsub_numsub(CHANNEL))[0][1] == before:  # noqa: ASYNC110  (nothing tells it)
        await asyncio.sleep(0.005)
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_persons_tabs_hear_and_a_strangers_do_not(
    app: Runtime, owner: Actor, stranger: Actor
) -> None:
    own = Tabs()
    own.connected = {"a", "b", "c"}
    own.known.remember(owner.person_id, "a")
    own.known.remember(owner.person_id, "b")
    own.known.remember(stranger.person_id, "c")
    async with relaying(own):
        async with transaction() as session:
            made = await start_image(session, owner, NewImage(prompt="x"))
        heard = [await own.next(), await own.next()]
    assert {token for token, _ in heard} == {"a", "b"}
    assert heard[0][1] is heard[1][1]
    update = heard[0][1]
    assert update.balance.available == 75
    assert [str(one.id) for one in update.running] == [str(made.id)]
    assert own.told.empty()


async def test_two_processes_each_tell_their_own_tabs(app: Runtime, owner: Actor) -> None:
    first, second = Tabs(), Tabs()
    first.connected, second.connected = {"a"}, {"b"}
    first.known.remember(owner.person_id, "a")
    second.known.remember(owner.person_id, "b")
    async with relaying(first), relaying(second):
        async with transaction() as session:
            await grant(session, owner.person_id, 10, key="one")
        assert (await first.next())[0] == "a"
        assert (await second.next())[0] == "b"


async def test_a_tab_that_has_gone_is_forgotten(app: Runtime, owner: Actor) -> None:
    own = Tabs()
    own.known.remember(owner.person_id, "gone")
    async with relaying(own):
        async with transaction() as session:
            await grant(session, owner.person_id, 10, key="one")
        own.known.remember(owner.person_id, "here")
        own.connected = {"here"}
        async with transaction() as session:
            await grant(session, owner.person_id, 10, key="two")
        token, update = await own.next()
    assert (token, update.balance.bought) == ("here", 20)


async def test_an_end_is_told_as_one(app: Runtime, owner: Actor) -> None:
    own = Tabs()
    own.connected = {"a"}
    own.known.remember(owner.person_id, "a")
    async with relaying(own):
        async with transaction() as session:
            made = await start_image(session, owner, NewImage(prompt="x"))
        await own.next()
        async with transaction() as session:
            await cancel_generation(session, owner, made.id)
        _, update = await own.next()
    assert update.ended == {str(made.id)}
    assert update.running == []


async def test_a_lost_connection_is_made_again_and_everything_is_read_anew(
    app: Runtime, owner: Actor
) -> None:
    own = Tabs()
    own.connected = {"a"}
    own.known.remember(owner.person_id, "a")
    async with relaying(own):
        await runtime().redis.client_kill_filter(_type="pubsub")
        _, update = await own.next()
        assert update.everything
        async with transaction() as session:
            await grant(session, owner.person_id, 10, key="one")
        _, update = await own.next()
    assert update.balance.bought == 10


async def test_a_page_follows_the_update(app: Runtime, owner: Actor) -> None:
    state = await tab(GenerateState, owner, "/dashboard/generate")
    await call(state, "load")
    own = Tabs()
    token = state.router.session.client_token
    own.connected = {token}
    own.known.remember(owner.person_id, token)
    async with relaying(own):
        async with transaction() as session:
            made = await start_image(session, owner, NewImage(prompt="from elsewhere"))
        await state._apply_update((await own.next())[1])
        assert [(card.kind, card.prompt) for card in state.running] == [("queued", "from elsewhere")]
        async with transaction() as session:
            await cancel_generation(session, owner, made.id)
        await state._apply_update((await own.next())[1])
    assert state.running == []
    assert [(card.kind, card.problem) for card in state.generations] == [
        ("ended", "Canceled. 5 credits are back.")
    ]


async def test_what_ended_unheard_is_read_anew(app: Runtime, owner: Actor) -> None:
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="x"))
    state = await tab(GenerateState, owner, "/dashboard/generate")
    await call(state, "load")
    assert len(state.running) == 1
    async with transaction() as session:
        await cancel_generation(session, owner, made.id)
    update = await read_update(owner.person_id, Pending({"credits_changed"}))
    assert update.generations == {}
    await state._apply_update(update)
    assert state.running == []
    assert [card.kind for card in state.generations] == ["ended"]
