"""The numbers that static pages show: asked for seldom, and remembered while the database is away."""

import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from influencer_app.web.middleware.filling import Rows, Values

SECONDS = 10.0
"""How long numbers are shown without asking again."""

NEEDED = re.compile(r'data-(?:fill|each|when)="(?:plan|price|makes)')


@dataclass(frozen=True)
class Figures:
    """Single values such as ``{"price.image": "5"}``, and rows such as ``{"plans": [...]}``."""

    values: Values = field(default_factory=dict)
    rows: Rows = field(default_factory=dict)


Ask = Callable[[], Awaitable[Figures]]


class Remembered:
    """Asks at most every ten seconds. When asking fails, what was known before is good enough."""

    def __init__(self, ask: Ask | None, away: tuple[type[Exception], ...] = ()) -> None:
        self._ask = ask
        self._away = away
        self._known: Figures | None = None
        self._until = 0.0

    async def __call__(self) -> Figures:
        """The numbers of now or of before. Raises what ``ask`` raises when nothing is known yet."""
        if self._ask is None:
            return Figures()
        if time.monotonic() >= self._until:
            try:
                self._known = await self._ask()
            except self._away:
                if self._known is None:
                    raise
            self._until = time.monotonic() + SECONDS
        return self._known or Figures()


def needs_figures(page: str) -> bool:
    """Whether a page shows any of them; the others are sent without asking."""
    return NEEDED.search(page) is not None
