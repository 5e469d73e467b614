"""Routes of workspaces."""

from uuid import UUID

from fastapi import APIRouter

from influencer_app.api.access import RECENT, MemberOf, OwnerOf, SignedIn
from influencer_app.api.key_scopes import scope
from influencer_app.api.pagination import Cursor, Limit
from influencer_app.api.schema import problems
from influencer_app.app_services import invitations, own_data
from influencer_app.app_services.recent_authentication import require_recent
from influencer_app.db.pages import Page
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.workspaces import queries, service
from influencer_app.domain.workspaces.invitations import withdraw_invitation as withdraw
from influencer_app.domain.workspaces.schemas import (
    InvitationDetail,
    MemberChange,
    MemberDetail,
    NewInvitation,
    NewWorkspace,
    WorkspaceChange,
    WorkspaceDetail,
)
from influencer_app.errors import NotAllowed
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/workspaces", tags=["workspaces"])


@router.get("")
@scope("read")
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


@router.patch("/{workspace_id}", responses=problems(403))
async def change_workspace(actor: OwnerOf, change: WorkspaceChange) -> WorkspaceDetail:
    """Change the name of a workspace that you own."""
    async with transaction(actor) as session:
        if change.name is not None:
            await service.rename_workspace(session, actor, change.name)
        return await queries.get_workspace(session, actor, actor.workspace_id)


@router.delete("/{workspace_id}", status_code=204, dependencies=[RECENT], responses=problems(403, 409))
async def delete_workspace(actor: OwnerOf) -> None:
    """Delete a workspace that you own, with all that it holds: its members lose it at once.

    Your personal workspace goes with your account (409).
    """
    await own_data.delete_workspace(actor)


@router.get("/{workspace_id}/members")
async def list_members(actor: MemberOf) -> list[MemberDetail]:
    """The members of one of your workspaces, in the order in which they joined."""
    async with reading(actor) as session:
        return await queries.list_members(session, actor)


@router.patch("/{workspace_id}/members/{person_id}", status_code=204, responses=problems(403, 409))
async def change_member(actor: OwnerOf, person_id: UUID, change: MemberChange) -> None:
    """Give a member another role. The last owner stays one (409); a new one wants a recent sign-in."""
    if change.role == "owner":
        require_recent(actor)
    async with transaction(actor) as session:
        await service.change_member_role(session, actor.workspace_id, person_id, change.role)


@router.delete("/{workspace_id}/members/{person_id}", status_code=204, responses=problems(403, 409))
async def remove_member(actor: MemberOf, person_id: UUID) -> None:
    """Remove a member, or leave. What they made stays; the last owner cannot leave (409)."""
    if person_id != actor.person_id and not actor.may("owner"):
        raise NotAllowed
    async with transaction(actor) as session:
        await service.remove_member(session, actor.workspace_id, person_id)


@router.get("/{workspace_id}/invitations", responses=problems(403))
async def list_invitations(actor: OwnerOf) -> list[InvitationDetail]:
    """The open invitations of a workspace that you own, newest first."""
    return await invitations.list_invitations(actor)


@router.post("/{workspace_id}/invitations", status_code=202, responses=problems(403, 409, 429))
async def invite(actor: OwnerOf, new: NewInvitation) -> InvitationDetail:
    """Invite somebody: a mail is sent to `email`; without one, pass the `url` on yourself."""
    return await invitations.invite(actor, new)


@router.delete("/{workspace_id}/invitations/{invitation_id}", status_code=204, responses=problems(403))
async def withdraw_invitation(actor: OwnerOf, invitation_id: UUID) -> None:
    """Withdraw an invitation; its link no longer works."""
    async with transaction(actor) as session:
        await withdraw(session, actor, invitation_id)


@router.get("/{workspace_id}")
@scope("read")
async def get_workspace(actor: SignedIn, workspace_id: UUID) -> WorkspaceDetail:
    """One of your workspaces."""
    async with reading(actor) as session:
        return await queries.get_workspace(session, actor, workspace_id)
