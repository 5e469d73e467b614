"""Exports: asked for, written by a worker with a lease, ready for a week."""

from datetime import timedelta
from typing import Final, cast
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import new_id, now
from influencer_app.db.outbox import emit, enqueue
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.files.deletions import schedule_file_deletion
from influencer_app.domain.mail.service import queue_mail
from influencer_app.domain.privacy.events import ExportChanged
from influencer_app.domain.privacy.jobs import WriteExport
from influencer_app.domain.privacy.models import DataExport
from influencer_app.domain.privacy.schemas import ExportDetail, ExportStatus
from influencer_app.errors import Conflict, NotFound, RateLimited

KEPT: Final = timedelta(days=7)
LEASE: Final = timedelta(minutes=2)
ATTEMPTS_MAX: Final = 5
A_DAY: Final = 3
"""Exports that one account may start in a day."""

DAY: Final = timedelta(days=1)
BUSY: Final = "An export is being written already. Wait until it is ready."


async def start_export(session: AsyncSession, person: AuthenticatedPerson) -> ExportDetail:
    """Has everything of the person written into a zip.

    Raises ``Conflict`` while another one is being written, ``RateLimited`` after ``A_DAY`` in a day.
    """
    await session.get_one(Person, person.person_id, with_for_update={"key_share": True})
    recent = select(func.count(), func.min(col(DataExport.created_at))).where(
        col(DataExport.person_id) == person.person_id, col(DataExport.created_at) > now() - DAY
    )
    count, first = (await session.execute(recent)).one()
    own = new_id()
    row = DataExport(id=own, person_id=person.person_id, key=f"exports/{own}.zip", expires_at=now() + KEPT)
    row.lease_until = now() + LEASE  # for the job that is sent now
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise Conflict(BUSY) from error
    if count >= A_DAY:
        raise RateLimited(max(1, int((first + DAY - now()).total_seconds())))
    enqueue(session, WriteExport(export_id=own))
    emit(session, ExportChanged(person_id=person.person_id))
    return export_detail(row)


async def get_export(session: AsyncSession, person: AuthenticatedPerson, export_id: UUID) -> ExportDetail:
    """One of the person's exports, or ``NotFound``."""
    return export_detail(await _own(session, person, export_id))


async def get_export_file(session: AsyncSession, person: AuthenticatedPerson, export_id: UUID) -> DataExport:
    """An export that can be downloaded, or ``NotFound``."""
    row = await _own(session, person, export_id)
    if row.status != "ready":
        raise NotFound("This export")
    return row


async def find_newest_export(session: AsyncSession, person_id: UUID) -> ExportDetail | None:
    """The person's newest export that has not expired."""
    row = await session.scalar(
        select(DataExport)
        .where(col(DataExport.person_id) == person_id, col(DataExport.expires_at) > now())
        .order_by(col(DataExport.id).desc())
        .limit(1)
    )
    return export_detail(row) if row is not None else None


def export_detail(row: DataExport) -> ExportDetail:
    """The read model."""
    ready = row.status == "ready"
    return ExportDetail(
        id=row.id,
        status=cast("ExportStatus", row.status),
        progress=row.progress,
        url=f"/api/user/exports/{row.id}/file" if ready else None,
        expires_at=row.expires_at if ready else None,
        created_at=row.created_at,
    )


async def claim_export(session: AsyncSession, export_id: UUID, holder: str) -> DataExport | None:
    """Takes an export to write it; None if it has ended or somebody else writes it.

    Fails it after ``ATTEMPTS_MAX`` attempts.
    """
    row = await session.get(
        DataExport, export_id, with_for_update={"skip_locked": True}, populate_existing=True
    )
    if row is None or row.status != "working":
        return None
    if row.lease_holder is not None and row.lease_until > now():
        return None
    if row.attempts >= ATTEMPTS_MAX:
        await _end(session, row, "failed")
        return None
    row.attempts += 1
    row.lease_holder, row.lease_until, row.progress = holder, now() + LEASE, 0.0
    await session.flush()
    return row


async def record_progress(session: AsyncSession, export_id: UUID, holder: str, progress: float) -> bool:
    """Renews the lease; False when it was lost, or the person is gone."""
    person_id = await session.scalar(
        update(DataExport)
        .where(
            col(DataExport.id) == export_id,
            col(DataExport.lease_holder) == holder,
            col(DataExport.status) == "working",
        )
        .values(lease_until=now() + LEASE, progress=progress)
        .returning(col(DataExport.person_id))
    )
    if person_id is None:
        return False
    emit(session, ExportChanged(person_id=person_id))
    return True


async def record_written(session: AsyncSession, export_id: UUID, holder: str, size: int) -> bool:
    """The zip is stored: its person is told. False when the lease was lost."""
    row = await session.get(DataExport, export_id, with_for_update=True, populate_existing=True)
    if row is None or row.status != "working" or row.lease_holder != holder:
        return False
    row.bytes, row.expires_at = size, now() + KEPT
    await _end(session, row, "ready")
    person = await session.get_one(Person, row.person_id)
    until = row.expires_at.strftime("%d %B %Y")
    await queue_mail(
        session, "export_ready", person.email, person_id=person.id, name=person.name, until=until
    )
    return True


async def is_known(session: AsyncSession, export_id: UUID) -> bool:
    """Whether there is such an export, of anybody."""
    return await session.get(DataExport, export_id) is not None


async def release_export(session: AsyncSession, export_id: UUID, holder: str) -> None:
    """An attempt failed; recovery begins another one."""
    await session.execute(
        update(DataExport)
        .where(col(DataExport.id) == export_id, col(DataExport.lease_holder) == holder)
        .values(lease_holder=None, lease_until=now())
    )


async def requeue_exports(session: AsyncSession, limit: int = 100) -> int:
    """Sends the jobs of exports that nobody writes; returns how many."""
    rows = await session.scalars(
        select(DataExport)
        .where(col(DataExport.status) == "working", col(DataExport.lease_until) <= now())
        .order_by(col(DataExport.lease_until))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = rows.all()
    for row in found:
        row.lease_holder, row.lease_until = None, now() + LEASE
        enqueue(session, WriteExport(export_id=row.id))
    return len(found)


async def delete_expired_exports(session: AsyncSession, limit: int = 100) -> int:
    """Deletes exports that have expired, with their files; returns how many."""
    over = (
        select(col(DataExport.id))
        .where(col(DataExport.expires_at) <= now(), col(DataExport.status) != "working")
        .limit(limit)
    )
    gone = await session.scalars(
        delete(DataExport).where(col(DataExport.id).in_(over)).returning(col(DataExport.key))
    )
    keys = gone.all()
    await schedule_file_deletion(session, keys)
    return len(keys)


async def _end(session: AsyncSession, row: DataExport, status: ExportStatus) -> None:
    row.status, row.lease_holder = status, None
    row.progress = 1.0 if status == "ready" else row.progress
    await session.flush()
    emit(session, ExportChanged(person_id=row.person_id))


async def _own(session: AsyncSession, person: AuthenticatedPerson, export_id: UUID) -> DataExport:
    row = await session.scalar(
        select(DataExport).where(
            col(DataExport.id) == export_id,
            col(DataExport.person_id) == person.person_id,
            col(DataExport.expires_at) > now(),
        )
    )
    if row is None:
        raise NotFound("This export")
    return row
