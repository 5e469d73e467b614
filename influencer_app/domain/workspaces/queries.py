"""Queries for workspaces, limited to their members."""

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.pages import LIMIT_DEFAULT, Page, decode_cursor, encode_cursor
from influencer_app.domain.accounts.models import Person, SignInSession
from influencer_app.domain.accounts.queries import get_person
from influencer_app.domain.accounts.schemas import AuthenticatedPerson, StaffRole
from influencer_app.domain.workspaces.models import Membership, Workspace
from influencer_app.domain.workspaces.schemas import (
    Actor,
    MemberDetail,
    MemberScope,
    UserDetail,
    WorkspaceDetail,
    WorkspacePlace,
    WorkspaceRole,
    WorkspaceScope,
)
from influencer_app.errors import NotAMember, NotFound

MEMBERS_MAX = 200


async def find_actor(session: AsyncSession, session_id: UUID, idle: timedelta) -> Actor | None:
    """The person of a session in their personal workspace.

    None if the session has ended, or was not used for ``idle``.
    """
    found = await session.execute(
        select(
            col(Person.id),
            col(Person.role),
            col(Workspace.id),
            func.least(col(SignInSession.expires_at), col(SignInSession.last_seen_at) + idle),
            col(SignInSession.authenticated_at),
            col(SignInSession.second_factor),
        )
        .join(SignInSession, col(SignInSession.person_id) == col(Person.id))
        .join(Workspace, col(Workspace.personal_owner_id) == col(Person.id))
        .where(
            col(SignInSession.id) == session_id,
            col(SignInSession.revoked_at).is_(None),
            col(SignInSession.expires_at) > now(),
            col(SignInSession.last_seen_at) > now() - idle,
        )
    )
    row = found.first()
    if row is None:
        return None
    person_id, staff_role, workspace_id, expires_at, authenticated_at, second_factor = row
    return Actor(
        person_id=person_id,
        staff_role=cast("StaffRole", staff_role if second_factor else "member"),
        held=staff_role != "member" and not second_factor,
        session_id=session_id,
        expires_at=expires_at,
        authenticated_at=authenticated_at,
        workspace_id=workspace_id,
        role="owner",
    )


async def get_member(session: AsyncSession, person: AuthenticatedPerson, workspace_id: UUID) -> Actor:
    """The person in a workspace, with their role there as it is now. ``NotAMember`` otherwise."""
    if person.bound_to not in (None, workspace_id):
        raise NotAMember
    role = await session.scalar(
        select(col(Membership.role)).where(
            col(Membership.workspace_id) == workspace_id, col(Membership.person_id) == person.person_id
        )
    )
    if role is None:
        raise NotAMember
    known = {name: getattr(person, name) for name in AuthenticatedPerson.model_fields}
    return Actor(**known, workspace_id=workspace_id, role=cast("WorkspaceRole", role))


async def get_workspace(
    session: AsyncSession, person: AuthenticatedPerson, workspace_id: UUID
) -> WorkspaceDetail:
    """One of the person's workspaces, or ``NotAMember``."""
    row = (await session.execute(_of_member(person).where(col(Workspace.id) == workspace_id))).first()
    if row is None:
        raise NotAMember
    return _detail(*row)


