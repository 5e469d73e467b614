"""A bounded number of tabs load their page at once, first come, first served."""

import asyncio
from typing import Any

from reflex_base.event.processor.future import EventFuture

from influencer_app.web.reflex_compat import page_loads
from influencer_app.web.reflex_compat.page_loads import LOAD, PageLoads

EVENT = {"name": "something.else"}


class Reflex:
    """Takes events; each page load ends when it is told to."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.loads: dict[str, EventFuture] = {}

    async def take(self, sid: str, event: Any) -> None:
        self.taken.append((sid, event["name"]))
        if event["name"] == LOAD:
            self.loads[sid] = EventFuture(txid=sid)

    def loading(self, sid: str) -> list[EventFuture]:
        return [self.loads[sid]] if sid in self.loads else []

    def sids(self) -> list[str]:
        return [sid for sid, name in self.taken if name == LOAD]


async def turns() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_tabs_wait_for_each_other_in_their_order() -> None:
    reflex = Reflex()
    loads = PageLoads(2, reflex.take, reflex.loading)
    assert all(loads.keep(sid, {"name": LOAD}) for sid in "abcd")
    await turns()
    assert reflex.sids() == ["a", "b"]
    reflex.loads["b"].set_result(None)
    await turns()
    assert reflex.sids() == ["a", "b", "c"]
    reflex.loads["a"].set_exception(ValueError("of the page"))
    await turns()
    assert reflex.sids() == ["a", "b", "c", "d"]


async def test_what_a_tab_sends_meanwhile_comes_after_its_page() -> None:
    reflex = Reflex()
    loads = PageLoads(1, reflex.take, reflex.loading)
    assert not loads.keep("a", EVENT)
    assert loads.keep("a", {"name": LOAD})
    assert loads.keep("b", {"name": LOAD})
    assert loads.keep("b", EVENT)
    await turns()
    assert reflex.taken == [("a", LOAD)]
    assert not loads.keep("a", EVENT)
    reflex.loads["a"].set_result(None)
    await turns()
    assert reflex.taken == [("a", LOAD), ("b", LOAD), ("b", EVENT["name"])]


async def test_a_tab_cannot_fill_the_memory_while_it_waits(monkeypatch: Any) -> None:
    monkeypatch.setattr(page_loads, "KEPT_MAX", 3)
    reflex = Reflex()
    loads = PageLoads(1, reflex.take, reflex.loading)
    for event in ({"name": LOAD}, *[EVENT] * 9):
        assert loads.keep("a", event)
    await turns()
    assert len(reflex.taken) == 3


async def test_a_tab_that_has_left_is_passed_over() -> None:
    reflex = Reflex()
    loads = PageLoads(1, reflex.take, reflex.loading)
    for sid in "abc":
        loads.keep(sid, {"name": LOAD})
    loads.forget("b")
    await turns()
    reflex.loads["a"].set_result(None)
    await turns()
    assert reflex.sids() == ["a", "c"]


async def test_a_page_that_takes_long_gives_its_turn_away(monkeypatch: Any) -> None:
    monkeypatch.setattr(page_loads, "TURN_SECONDS", 0.01)
    reflex = Reflex()
    loads = PageLoads(1, reflex.take, reflex.loading)
    for sid in "ab":
        loads.keep(sid, {"name": LOAD})
    async with asyncio.timeout(2):
        while reflex.sids() != ["a", "b"]:  # noqa: ASYNC110  nobody is told of a turn
            await asyncio.sleep(0.005)
