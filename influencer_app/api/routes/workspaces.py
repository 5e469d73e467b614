"""Routes of workspaces."""

from uuid import UUID

from fastapi import APIRouter

from influencer_app.api.access import SignedIn
from influencer_app.api.pagination import Cursor, Limit
from influencer_app.api.schema import problems
from influencer_app.db.pages import Page
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.workspaces import queries, service
from influencer_app.domain.workspaces.schemas import NewWorkspace, WorkspaceDetail
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/workspaces", tags=["workspaces"])


@router.get("")
async def list_workspaces(actor: SignedIn, cursor: Cursor = None, limit: Limit = 24) -> Page[WorkspaceDetail]:
    """Your workspaces, newest first."""
    async with reading(actor) as session:
        return await queries.list_workspaces(session, actor, cursor, limit)


@router.post("", status_code=201, responses=problems(409))
async def create_workspace(actor: SignedIn, new: NewWorkspace) -> WorkspaceDetail:
    """Create a workspace on the free plan, of which you are the owner. 409 when you own too many."""
    owned_max = runtime().settings.workspaces_owned_max
    async with transaction(actor) as session:
        return await service.create_workspace(session, actor, new, owned_max=owned_max)


@router.get("/{workspace_id}")
async def get_workspace(actor: SignedIn, workspace_id: UUID) -> WorkspaceDetail:
    """One of your workspaces."""
    async with reading(actor) as session:
        return await queries.get_workspace(session, actor, workspace_id)