async def list_workspaces(
    session: AsyncSession, person: AuthenticatedPerson, cursor: str | None = None, limit: int = LIMIT_DEFAULT
) -> Page[WorkspaceDetail]:
    """The person's workspaces, newest first; the personal one is among them."""
    query = _of_member(person)
    if cursor:
        query = query.where(col(Workspace.id) < decode_cursor(cursor))
    rows = (await session.execute(query.order_by(col(Workspace.id).desc()).limit(limit + 1))).all()
    items = [_detail(*row) for row in rows[:limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if len(rows) > limit else None)


async def find_personal_workspace(session: AsyncSession, person_id: UUID) -> UUID:
    """The id of the person's own workspace. Raises ``NotFound``."""
    found: UUID | None = await session.scalar(
        select(col(Workspace.id)).where(col(Workspace.personal_owner_id) == person_id)
    )
    if found is None:
        raise NotFound("This workspace")
    return found


async def list_members(session: AsyncSession, scope: WorkspaceScope) -> list[MemberDetail]:
    """The first ``MEMBERS_MAX`` members of the workspace, in the order in which they joined."""
    rows = await session.execute(
        select(Membership, col(Person.name), col(Person.email))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Membership.workspace_id) == scope.workspace_id)
        .order_by(col(Membership.created_at), col(Membership.person_id))
        .limit(MEMBERS_MAX)
    )
    return [
        MemberDetail(
            person_id=row.person_id,
            name=name,
            email=email,
            role=cast("WorkspaceRole", row.role),
            joined_at=row.created_at,
        )
        for row, name, email in rows
    ]


async def get_user(session: AsyncSession, actor: Actor) -> UserDetail:
    """The actor's own account, with the plan of the workspace they are in."""
    person = await get_person(session, actor)
    workspace = await session.get_one(Workspace, actor.workspace_id)
    return UserDetail(**person.model_dump(), workspace_id=workspace.id, plan=workspace.plan)


async def list_places(session: AsyncSession, member: MemberScope, limit: int) -> list[WorkspacePlace]:
    """The member's workspaces: the open one first, then the personal one, then by name.

    Raises ``NotAMember`` without a membership in the open one.
    """
    rows = await session.execute(
        select(
            col(Workspace.id),
            col(Workspace.name),
            col(Workspace.personal),
            col(Membership.notifications_seen_at),
        )
        .join(Membership, col(Membership.workspace_id) == col(Workspace.id))
        .where(col(Membership.person_id) == member.person_id)
        .order_by(
            (col(Workspace.id) == member.workspace_id).desc(),
            col(Workspace.personal).desc(),
            col(Workspace.name),
            col(Workspace.id),
        )
        .limit(limit)
    )
    places = [
        WorkspacePlace(id=id, name=name, personal=personal, notifications_seen_at=seen_at)
        for id, name, personal, seen_at in rows
    ]
    if not places or places[0].id != member.workspace_id:
        raise NotAMember
    return places


async def get_notifications_seen_at(session: AsyncSession, member: MemberScope) -> datetime:
    """When the member last read the notifications of the workspace. ``NotAMember`` otherwise."""
    row = await session.get(Membership, (member.workspace_id, member.person_id))
    if row is None:
        raise NotAMember
    return row.notifications_seen_at


def is_member(person: AuthenticatedPerson, workspace_id: Mapped[UUID]) -> ColumnElement[bool]:
    """A condition: the person is a member of the row's workspace, and not bound to another."""
    member = exists().where(
        col(Membership.workspace_id) == workspace_id, col(Membership.person_id) == person.person_id
    )
    return member if person.bound_to is None else member & (workspace_id == person.bound_to)


def _of_member(person: AuthenticatedPerson) -> Select[Workspace, str, int]:
    every = aliased(Membership)
    members = (
        select(func.count())
        .select_from(every)
        .where(col(every.workspace_id) == col(Workspace.id))
        .correlate(Workspace)
        .scalar_subquery()
    )
    query = (
        select(Workspace, col(Membership.role), members)
        .join(Membership, col(Membership.workspace_id) == col(Workspace.id))
        .where(col(Membership.person_id) == person.person_id)
    )
    return query if person.bound_to is None else query.where(col(Workspace.id) == person.bound_to)


def _detail(row: Workspace, role: str, members: int) -> WorkspaceDetail:
    return WorkspaceDetail(
        id=row.id,
        name=row.name,
        handle=row.handle,
        plan=row.plan,
        personal=row.personal,
        role=cast("WorkspaceRole", role),
        members=members,
        created_at=row.created_at,
    )
