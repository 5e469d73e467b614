"""Accounts and workspaces that are to be erased: asked for, undone, claimed by a worker."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from influencer_app.db.base import columns, now
from influencer_app.db.outbox import emit, enqueue
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.mail.service import queue_mail
from influencer_app.domain.privacy.events import ErasureChanged
from influencer_app.domain.privacy.jobs import Erase
from influencer_app.domain.privacy.models import Erasure
from influencer_app.domain.privacy.schemas import ErasureDetail
from influencer_app.domain.workspaces.models import Membership, Workspace
from influencer_app.errors import Conflict

GRACE: Final = timedelta(days=7)
"""To change one's mind."""

LEASE: Final = timedelta(minutes=2)
AGAIN_AFTER: Final = timedelta(seconds=30)
NAMED_MAX: Final = 20


async def schedule_erasure(
    session: AsyncSession, person: AuthenticatedPerson, *, grace: timedelta = GRACE
) -> ErasureDetail:
    """Has the account erased after ``grace``; asked for again it changes nothing.

    Raises ``Conflict``, with their names, while the person is the last owner of workspaces that have other
    members: these are to be transferred or deleted first.
    """
    account = await session.get_one(Person, person.person_id, with_for_update={"key_share": True})
    if waiting := await list_orphaned(session, person.person_id):
        names = ", ".join(waiting)
        raise Conflict(
            f"You are the last owner of workspaces that have other members: {names}. "
            "Make somebody else an owner, or delete them, then erase your account."
        )
    row = Erasure(person_id=person.person_id, due_at=now() + grace)
    made = await session.scalar(
        insert(Erasure).values(**columns(row)).on_conflict_do_nothing().returning(col(Erasure.due_at))
    )
    if made is None:
        known = await find_erase_at(session, person.person_id)
        return ErasureDetail(erase_at=known or row.due_at)
    until = row.due_at.strftime("%d %B %Y, %H:%M UTC")
    await queue_mail(
        session, "erasure_scheduled", account.email, person_id=account.id, name=account.name, until=until
    )
    emit(session, ErasureChanged(person_id=person.person_id))
    if grace <= timedelta():
        enqueue(session, Erase(erasure_id=row.id))
    return ErasureDetail(erase_at=row.due_at)


async def cancel_erasure(session: AsyncSession, person: AuthenticatedPerson) -> bool:
    """Keeps the account; False if it was not to be erased. Raises ``Conflict`` once that has begun."""
    row = await session.scalar(
        select(Erasure).where(col(Erasure.person_id) == person.person_id).with_for_update()
    )
    if row is None:
        return False
    if row.started_at is not None:
        raise Conflict("This account is being erased already.")
    await session.delete(row)
    await session.flush()
    emit(session, ErasureChanged(person_id=person.person_id))
    return True


async def find_erase_at(session: AsyncSession, person_id: UUID) -> datetime | None:
    """When the account is erased; None if it is not to be."""
    found: datetime | None = await session.scalar(
        select(col(Erasure.due_at)).where(col(Erasure.person_id) == person_id)
    )
    return found


async def list_orphaned(session: AsyncSession, person_id: UUID) -> list[str]:
    """The names of workspaces that would be left with members and without an owner."""
    own, other = aliased(Membership), aliased(Membership)
    shared = select(col(other.person_id)).where(
        col(other.workspace_id) == col(own.workspace_id), col(other.person_id) != person_id
    )
    owned = shared.where(col(other.role) == "owner")
    found = await session.scalars(
        select(col(Workspace.name))
        .join(own, col(own.workspace_id) == col(Workspace.id))
        .where(col(own.person_id) == person_id, col(own.role) == "owner", shared.exists(), ~owned.exists())
        .order_by(col(Workspace.id))
        .limit(NAMED_MAX)
    )
    return list(found)


async def start_workspace_erasure(
    session: AsyncSession, workspace_id: UUID, *, parent_id: UUID | None = None
) -> None:
    """Has a workspace erased at once."""
    row = Erasure(workspace_id=workspace_id, parent_id=parent_id, due_at=now())
    made = await session.scalar(
        insert(Erasure).values(**columns(row)).on_conflict_do_nothing().returning(col(Erasure.id))
    )
    if made is not None:
        enqueue(session, Erase(erasure_id=made))


async def claim_erasure(session: AsyncSession, erasure_id: UUID, holder: str) -> Erasure | None:
    """Takes an erasure that is due; None if it is not, is done, or somebody else does it."""
    row = await session.get(
        Erasure, erasure_id, with_for_update={"skip_locked": True}, populate_existing=True
    )
    if row is None or row.due_at > now():
        return None
    if row.lease_holder is not None and row.lease_until is not None and row.lease_until > now():
        return None
    row.started_at = row.started_at or now()
    row.lease_holder, row.lease_until = holder, now() + LEASE
    await session.flush()
    return row


async def renew_erasure(session: AsyncSession, erasure_id: UUID, holder: str) -> Erasure | None:
    """Keeps the lease, and the row locked until the commit; None when it was lost."""
    row = await session.get(Erasure, erasure_id, with_for_update=True, populate_existing=True)
    if row is None or row.lease_holder != holder:
        return None
    row.lease_until = now() + LEASE
    await session.flush()
    return row


async def postpone_erasure(session: AsyncSession, erasure_id: UUID, pause: timedelta = AGAIN_AFTER) -> None:
    """Goes on later: something has to end first, or has failed."""
    await session.execute(
        update(Erasure)
        .where(col(Erasure.id) == erasure_id)
        .values(lease_holder=None, lease_until=None, due_at=now() + pause)
    )


async def finish_erasure(session: AsyncSession, erasure_id: UUID) -> None:
    """Done: nothing is left, this row included. The account that it belongs to goes on."""
    parent = await session.scalar(
        delete(Erasure).where(col(Erasure.id) == erasure_id).returning(col(Erasure.parent_id))
    )
    if parent is not None:
        await session.execute(
            update(Erasure)
            .where(col(Erasure.id) == parent, col(Erasure.lease_holder).is_(None))
            .values(due_at=now())
        )
        enqueue(session, Erase(erasure_id=parent))


async def has_children(session: AsyncSession, erasure_id: UUID) -> bool:
    """Whether workspaces of the account are still being erased."""
    found = await session.scalar(select(col(Erasure.id)).where(col(Erasure.parent_id) == erasure_id).limit(1))
    return found is not None


async def requeue_erasures(session: AsyncSession, limit: int = 100) -> int:
    """Sends the jobs of what is due and what nobody works on; returns how many."""
    due = await session.scalars(
        select(col(Erasure.id))
        .where(
            col(Erasure.due_at) <= now(),
            col(Erasure.lease_holder).is_(None) | (col(Erasure.lease_until) <= now()),
        )
        .order_by(col(Erasure.due_at))
        .limit(limit)
    )
    found = due.all()
    for erasure_id in found:
        enqueue(session, Erase(erasure_id=erasure_id))
    return len(found)
