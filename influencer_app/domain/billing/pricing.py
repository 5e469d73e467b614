"""Prices of generations: the only place that decides what a request costs.

The page, REST and charging all call ``quote``, so that the price shown is the price charged.
"""

import math
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.base import table
from influencer_app.domain.billing.models import Price
from influencer_app.domain.billing.schemas import PriceDetail
from influencer_app.domain.model_catalog.queries import own_price
from influencer_app.errors import NotFound, PriceChanged

PriceKind = Literal["image", "character_image", "video", "avatar"]


@dataclass(frozen=True, slots=True)
class Quote:
    """What a request costs, in credits.

    ``unit`` is the price of one output, or of each started ``per_seconds`` of it where the price counts
    time. ``each`` is the price of one output, ``total`` that of all.
    """

    kind: str
    unit: int
    per_seconds: int | None
    each: int
    total: int


def quote(price: PriceDetail, *, count: int = 1, seconds: float = 0) -> Quote:
    """The cost of ``count`` outputs of ``seconds`` length at ``price``."""
    each = price.credits * count_spans(seconds, price.per_seconds)
    return Quote(
        kind=price.kind, unit=price.credits, per_seconds=price.per_seconds, each=each, total=each * count
    )


def check_expected(cost: Quote, expected: int | None) -> None:
    """Raises ``PriceChanged`` where ``expected`` is said and is not what all of it costs."""
    if expected is not None and expected != cost.total:
        raise PriceChanged(cost.total)


async def list_prices(session: AsyncSession, engine: str) -> list[PriceDetail]:
    """The price of each kind when ``engine`` makes it, lowest first.

    The price of the model that ``engine`` uses for a kind takes precedence over the kind's own price.
    """
    found = await session.execute(_prices(engine))
    prices = [PriceDetail.model_validate(row, from_attributes=True) for row in found]
    return sorted(prices, key=lambda price: (price.credits, price.kind))


async def get_price(session: AsyncSession, kind: PriceKind, engine: str) -> PriceDetail:
    """The price of ``kind`` when ``engine`` makes it. Raises ``NotFound`` when there is none."""
    found = await session.execute(_prices(engine).where(table(Price).c.kind == kind))
    row = found.one_or_none()
    if row is None:
        raise NotFound("A price for this")
    return PriceDetail.model_validate(row, from_attributes=True)


def _prices(engine: str) -> Select[Any]:
    """Selects the fields of the read model."""
    price = table(Price).c
    credits = func.coalesce(own_price(price.kind, engine), price.credits).label("credits")
    return select(price.kind, credits, price.per_seconds)


def count_spans(seconds: float, per_seconds: int | None) -> int:
    """Started spans of ``per_seconds``, at least one; always one when the price does not count time."""
    return max(1, math.ceil(seconds / per_seconds)) if per_seconds else 1
