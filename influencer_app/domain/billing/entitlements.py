"""Decides what a plan allows, here only. Pages, REST and the pipeline read it from here."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.base import table
from influencer_app.domain.billing.models import Plan
from influencer_app.domain.workspaces.models import Workspace
from influencer_app.errors import NotFound


class Entitlements(BaseModel):
    """What a workspace may do now.

    ``plan`` is its code. ``watermark``: results carry a visible one. ``running_max``: jobs at once.
    ``api_access``: API keys may be made and used. ``video_seconds_max``: how long a talking video may be.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    plan: str
    watermark: bool
    running_max: int
    api_access: bool
    video_seconds_max: int


async def get_entitlements(session: AsyncSession, workspace_id: UUID) -> Entitlements:
    """What the workspace's plan allows at this moment. Raises ``NotFound`` without the workspace."""
    plan, workspace = table(Plan).c, table(Workspace).c
    asked = (
        select(plan.code.label("plan"), *[plan[name] for name in Entitlements.model_fields if name != "plan"])
        .join(table(Workspace), workspace.plan == plan.code)
        .where(workspace.id == workspace_id)
    )
    found = (await session.execute(asked)).one_or_none()
    if found is None:
        raise NotFound("This workspace")
    return Entitlements.model_validate(found)


class PlanApiAccess:
    """Implements ``ApiEntitlement`` where plans are sold: the plan says it."""

    async def may_use_api(self, session: AsyncSession, workspace_id: UUID) -> bool:
        """See the port."""
        return (await get_entitlements(session, workspace_id)).api_access
