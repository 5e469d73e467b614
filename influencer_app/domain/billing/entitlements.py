"""What a plan allows: the only place that decides it. Pages, REST and the pipeline read it from here."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.base import table
from influencer_app.domain.billing.models import Plan
from influencer_app.domain.workspaces.models import Workspace
from influencer_app.errors import NotAllowed, NotFound

API_NEEDS_A_PLAN = "API keys come with a paid plan."


class Entitlements(BaseModel):
    """What a workspace may do now.

    ``watermark``: results carry a visible one. ``running_max``: jobs at once. ``queue_weight``: how many of
    its jobs count as one turn of the queue. ``api_access``: API keys may be made and used.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    watermark: bool
    running_max: int
    queue_weight: int
    api_access: bool
    video_seconds_max: int
    seats_max: int


async def get_entitlements(session: AsyncSession, workspace_id: UUID) -> Entitlements:
    """What the workspace's plan allows at this moment. Raises ``NotFound`` without the workspace."""
    plan, workspace = table(Plan).c, table(Workspace).c
    asked = (
        select(*[plan[name] for name in Entitlements.model_fields])
        .join(table(Workspace), workspace.plan == plan.code)
        .where(workspace.id == workspace_id)
    )
    found = (await session.execute(asked)).one_or_none()
    if found is None:
        raise NotFound("This workspace")
    return Entitlements.model_validate(found)


async def check_api_access(session: AsyncSession, workspace_id: UUID) -> None:
    """Raises ``NotAllowed`` where the plan has no API access."""
    if not (await get_entitlements(session, workspace_id)).api_access:
        raise NotAllowed(API_NEEDS_A_PLAN)


def running_max_of(workspace_id: ColumnElement[UUID]) -> ColumnElement[int]:
    """Jobs at once, as part of a query."""
    plan, workspace = table(Plan).c, table(Workspace).c
    return (
        select(plan.running_max)
        .where(workspace.id == workspace_id, workspace.plan == plan.code)
        .scalar_subquery()
    )
