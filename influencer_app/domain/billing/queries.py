"""Queries for plans and prices."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import columns
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.billing.models import Plan, Price
from influencer_app.domain.billing.schemas import PlanDetail, PriceDetail
from influencer_app.errors import NotFound


async def get_plan(session: AsyncSession, code: str) -> PlanDetail:
    """The plan, or ``NotFound``."""
    plan = await session.get(Plan, code)
    if plan is None:
        raise NotFound("This plan")
    return PlanDetail.model_validate(columns(plan))


async def list_plans(session: AsyncSession) -> list[PlanDetail]:
    """All plans in display order."""
    rows = await session.scalars(select(Plan).order_by(col(Plan.position)))
    return [PlanDetail.model_validate(columns(row)) for row in rows]


async def list_prices(session: AsyncSession) -> list[PriceDetail]:
    """The price of each kind, lowest first."""
    rows = await session.scalars(select(Price).order_by(col(Price.credits), col(Price.kind)))
    return [PriceDetail.model_validate(columns(row)) for row in rows]


async def get_price(session: AsyncSession, kind: str) -> PriceDetail:
    """The price of one output of this kind. Raises ``NotFound`` without one."""
    price = await session.get(Price, kind)
    if price is None:
        raise NotFound("A price for this")
    return PriceDetail.model_validate(columns(price))


class PlanAllowance:
    """Fills the credits' ``AllowancePort`` from the person's plan."""

    async def daily_allowance(self, session: AsyncSession, person_id: UUID) -> int:
        """Daily credits. Raises ``NotFound`` for an unknown person."""
        found = await session.scalar(
            select(col(Plan.daily_credits))
            .join(Person, col(Person.plan) == col(Plan.code))
            .where(col(Person.id) == person_id)
        )
        if found is None:
            raise NotFound("This account")
        return found
