"""Invites people to a workspace, by mail or by a link: each link is used once."""

from datetime import datetime, timedelta
from typing import Final, cast
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.domain.accounts.link_tokens import is_genuine, make_token, read_row_id
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.accounts.rules import email_key
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.mail.service import queue_mail
from influencer_app.domain.workspaces.models import Invitation, Membership, Workspace
from influencer_app.domain.workspaces.queries import get_workspace
from influencer_app.domain.workspaces.schemas import (
    Actor,
    InvitationDetail,
    NewInvitation,
    WorkspaceDetail,
    WorkspaceRole,
)
from influencer_app.domain.workspaces.service import add_member
from influencer_app.errors import Conflict, InvalidInput, NotFound

LIFETIME: Final = timedelta(days=7)
OPEN_MAX: Final = 50
"""Open invitations of one workspace."""

UNUSABLE: Final = "This invitation no longer works: it was used, withdrawn or has expired. Ask for a new one."


async def invite(session: AsyncSession, owner: Actor, new: NewInvitation) -> Invitation:
    """Offers a place, and mails the link where there is an address. One sent there before is replaced.

    Raises ``InvalidInput`` at ``email``, ``Conflict`` for a personal workspace, a member, or too many.
    """
    address = new.email or ""
    key = email_key(address) if address else ""
    workspace = await session.get_one(Workspace, owner.workspace_id, with_for_update=True)
    if workspace.personal:
        raise Conflict("Your personal workspace is yours alone. Create another one to work together.")
    if key and await _is_member(session, owner.workspace_id, key):
        raise Conflict("They are a member already.")
    outdated = col(Invitation.expires_at) <= now()
    if key:
        outdated |= func.lower(col(Invitation.email)) == key
    await session.execute(
        delete(Invitation).where(col(Invitation.workspace_id) == owner.workspace_id, outdated)
    )
    count = select(func.count()).where(col(Invitation.workspace_id) == owner.workspace_id)
    if (await session.scalar(count) or 0) >= OPEN_MAX:
        raise Conflict(f"This workspace has {OPEN_MAX} open invitations, the maximum. Withdraw one first.")
    row = Invitation(
        workspace_id=owner.workspace_id,
        person_id=owner.person_id,
        email=address,
        role=new.role,
        expires_at=now() + LIFETIME,
    )
    session.add(row)
    await session.flush()
    if address:
        inviter = await session.get_one(Person, owner.person_id)
        await queue_mail(
            session,
            "invitation",
            address,
            person_id=owner.person_id,
            token_id=row.id,
            inviter=inviter.name,
            workspace=workspace.name,
            role=new.role,
        )
    return row


async def list_invitations(session: AsyncSession, owner: Actor) -> list[Invitation]:
    """The open invitations of the workspace, newest first."""
    found = await session.scalars(
        select(Invitation)
        .where(col(Invitation.workspace_id) == owner.workspace_id, col(Invitation.expires_at) > now())
        .order_by(col(Invitation.id).desc())
        .limit(OPEN_MAX)
    )
    return list(found)


async def withdraw_invitation(session: AsyncSession, owner: Actor, invitation_id: UUID) -> None:
    """Its link no longer works. Raises ``NotFound``."""
    gone = await session.scalar(
        delete(Invitation)
        .where(col(Invitation.id) == invitation_id, col(Invitation.workspace_id) == owner.workspace_id)
        .returning(col(Invitation.id))
    )
    if gone is None:
        raise NotFound("This invitation")


async def accept_invitation(
    session: AsyncSession, person: AuthenticatedPerson, token: str, secrets: tuple[str, ...]
) -> WorkspaceDetail:
    """Makes the person a member and uses the link up.

    Raises ``InvalidInput`` at ``token``, ``Conflict`` for a member, for whom the link stays.
    """
    row = await find_invitation(session, token, secrets, lock=True)
    if row is None:
        raise InvalidInput.at("token", UNUSABLE)
    await add_member(session, row.workspace_id, person.person_id, cast("WorkspaceRole", row.role))
    await session.delete(row)
    await session.flush()
    return await get_workspace(session, person, row.workspace_id)


async def find_invitation(
    session: AsyncSession, token: str, secrets: tuple[str, ...], *, lock: bool = False
) -> Invitation | None:
    """The open invitation of a token; None for any other text."""
    row_id = read_row_id(token)
    if row_id is None:
        return None
    row = await session.get(Invitation, row_id, with_for_update=lock or None)
    if row is None or row.expires_at <= now() or not is_genuine(token, row.id, _said(row), secrets):
        return None
    return row


async def find_invitation_token(
    session: AsyncSession, invitation_id: UUID, secrets: tuple[str, ...]
) -> str | None:
    """The token of an open invitation; None if there is none."""
    row = await session.get(Invitation, invitation_id)
    return token_of(row, secrets) if row is not None and row.expires_at > now() else None


def token_of(row: Invitation, secrets: tuple[str, ...]) -> str:
    """The token in the link."""
    return make_token(row.id, _said(row), secrets[0])


def invitation_detail(row: Invitation, url: str) -> InvitationDetail:
    """The read model; ``url`` is left out where the link was mailed."""
    return InvitationDetail(
        id=row.id,
        email=row.email or None,
        role=cast("WorkspaceRole", row.role),
        url=None if row.email else url,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )


async def delete_expired_invitations(session: AsyncSession, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` invitations that expired before then; returns how many."""
    expires_at = col(Invitation.expires_at)
    old = select(col(Invitation.id)).where(expires_at < before).order_by(expires_at).limit(limit)
    gone = await session.scalars(
        delete(Invitation).where(col(Invitation.id).in_(old)).returning(col(Invitation.id))
    )
    return len(gone.all())


async def _is_member(session: AsyncSession, workspace_id: UUID, key: str) -> bool:
    found = await session.scalar(
        select(col(Person.id))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(col(Membership.workspace_id) == workspace_id, col(Person.email_key) == key)
    )
    return found is not None


def _said(row: Invitation) -> str:
    return f"{row.workspace_id}\n{row.email}\n{row.role}\n{int(row.expires_at.timestamp())}"
