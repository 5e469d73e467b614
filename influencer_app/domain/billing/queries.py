"""Reads plans."""

from uuid import UUID

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import table
from influencer_app.domain.billing.models import Plan
from influencer_app.domain.billing.schemas import PlanDetail
from influencer_app.domain.workspaces.models import Workspace
from influencer_app.errors import NotFound

FREE = "free"


async def get_plan(session: AsyncSession, workspace_id: UUID) -> PlanDetail:
    """The plan of a workspace as it is now. Raises ``NotFound`` without the workspace."""
    plan: Plan | None = await session.scalar(
        select(Plan)
        .join(Workspace, col(Workspace.plan) == col(Plan.code))
        .where(col(Workspace.id) == workspace_id)
    )
    if plan is None:
        raise NotFound("This workspace")
    return PlanDetail.model_validate(plan, from_attributes=True)


async def list_plans(session: AsyncSession) -> list[PlanDetail]:
    """All plans in display order."""
    rows = await session.scalars(select(Plan).order_by(col(Plan.position)))
    return [PlanDetail.model_validate(row, from_attributes=True) for row in rows]


class PlanAllowance:
    """Fills the credits' ``AllowancePort`` from the workspace's plan.

    The free plan has its allowance in personal workspaces only: whoever creates more gets no more credits.
    """

    async def daily_allowance(self, session: AsyncSession, workspace_id: UUID) -> int:
        """Daily credits. Raises ``NotFound`` for an unknown workspace."""
        found: int | None = await session.scalar(select(self.allowance_of(workspace_id)))
        if found is None:
            raise NotFound("This workspace")
        return found

    def allowance_of(self, workspace_id: UUID | ColumnElement[UUID]) -> ColumnElement[int | None]:
        """The same as part of a query: null for an unknown workspace."""
        plan, workspace = table(Plan).c, table(Workspace).c
        has_allowance = or_(workspace.personal, workspace.plan != FREE)
        return (
            select(case((has_allowance, plan.daily_credits), else_=0))
            .where(workspace.id == workspace_id, workspace.plan == plan.code)
            .scalar_subquery()
        )
