"""Deletes workspaces: their members are out at once, what they hold is erased after that."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit
from influencer_app.domain.privacy.erasures import start_workspace_erasure
from influencer_app.domain.workspaces.events import MembershipEnded
from influencer_app.domain.workspaces.models import Invitation, Membership, Workspace
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import Conflict, InvalidInput, NotAMember

HANDLE_KEPT: Final = timedelta(days=30)
"""Nobody else can take the handle of a deleted workspace for so long, so that old links do not lead to
somebody else."""

PERSONAL: Final = "Your personal workspace goes with your account. Erase that to delete it."
OTHER_NAME: Final = "Type the name of the workspace exactly as it is shown."


async def delete_workspace(session: AsyncSession, owner: Actor, typed_name: str | None = None) -> None:
    """Deletes the owner's workspace. With ``typed_name`` that has to be its name.

    Raises ``Conflict`` for a personal one, ``InvalidInput`` at ``name``.
    """
    row = await session.get(Workspace, owner.workspace_id, with_for_update={"key_share": True})
    if row is None or row.deleted_at is not None:
        raise NotAMember
    if row.personal:
        raise Conflict(PERSONAL)
    if typed_name is not None and typed_name.strip() != row.name.strip():
        raise InvalidInput.at("name", OTHER_NAME)
    await take_down(session, row.id)


async def take_down(session: AsyncSession, workspace_id: UUID, *, parent_id: UUID | None = None) -> None:
    """Ends all memberships and invitations, and begins to erase. The workspace is locked by the caller."""
    await session.execute(
        update(Workspace).where(col(Workspace.id) == workspace_id).values(deleted_at=now(), name="")
    )
    await session.execute(delete(Invitation).where(col(Invitation.workspace_id) == workspace_id))
    gone = await session.scalars(
        delete(Membership)
        .where(col(Membership.workspace_id) == workspace_id)
        .returning(col(Membership.person_id))
    )
    for person_id in gone:
        emit(session, MembershipEnded(workspace_id=workspace_id, person_id=person_id))
    await start_workspace_erasure(session, workspace_id, parent_id=parent_id)


async def lock_workspaces(session: AsyncSession, person_id: UUID) -> list[Workspace]:
    """The workspaces that the person is in, locked in the order of their ids."""
    rows = await session.scalars(
        select(Workspace)
        .join(Membership, col(Membership.workspace_id) == col(Workspace.id))
        .where(col(Membership.person_id) == person_id)
        .order_by(col(Workspace.id))
        .with_for_update(of=Workspace, key_share=True)
    )
    return list(rows)
