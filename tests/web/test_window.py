"""Long lists are held as windows: bounded, without gaps, and loaded again where one scrolls back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import event, text

from influencer_app.db.pages import decode_cursor, encode_cursor
from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.requests.cancellation import cancel_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.pages.generate import stream_state
from influencer_app.web.window import Window
from influencer_app.wiring import Runtime
from tests.web.browser import call, create, tab
from tests.web.handlers import states

SIZE, CHUNK = 6, 2


@dataclass(frozen=True)
class Card:
    id: str


def card(number: int) -> Card:
    return Card(str(UUID(int=number)))


class Listing:
    """A list by keyset, newest (the highest number) first."""

    def __init__(self, count: int) -> None:
        self.numbers = list(range(count, 0, -1))

    def page(self, cursor: str) -> tuple[list[Card], str]:
        before = decode_cursor(cursor).int if cursor else 10**9
        found = [number for number in self.numbers if number < before]
        cards = [card(number) for number in found[:CHUNK]]
        return cards, encode_cursor(UUID(cards[-1].id)) if len(found) > CHUNK else ""


def numbers(window: Window[Card]) -> list[int]:
    return [UUID(one.id).int for one in window.cards]


def opened(listing: Listing) -> Window[Card]:
    return Window(*listing.page(""))


def down(listing: Listing, window: Window[Card], times: int = 1) -> Window[Card]:
    for _ in range(times):
        window = window.add_older(*listing.page(window.older), SIZE, CHUNK)
    return window


def up(listing: Listing, window: Window[Card], times: int = 1) -> Window[Card]:
    for _ in range(times):
        window = window.add_newer(*listing.page(window.newer[-1]), SIZE)
    return window


def test_scrolling_down_holds_a_bounded_number_and_up_again_the_same() -> None:
    listing = Listing(20)
    window = down(listing, opened(listing), 9)
    assert numbers(window) == [6, 5, 4, 3, 2, 1]
    assert window.older == ""
    assert len(window.newer) == 7
    window = up(listing, window, 7)
    assert numbers(window) == [20, 19, 18, 17, 16, 15]
    assert window.newer == ()
    assert numbers(down(listing, window, 7)) == [6, 5, 4, 3, 2, 1]


def test_what_was_deleted_meanwhile_leaves_no_gap_and_no_double() -> None:
    listing = Listing(12)
    window = down(listing, opened(listing), 4)
    assert numbers(window) == [8, 7, 6, 5, 4, 3]
    listing.numbers.remove(9)
    listing.numbers.remove(8)
    window = up(listing, window.keep([one for one in window.cards if one != card(8)]), 2)
    assert numbers(window) == [12, 11, 10, 7, 6, 5]
    assert numbers(down(listing, window)) == [10, 7, 6, 5, 4, 3]


def test_what_was_added_meanwhile_is_reached_without_a_gap() -> None:
    listing = Listing(8)
    window = down(listing, opened(listing), 3)
    assert numbers(window) == [6, 5, 4, 3, 2, 1]
    listing.numbers = [11, 10, 9, *listing.numbers]
    window = up(listing, window)
    assert numbers(window) == [11, 10]
    assert numbers(down(listing, window, 2)) == [11, 10, 9, 8, 7, 6]


def test_a_new_card_finds_its_place_inside_the_window_alone() -> None:
    listing = Listing(20)
    top = opened(listing)
    assert numbers(top.put(card(21))) == [21, 20, 19]
    assert numbers(top.put(card(3))) == [20, 19]
    lower = down(listing, top, 4)
    assert numbers(lower.put(card(21))) == numbers(lower)
    assert numbers(lower.put(card(14))) == numbers(lower)
    assert numbers(Window[Card]().put(card(1))) == [1]


async def test_the_stream_is_a_window(owner: Actor) -> None:
    total = stream_state.WINDOW_SIZE + stream_state.PAGE_SIZE + 5
    for number in range(total):
        async with transaction() as session:
            await session.execute(text("update credit_account set daily = 80"))
            made = await start_image(session, owner, NewImage(prompt=f"number {number}"))
            await cancel_generation(session, owner, made.id)
    stream = (await create(owner)).stream
    seen = {one.prompt for one in stream.generations}
    while stream.older_cursor:
        await call(stream, "load_older")
        assert len(stream.generations) <= stream_state.WINDOW_SIZE
        seen |= {one.prompt for one in stream.generations}
    assert len(seen) == total
    assert stream.generations[-1].prompt == "number 0"
    while stream.newer_cursors:
        await call(stream, "load_newer")
        assert len(stream.generations) <= stream_state.WINDOW_SIZE
    assert stream.generations[0].prompt == f"number {total - 1}"
    assert stream.older_cursor


async def test_without_a_cursor_nothing_is_read(app: Runtime, owner: Actor) -> None:
    windowed = [kind for kind in states() if "older_cursor" in kind.get_fields()]
    assert len(windowed) == 6
    for kind in windowed:
        state = await tab(kind, owner)
        await call(state, "load_older")
        statements: list[str] = []

        def record(*given: Any, into: list[str] = statements) -> None:
            into.append(given[2])

        event.listen(app.database.engine.sync_engine, "before_cursor_execute", record)
        await call(state, "load_older")
        await call(state, "load_newer")
        event.remove(app.database.engine.sync_engine, "before_cursor_execute", record)
        assert statements == [], kind
