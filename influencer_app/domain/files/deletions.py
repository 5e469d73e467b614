"""Schedules deletions of files and records their outcome."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue
from influencer_app.domain.files.jobs import DeleteFiles
from influencer_app.domain.files.models import FileDeletion

BACKOFF_FIRST = timedelta(minutes=1)
BACKOFF_MAX = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PendingDeletion:
    """A deletion that is due, and how often it has failed so far."""

    key: str
    attempts: int


async def schedule_file_deletion(session: AsyncSession, keys: Iterable[str]) -> None:
    """Delete the files under ``keys`` after the commit. Keys that are scheduled already stay as they are."""
    moment = now()
    rows = [
        {"key": key, "attempts": 0, "next_attempt_at": moment, "created_at": moment}
        for key in dict.fromkeys(keys)
    ]
    if rows:
        await session.execute(insert(FileDeletion).values(rows).on_conflict_do_nothing())
        enqueue(session, DeleteFiles())


async def list_pending_deletions(session: AsyncSession, limit: int = 500) -> list[PendingDeletion]:
    """The deletions that are due, those due longest first."""
    rows = await session.execute(
        select(col(FileDeletion.key), col(FileDeletion.attempts))
        .where(col(FileDeletion.next_attempt_at) <= now())
        .order_by(col(FileDeletion.next_attempt_at))
        .limit(limit)
    )
    return [PendingDeletion(key, attempts) for key, attempts in rows]


async def record_deleted(session: AsyncSession, keys: Sequence[str]) -> None:
    """The files under ``keys`` are gone."""
    await session.execute(delete(FileDeletion).where(col(FileDeletion.key).in_(keys)))


async def record_deletion_failed(session: AsyncSession, pending: PendingDeletion) -> None:
    """Back off: the next attempt is due later with each failure, at most a day from now.

    Does nothing when another worker has recorded an outcome since ``pending`` was listed.
    """
    await session.execute(
        update(FileDeletion)
        .where(col(FileDeletion.key) == pending.key, col(FileDeletion.attempts) == pending.attempts)
        .values(attempts=pending.attempts + 1, next_attempt_at=now() + backoff(pending.attempts))
    )


def backoff(attempts: int) -> timedelta:
    """The pause after a failure that ``attempts`` others came before: a minute, doubled each time."""
    return min(BACKOFF_FIRST * (1 << min(attempts, 20)), BACKOFF_MAX)
