"""Each tab gets one update at a time, with the latest of everything that has arrived."""

import asyncio
from collections.abc import Sequence

import pytest

from influencer_app.web.live import deliveries
from influencer_app.web.live.clients import Client, ConnectedClients
from influencer_app.web.live.deliveries import AT_ONCE, Deliveries
from influencer_app.web.live.updates import LiveUpdate, register_batch_loader, register_loader

TOPIC, OTHER = "workspace:1", "member:1:2"
NUMBER = register_loader("test", (), lambda _session, _request: asyncio.sleep(0, 0))
ROWS = register_batch_loader(
    "test", (), lambda _session, _requests: asyncio.sleep(0, []), lambda earlier, later: [*earlier, *later]
)


class Tabs:
    """Tabs whose updates take as long as they are told to."""

    def __init__(self) -> None:
        self.clients = ConnectedClients()
        self.deliveries = Deliveries(self.deliver, self.clients)
        self.given: list[tuple[str, list[LiveUpdate]]] = []
        self.ended: dict[str, asyncio.Event] = {}
        self.now = self.most = 0

    async def open(self, *tokens: str) -> None:
        for token in tokens:
            self.ended[token] = asyncio.Event()
            await self.clients.register(token, [TOPIC, OTHER])

    async def deliver(self, token: str, client: Client, updates: Sequence[LiveUpdate]) -> None:
        self.given.append((token, list(updates)))
        self.now += 1
        self.most = max(self.most, self.now)
        await self.ended[token].wait()
        self.now -= 1

    def put(self, token: str, number: int, topic: str = TOPIC) -> None:
        self.deliveries.put(token, LiveUpdate(topic, {NUMBER: number, ROWS: [number]}))

    async def settle(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)


@pytest.fixture
def tabs() -> Tabs:
    return Tabs()


async def test_what_arrives_during_an_update_becomes_one(tabs: Tabs) -> None:
    await tabs.open("a")
    tabs.put("a", 1)
    await tabs.settle()
    for number in (2, 3, 4):
        tabs.put("a", number)
    await tabs.settle()
    assert len(tabs.given) == 1
    tabs.ended["a"].set()
    await tabs.settle()
    (_, first), (_, second) = tabs.given
    assert [one.get(NUMBER) for one in (*first, *second)] == [1, 4]
    assert second[0].get(ROWS) == [2, 3, 4]


async def test_topics_of_a_tab_come_together_and_a_full_reload_stays_one(tabs: Tabs) -> None:
    await tabs.open("a")
    tabs.put("a", 1)
    tabs.put("a", 2, OTHER)
    tabs.deliveries.put("a", LiveUpdate(TOPIC, {}, full_reload=True))
    tabs.put("a", 3)
    await tabs.settle()
    ((_, updates),) = tabs.given
    assert [(one.topic, one.get(NUMBER), one.full_reload) for one in updates] == [
        (TOPIC, 3, True),
        (OTHER, 2, False),
    ]


async def test_a_topic_that_was_left_meanwhile_is_not_told(tabs: Tabs) -> None:
    await tabs.open("a", "b")
    for token in ("a", "b"):
        tabs.put(token, 1)
        tabs.put(token, 2, OTHER)
    await tabs.clients.register("a", [OTHER])
    await tabs.clients.remove("b")
    await tabs.settle()
    assert [(token, [one.topic for one in updates]) for token, updates in tabs.given] == [("a", [OTHER])]


async def test_a_bounded_number_is_updated_at_once(tabs: Tabs) -> None:
    tokens = [str(number) for number in range(3 * AT_ONCE)]
    await tabs.open(*tokens)
    for token in tokens:
        tabs.put(token, 1)
    await tabs.settle()
    assert tabs.now == AT_ONCE
    for token in tokens:
        tabs.ended[token].set()
    async with asyncio.timeout(5):
        while len(tabs.given) < len(tokens):  # noqa: ASYNC110  nobody is told of the last one
            await asyncio.sleep(0)
    assert tabs.most == AT_ONCE
    assert [token for token, _ in tabs.given] == tokens


async def test_a_tab_that_holds_up_its_update_keeps_nobody_from_theirs(
    tabs: Tabs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "HELD_UP_SECONDS", 0.01)
    slow = [str(number) for number in range(AT_ONCE)]
    await tabs.open(*slow, "quick")
    for token in (*slow, "quick"):
        tabs.put(token, 1)
    async with asyncio.timeout(5):
        while tabs.given[-1:] == [] or tabs.given[-1][0] != "quick":  # noqa: ASYNC110  as above
            await asyncio.sleep(0.005)
    await tabs.deliveries.cancel()
