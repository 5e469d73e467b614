"""The values that public pages show, cached while the database is unavailable."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, fields

CACHE_SECONDS = 10.0
"""How long values are shown without being loaded again."""


@dataclass(frozen=True, kw_only=True)
class KindPrice:
    """What one kind of generation costs, formatted: credits, and the seconds that they pay for or yield."""

    credits: str
    per_seconds: str = ""
    length: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """One plan, formatted. ``contact_url`` is where a paid plan is asked for; empty when nobody can be."""

    name: str
    price: str
    daily_credits: str
    images: str
    character_images: str
    running_max: str
    free: bool = False
    recommended: bool = False
    watermark: bool = False
    parallel: bool = False
    contact_url: str = ""


@dataclass(frozen=True, kw_only=True)
class LedgerExample:
    """The amounts and balances of the example ledger."""

    reserve: str
    settle: str
    release: str
    during: str
    after: str


@dataclass(frozen=True, kw_only=True)
class SiteValues:
    """Prices by kind (only those that can be made here), plans, and what follows from them."""

    prices: Mapping[str, KindPrice] = field(default_factory=dict)
    plans: tuple[PlanRow, ...] = ()
    free_daily_credits: str = ""
    ledger: LedgerExample | None = None
    makes_videos: bool = False

    def as_context(self) -> dict[str, object]:
        """The values by the names that templates use."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


NAMES = frozenset(one.name for one in fields(SiteValues))
"""The names that a template uses when it needs these values."""

Loader = Callable[[], Awaitable[SiteValues]]


class CachedValues:
    """Loads values at most every ten seconds; when that fails, the last ones are good enough."""

    def __init__(self, load: Loader | None, unavailable: tuple[type[Exception], ...] = ()) -> None:
        self._load = load
        self._unavailable = unavailable
        self._values: SiteValues | None = None
        self._expires_at = 0.0

    async def __call__(self) -> SiteValues:
        """The current or the last known values. Raises what ``load`` raises when none are known yet."""
        if self._load is None:
            return SiteValues()
        if self._values is None or time.monotonic() >= self._expires_at:
            try:
                self._values = await self._load()
            except self._unavailable:
                if self._values is None:
                    raise
            self._expires_at = time.monotonic() + CACHE_SECONDS
        return self._values
