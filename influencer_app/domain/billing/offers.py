"""Lists and changes what can be bought: plans at their current prices, and packs. Prices are versioned."""

import re
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.domain.billing.models import Pack, Plan, PlanPrice
from influencer_app.domain.billing.ports import PriceToPay
from influencer_app.domain.billing.schemas import CODE, CODE_MAX, Interval, Offers, PackDetail, PlanOffer
from influencer_app.errors import InvalidInput, NotFound

PLAN_KEY, PACK_KEY = "plan", "pack"
EDITABLE = (
    "daily_credits",
    "running_max",
    "trial_days",
    "video_seconds_max",
)
"""Numbers of a plan that ``influencer plans`` sets; the flags are ``watermark`` and ``api_access``."""

FLAGS = ("watermark", "api_access")


async def list_offers(session: AsyncSession, *, buying: bool) -> Offers:
    """All plans with their current prices, and the packs on offer, in display order."""
    plans = (await session.scalars(select(Plan).order_by(col(Plan.position)))).all()
    cents = {(one.plan, one.interval): one.cents for one in await _current_prices(session)}
    packs = await session.scalars(select(Pack).where(col(Pack.offered)).order_by(col(Pack.position)))
    return Offers(
        buying=buying,
        plans=[
            PlanOffer(
                **plan.model_dump(exclude={"position"}),
                month_cents=cents.get((plan.code, "month")),
                year_cents=cents.get((plan.code, "year")),
            )
            for plan in plans
        ],
        packs=[PackDetail.model_validate(pack, from_attributes=True) for pack in packs],
    )


async def list_prices_to_pay(session: AsyncSession) -> list[PriceToPay]:
    """The current price of each plan, as the provider knows it."""
    plans = {plan.code: plan for plan in await session.scalars(select(Plan))}
    prices = await _current_prices(session)
    prices = sorted(prices, key=lambda one: (plans[one.plan].position, one.interval))
    return [plan_price_to_pay(plans[one.plan], one) for one in prices]


async def get_plan_price(session: AsyncSession, code: str, interval: Interval) -> tuple[Plan, PlanPrice]:
    """A plan and its current price. Raises ``InvalidInput`` for one that is not sold."""
    plan = await session.get(Plan, code)
    price = await session.scalar(
        select(PlanPrice).where(
            col(PlanPrice.plan) == code,
            col(PlanPrice.interval) == interval,
            col(PlanPrice.retired_at).is_(None),
        )
    )
    if plan is None or price is None:
        raise InvalidInput.at("plan", "This plan cannot be bought here.")
    return plan, price


async def get_pack(session: AsyncSession, code: str) -> Pack:
    """A pack on offer. Raises ``InvalidInput``."""
    pack = await session.get(Pack, code)
    if pack is None or not pack.offered:
        raise InvalidInput.at("pack", "This pack cannot be bought here.")
    return pack


async def find_plan_price(session: AsyncSession, key: str) -> PlanPrice | None:
    """The version of a price, current or not, that the provider knows by ``key``."""
    kind, _, name = key.partition(":")
    if kind != PLAN_KEY:
        return None
    try:
        return await session.get(PlanPrice, UUID(name))
    except ValueError:
        return None


def plan_price_to_pay(plan: Plan, price: PlanPrice) -> PriceToPay:
    """The price of a plan at the provider."""
    interval: Interval = "year" if price.interval == "year" else "month"
    return PriceToPay(f"{PLAN_KEY}:{price.id}", plan.name, price.cents, interval)


def pack_to_pay(pack: Pack) -> PriceToPay:
    """The price of a pack at the provider; another number of credits or cents is another price."""
    return PriceToPay(f"{PACK_KEY}:{pack.code}:{pack.credits}:{pack.cents}", pack.name, pack.cents)


async def set_plan_price(session: AsyncSession, code: str, interval: Interval, cents: int) -> None:
    """Sell a plan at another price from now on; with 0 no longer. Raises ``NotFound``, ``InvalidInput``."""
    plan = await session.get(Plan, code, with_for_update=True)
    if plan is None:
        raise NotFound(f"The plan {code}")
    if cents < 0:
        raise InvalidInput("A price is not below 0.")
    await session.execute(
        update(PlanPrice)
        .where(
            col(PlanPrice.plan) == code,
            col(PlanPrice.interval) == interval,
            col(PlanPrice.retired_at).is_(None),
        )
        .values(retired_at=now())
    )
    if cents:
        session.add(PlanPrice(plan=code, interval=interval, cents=cents))
    if interval == "month":
        plan.monthly_cents = cents
    await session.flush()


async def change_plan_fields(session: AsyncSession, code: str, field: str, value: int) -> None:
    """Change what a plan allows, for all who are on it. Raises ``NotFound``, ``InvalidInput``."""
    plan = await session.get(Plan, code, with_for_update=True)
    if plan is None:
        raise NotFound(f"The plan {code}")
    if field in FLAGS and value in (0, 1):
        setattr(plan, field, bool(value))
    elif field in EDITABLE and value >= (0 if field in ("daily_credits", "trial_days") else 1):
        setattr(plan, field, value)
    else:
        raise InvalidInput(
            f"{field} cannot be {value}. Fields: {', '.join((*EDITABLE, *FLAGS))} (flags 0 or 1)."
        )
    await session.flush()


async def set_pack(session: AsyncSession, code: str, name: str, credits: int, cents: int) -> None:
    """Offer a pack, or change one; with 0 credits it is no longer offered. Raises ``InvalidInput``."""
    if not re.fullmatch(CODE, code) or len(code) > CODE_MAX:
        raise InvalidInput(f"The code of a pack has up to {CODE_MAX} letters, digits, - and _.")
    pack = await session.get(Pack, code, with_for_update=True)
    if credits == 0 and pack is not None:
        pack.offered = False
    elif credits <= 0 or cents <= 0:
        raise InvalidInput("A pack has credits and a price.")
    elif pack is None:
        session.add(Pack(code=code, name=name, credits=credits, cents=cents, position=credits))
    else:
        pack.name, pack.credits, pack.cents, pack.offered = name, credits, cents, True
    await session.flush()


async def _current_prices(session: AsyncSession) -> Sequence[PlanPrice]:
    found = await session.scalars(select(PlanPrice).where(col(PlanPrice.retired_at).is_(None)))
    return found.all()
