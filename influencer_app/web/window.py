"""A window on a list that is paged by keyset: a bounded number of cards, loaded again on scrolling back.

Cards are ordered newest first by their UUIDv7 ids. What is dropped above the window is remembered by the
cursor from which it can be read again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from influencer_app.db.pages import encode_cursor


class Card(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str: ...


CardT = TypeVar("CardT", bound=Card)


@dataclass(frozen=True)
class Window(Generic[CardT]):
    """``cards`` are held; ``older`` is the cursor of what lies below ("" at the end of the list), ``newer``
    those of the chunks above, the nearest last, ``start`` that of the window itself. The cursor "" is the
    start of the list."""

    cards: Sequence[CardT] = ()
    older: str = ""
    newer: tuple[str, ...] = ()
    start: str = ""

    def add_older(self, cards: Sequence[CardT], older: str, size: int, chunk: int) -> "Window[CardT]":
        """With the page below; beyond ``size`` cards, chunks of ``chunk`` cards are dropped above."""
        held = [*self.cards, *_fresh(cards, self.cards)]
        newer, start = self.newer, self.start
        while len(held) > size:
            newer, start = (*newer, start), _cursor_after(held[chunk - 1])
            held = held[chunk:]
        return Window(held, older, newer, start)

    def add_newer(self, cards: Sequence[CardT], older: str, size: int) -> "Window[CardT]":
        """With the chunk above (read from the last cursor of ``newer``); the bottom is cut at ``size``.

        Where more has been added than the chunk holds it does not reach the window, and becomes the window.
        """
        reaches = older in ("", self.start) or not cards or not self.cards or cards[-1].id <= self.cards[0].id
        if not reaches:
            return Window(list(cards), older, self.newer[:-1], self.newer[-1])
        held = [*_fresh(cards, self.cards), *self.cards]
        cut = held[:size]
        below = _cursor_after(cut[-1]) if len(held) > size else self.older
        return Window(cut, below, self.newer[:-1], self.newer[-1])

    def put(self, card: CardT) -> "Window[CardT]":
        """With ``card`` at its place by age, or changed where it is. What lies outside stays out."""
        others = [one for one in self.cards if one.id != card.id]
        is_new = len(others) == len(self.cards)
        if (
            is_new
            and self.cards
            and ((self.older and card.id < self.cards[-1].id) or (self.newer and card.id > self.cards[0].id))
        ):
            return self
        return Window(
            sorted([card, *others], key=lambda one: one.id, reverse=True), self.older, self.newer, self.start
        )

    def keep(self, cards: Sequence[CardT]) -> "Window[CardT]":
        """With these cards in place of those held, some of which may be gone."""
        return Window(cards, self.older, self.newer, self.start)


def _fresh(cards: Sequence[CardT], known: Sequence[CardT]) -> list[CardT]:
    ids = {one.id for one in known}
    return [one for one in cards if one.id not in ids]


def _cursor_after(card: Card) -> str:
    return encode_cursor(UUID(card.id))
