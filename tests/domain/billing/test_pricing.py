"""The one rule that turns a price into what a request costs."""

from typing import get_args

import pytest
from sqlalchemy import text

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.billing.pricing import PriceKind, get_price, list_prices, quote
from influencer_app.domain.billing.schemas import PriceDetail
from influencer_app.errors import NotFound
from influencer_app.wiring import Runtime

BY_OUTPUT = PriceDetail(kind="image", credits=5)
BY_TIME = PriceDetail(kind="avatar", credits=15, per_seconds=15)


@pytest.mark.parametrize(("count", "total"), [(1, 5), (4, 20)])
def test_outputs_are_counted(count: int, total: int) -> None:
    found = quote(BY_OUTPUT, count=count, seconds=60)
    assert (found.unit, found.each, found.total) == (5, 5, total)


@pytest.mark.parametrize(("seconds", "each"), [(0, 15), (0.5, 15), (15, 15), (15.01, 30), (44, 45)])
def test_started_spans_are_counted(seconds: float, each: int) -> None:
    found = quote(BY_TIME, seconds=seconds)
    assert (found.unit, found.per_seconds, found.each, found.total) == (15, 15, each, each)


async def test_a_new_installation_has_a_price_for_every_kind(app: Runtime) -> None:
    async with reading() as session:
        prices = await list_prices(session, "sketch")
    assert {price.kind for price in prices} == set(get_args(PriceKind))
    assert [price.credits for price in prices] == sorted(price.credits for price in prices)


async def test_a_model_in_use_may_have_a_price_of_its_own(app: Runtime) -> None:
    async with transaction() as session:
        await session.execute(
            text("update model set credits = 33 where engine = 'replicate' and kind = 'video' and enabled")
        )
    async with reading() as session:
        there = {price.kind: price.credits for price in await list_prices(session, "replicate")}
        here = {price.kind: price.credits for price in await list_prices(session, "sketch")}
        assert (await get_price(session, "video", "replicate")).credits == there["video"] == 33
    assert here["video"] == 20
    assert there == {**here, "video": 33}


async def test_a_kind_without_a_price_cannot_be_charged(app: Runtime) -> None:
    async with transaction() as session:
        await session.execute(text("delete from price where kind = 'video'"))
        with pytest.raises(NotFound, match="price"):
            await get_price(session, "video", "sketch")
