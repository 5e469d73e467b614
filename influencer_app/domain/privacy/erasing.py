"""Erases what an account or a workspace holds, one bounded batch at a time, by the rules of ``registry``."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.accounts.sessions import end_all_sessions
from influencer_app.domain.gallery.erasing import has_generations
from influencer_app.domain.mail.models import Mail
from influencer_app.domain.privacy.erasures import AGAIN_AFTER, has_children
from influencer_app.domain.privacy.models import Erasure
from influencer_app.domain.privacy.registry import RULES
from influencer_app.domain.privacy.rows import delete_rows, equals
from influencer_app.domain.privacy.rules import BySteps, OfPerson, OfWorkspace
from influencer_app.domain.privacy.workspace_deletion import HANDLE_KEPT, lock_workspaces, take_down
from influencer_app.domain.workspaces.events import MembershipEnded
from influencer_app.domain.workspaces.models import Invitation, Membership, Workspace

BATCH: Final = 100
LAST: Final = ("workspace", "person")
"""Tables whose row goes when nothing else is left."""

ERASED_ADDRESS: Final = "{id}@erased.invalid"


async def begin_account(session: AsyncSession, erasure: Erasure) -> list[UUID]:
    """The first step, which may run again: nobody can sign in any more, and all workspaces are left.

    The address is free at once. Returns the sessions that have ended.
    """
    person = await session.get(Person, erasure.person_id) if erasure.person_id else None
    if person is None:
        return []
    await _delete_by_address(session, person.email_key)
    for workspace in await lock_workspaces(session, person.id):
        await _leave(session, workspace, person.id, erasure.id)
    person.email = person.email_key = ERASED_ADDRESS.format(id=person.id)
    person.name, person.password_hash, person.verified, person.role = "", None, False, "member"
    await session.flush()
    return await end_all_sessions(session, person.id)


async def erase_batch(session: AsyncSession, erasure: Erasure) -> timedelta | None:
    """Deletes a batch. The pause before the next one, or None when nothing is left."""
    if erasure.workspace_id is not None:
        return await _erase_workspace(session, erasure, erasure.workspace_id)
    return await _erase_account(session, erasure)


async def _erase_workspace(session: AsyncSession, erasure: Erasure, workspace_id: UUID) -> timedelta | None:
    """Rows first; the workspace itself in the batch that finds none, locked, so that none can be added."""
    if await _delete_of_workspace(session, workspace_id):
        return timedelta()
    if await has_generations(session, workspace_id):
        return AGAIN_AFTER
    row = await session.get(Workspace, workspace_id, with_for_update=True, populate_existing=True)
    if row is None:
        return None
    if await _delete_of_workspace(session, workspace_id):
        return timedelta()
    free_at = (row.deleted_at or now()) + HANDLE_KEPT
    if row.handle is not None and free_at > now():
        row.personal, row.personal_owner_id = False, None
        erasure.parent_id = None  # the account does not wait for it
        await session.flush()
        return free_at - now()
    await session.delete(row)
    await session.flush()
    return None


async def _delete_of_workspace(session: AsyncSession, workspace_id: UUID) -> int:
    for rule in RULES:
        count = 0
        if isinstance(rule.erase, BySteps):
            for step in rule.erase.steps:
                count = count or await step(session, workspace_id, BATCH)
        elif isinstance(rule.erase, OfWorkspace) and rule.name not in LAST:
            condition = equals(rule, rule.erase.column, workspace_id)
            count = await delete_rows(session, rule, condition, BATCH)
        if count:
            return count
    return 0


async def _erase_account(session: AsyncSession, erasure: Erasure) -> timedelta | None:
    """Once the workspaces are gone: the rows that name the person, then the account."""
    person_id = erasure.person_id
    if person_id is None:
        return None
    if await has_children(session, erasure.id):
        return AGAIN_AFTER
    for last in (False, True):
        for rule in RULES:
            if isinstance(rule.erase, OfPerson) and (rule.name in LAST) == last:
                condition = equals(rule, rule.erase.column, person_id)
                if await delete_rows(session, rule, condition, BATCH):
                    return timedelta()
    return None


async def _leave(session: AsyncSession, workspace: Workspace, person_id: UUID, erasure_id: UUID) -> None:
    """A workspace without other members goes with the account. One that would be left without an owner, which
    could only come about while the account waited, is handed to the member who has been there longest."""
    others = list(
        await session.scalars(
            select(Membership)
            .where(col(Membership.workspace_id) == workspace.id, col(Membership.person_id) != person_id)
            .order_by(
                col(Membership.role) != "owner",
                col(Membership.role) != "editor",
                col(Membership.created_at),
            )
            .limit(1)
            .with_for_update()
        )
    )
    if not others:
        await take_down(session, workspace.id, parent_id=erasure_id)
        return
    others[0].role = "owner"
    await session.execute(
        delete(Membership).where(
            col(Membership.workspace_id) == workspace.id, col(Membership.person_id) == person_id
        )
    )
    await session.flush()
    emit(session, MembershipEnded(workspace_id=workspace.id, person_id=person_id))


async def _delete_by_address(session: AsyncSession, key: str) -> None:
    """Mails to the address that belong to no account, and invitations of others that were sent there."""
    await session.execute(delete(Mail).where(func.lower(col(Mail.address)) == key))
    await session.execute(
        delete(Invitation).where(func.lower(col(Invitation.email)) == key, col(Invitation.email) != "")
    )
