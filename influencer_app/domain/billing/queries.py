"""Reads plans."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.domain.accounts.models import Person
from influencer_app.domain.billing.models import Plan
from influencer_app.domain.billing.schemas import PlanDetail
from influencer_app.errors import NotFound


async def get_plan(session: AsyncSession, person_id: UUID) -> PlanDetail:
    """The plan of this person as it is now. Raises ``NotFound`` for nobody."""
    plan: Plan | None = await session.scalar(
        select(Plan).join(Person, col(Person.plan) == col(Plan.code)).where(col(Person.id) == person_id)
    )
    if plan is None:
        raise NotFound("This account")
    return PlanDetail.model_validate(plan, from_attributes=True)


async def list_plans(session: AsyncSession) -> list[PlanDetail]:
    """All plans in display order."""
    rows = await session.scalars(select(Plan).order_by(col(Plan.position)))
    return [PlanDetail.model_validate(row, from_attributes=True) for row in rows]


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
