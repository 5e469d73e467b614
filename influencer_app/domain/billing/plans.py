"""Puts workspaces on plans."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.billing.models import Plan
from influencer_app.domain.credits.service import follow_plan
from influencer_app.domain.workspaces.models import Workspace
from influencer_app.errors import NotFound


async def set_plan(session: AsyncSession, workspace_id: UUID, code: str) -> str:
    """Changes the plan and returns its name; it counts from the next request on, its daily credits at once.

    Raises ``NotFound`` for an unknown workspace or plan.
    """
    plan = await session.get(Plan, code)
    if plan is None:
        raise NotFound(f"The plan {code}")
    workspace = await session.get(Workspace, workspace_id, with_for_update={"key_share": True})
    if workspace is None:
        raise NotFound("This workspace")
    workspace.plan = plan.code
    await session.flush()
    await follow_plan(session, workspace_id)
    return plan.name
