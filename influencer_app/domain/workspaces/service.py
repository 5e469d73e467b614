"""Creates workspaces, and adds and removes their members."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.accounts.service import add_person
from influencer_app.domain.workspaces.events import MembershipEnded, NotificationsSeen
from influencer_app.domain.workspaces.models import Invitation, Membership, Workspace
from influencer_app.domain.workspaces.queries import get_workspace
from influencer_app.domain.workspaces.schemas import (
    RANK,
    Actor,
    NewWorkspace,
    WorkspaceDetail,
    WorkspaceRole,
)
from influencer_app.errors import Conflict, NotAllowed, NotAMember, NotFound


async def create_account(
    session: AsyncSession,
    *,
    email: str,
    key: str,
    name: str,
    password_hash: str | None,
    plan: str = "free",
    verified: bool = False,
) -> UUID:
    """Creates a person and their personal workspace on ``plan``, and returns the person's id.

    ``verified`` says that somebody else vouches for the address. Raises ``Conflict`` if it is taken.
    """
    person = await add_person(
        session, email=email, key=key, name=name, password_hash=password_hash, verified=verified
    )
    await _add(
        session, Workspace(name=person.name, plan=plan, personal=True, personal_owner_id=person.id), person.id
    )
    return person.id


async def create_workspace(
    session: AsyncSession, person: AuthenticatedPerson, new: NewWorkspace, *, owned_max: int
) -> WorkspaceDetail:
    """A further workspace on the free plan, owned by the person.

    Raises ``Conflict`` when they own ``owned_max`` besides their personal one, also under concurrency.
    """
    await session.execute(
        text("select pg_advisory_xact_lock(hashtextextended(:key, 0))"),
        {"key": f"workspaces:{person.person_id}"},
    )
    owned = await session.scalar(
        select(func.count())
        .select_from(Membership)
        .join(Workspace, col(Workspace.id) == col(Membership.workspace_id))
        .where(
            col(Membership.person_id) == person.person_id,
            col(Membership.role) == "owner",
            col(Workspace.personal).is_(False),
        )
    )
    if (owned or 0) >= owned_max:
        raise Conflict(f"You own {owned} workspaces besides your personal one, and may not own more.")
    workspace_id = await _add(session, Workspace(name=new.name), person.person_id)
    return await get_workspace(session, person, workspace_id)


async def rename_workspace(session: AsyncSession, owner: Actor, name: str) -> None:
    """Changes the name."""
    row = await session.get_one(Workspace, owner.workspace_id)
    row.name = name
    await session.flush()


async def add_member(session: AsyncSession, workspace_id: UUID, person_id: UUID, role: WorkspaceRole) -> None:
    """Adds somebody to a workspace. ``NotFound`` without it, ``Conflict`` for members and personal ones."""
    row = await session.get(Workspace, workspace_id, with_for_update={"read": True})
    if row is None or row.deleted_at is not None:
        raise NotFound("This workspace")
    if row.personal:
        raise Conflict("A personal workspace has one member.")
    if await session.get(Membership, (workspace_id, person_id)) is not None:
        raise Conflict("They are a member already.")
    session.add(Membership(workspace_id=workspace_id, person_id=person_id, role=role))
    await session.flush()


async def change_member_role(
    session: AsyncSession, workspace_id: UUID, person_id: UUID, role: WorkspaceRole
) -> None:
    """Gives a member another role. Raises ``NotFound`` for nobody, ``Conflict`` for the last owner."""
    if role != "owner":
        await _keep_an_owner(session, workspace_id, person_id)
    changed = await session.scalar(
        update(Membership)
        .where(col(Membership.workspace_id) == workspace_id, col(Membership.person_id) == person_id)
        .values(role=role)
        .returning(col(Membership.person_id))
    )
    if changed is None:
        raise NotFound("This member")
    if role != "owner":
        await _withdraw_invitations(session, workspace_id, person_id)


async def remove_member(session: AsyncSession, workspace_id: UUID, person_id: UUID) -> None:
    """Ends a membership; what the person made stays. Raises like ``change_member_role``."""
    await _keep_an_owner(session, workspace_id, person_id)
    gone = await session.scalar(
        delete(Membership)
        .where(col(Membership.workspace_id) == workspace_id, col(Membership.person_id) == person_id)
        .returning(col(Membership.person_id))
    )
    if gone is None:
        raise NotFound("This member")
    await _withdraw_invitations(session, workspace_id, person_id)
    emit(session, MembershipEnded(workspace_id=workspace_id, person_id=person_id))


async def _withdraw_invitations(session: AsyncSession, workspace_id: UUID, person_id: UUID) -> None:
    """Links that somebody has sent who may no longer invite."""
    await session.execute(
        delete(Invitation).where(
            col(Invitation.workspace_id) == workspace_id, col(Invitation.person_id) == person_id
        )
    )


async def confirm_membership(session: AsyncSession, actor: Actor, role: WorkspaceRole) -> None:
    """Keeps the actor's membership until the commit: whoever spends credits is a member at that moment.

    Raises ``NotAMember`` if it has ended since the call began, ``NotAllowed`` below ``role``.
    """
    found = await session.scalar(
        select(col(Membership.role))
        .where(
            col(Membership.workspace_id) == actor.workspace_id,
            col(Membership.person_id) == actor.person_id,
        )
        .with_for_update(read=True, key_share=True)
    )
    if found is None:
        raise NotAMember
    if RANK[found] < RANK[role]:
        raise NotAllowed


async def mark_notifications_seen(session: AsyncSession, actor: Actor) -> datetime:
    """Marks all notifications of the workspace as read by the actor and returns the time."""
    row = await session.get(Membership, (actor.workspace_id, actor.person_id))
    if row is None:
        raise NotAMember
    row.notifications_seen_at = now()
    await session.flush()
    emit(session, NotificationsSeen(workspace_id=actor.workspace_id, person_id=actor.person_id))
    return row.notifications_seen_at


async def _add(session: AsyncSession, row: Workspace, owner_id: UUID) -> UUID:
    session.add(row)
    await session.flush()
    session.add(Membership(workspace_id=row.id, person_id=owner_id, role="owner"))
    await session.flush()
    return row.id


async def _keep_an_owner(session: AsyncSession, workspace_id: UUID, person_id: UUID) -> None:
    """Locks the owners. Raises ``Conflict`` if ``person_id`` is the only one."""
    owners = await session.scalars(
        select(col(Membership.person_id))
        .where(col(Membership.workspace_id) == workspace_id, col(Membership.role) == "owner")
        .order_by(col(Membership.person_id))
        .with_for_update()
    )
    if owners.all() == [person_id]:
        raise Conflict("A workspace needs an owner.")
