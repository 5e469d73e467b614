"""Deletes what is no longer needed: files, uploads, discarded generations, old rows."""

import asyncio
import logging
from datetime import datetime, timedelta

import structlog

from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.files.deletions import (
    PendingDeletion,
    list_pending_deletions,
    record_deleted,
    record_deletion_failed,
)
from influencer_app.domain.files.jobs import DeleteFiles
from influencer_app.domain.gallery.jobs import DeleteDiscarded
from influencer_app.domain.gallery.service import delete_discarded
from influencer_app.domain.retention import RETENTION, DeleteOldRows, Prune
from influencer_app.domain.uploads.jobs import DeleteExpiredUploads
from influencer_app.domain.uploads.service import delete_expired_uploads
from influencer_app.errors import Unavailable
from influencer_app.wiring import runtime
from workers.task import Schedule, task

log = structlog.get_logger(__name__)

FILES_AT_ONCE = 20
ROWS_PER_BATCH = 1000
BATCHES_MAX = 50


@task(DeleteFiles, seconds=300, schedule=Schedule(60), log_level=logging.DEBUG)
async def delete_files() -> None:
    """Delete the files that are due. One that cannot be deleted is tried again later and blocks no other."""
    async with reading() as session:
        pending = await list_pending_deletions(session)
    for start in range(0, len(pending), FILES_AT_ONCE):
        if not await _delete_batch(pending[start : start + FILES_AT_ONCE]):
            return


@task(DeleteExpiredUploads, seconds=300, schedule=Schedule(600), log_level=logging.DEBUG)
async def delete_uploads() -> None:
    """Delete the uploads that have expired."""
    async with transaction() as session:
        await delete_expired_uploads(session)


@task(DeleteDiscarded, seconds=300, schedule=Schedule(60), log_level=logging.DEBUG)
async def delete_discarded_generations() -> None:
    """Delete the generations and outputs that were discarded and not restored in time."""
    async with transaction() as session:
        await delete_discarded(session, timedelta(minutes=runtime().settings.bin_minutes))


@task(DeleteOldRows, seconds=300, schedule=Schedule(86_400))
async def delete_old_rows() -> None:
    """Delete the rows that have outlived their retention, in small transactions.

    A run is bounded; what is left goes with the next one.
    """
    for table, (prune, kept) in RETENTION.items():
        deleted = await _delete_in_batches(prune, now() - kept)
        log.info("old_rows_deleted", table=table, count=deleted)


async def _delete_batch(batch: list[PendingDeletion]) -> bool:
    """Delete these files and record each outcome; False when none could be deleted."""
    errors = await asyncio.gather(*(_delete_file(one) for one in batch))
    failed = [one for one, error in zip(batch, errors, strict=True) if error is not None]
    async with transaction() as session:
        await record_deleted(session, [one.key for one in batch if one not in failed])
        for one in failed:
            await record_deletion_failed(session, one)
    return len(failed) < len(batch)


async def _delete_file(pending: PendingDeletion) -> Unavailable | ValueError | None:
    """Delete the file; the reason when that fails: the store does not answer, or the key is not one."""
    try:
        await runtime().blobs.delete(pending.key)
    except (Unavailable, ValueError) as error:
        log.warning("file_not_deleted", key=pending.key, attempts=pending.attempts + 1, reason=str(error))
        return error
    return None


async def _delete_in_batches(prune: Prune, before: datetime) -> int:
    deleted = 0
    for _ in range(BATCHES_MAX):
        async with transaction() as session:
            count = await prune(session, before, ROWS_PER_BATCH)
        deleted += count
        if count < ROWS_PER_BATCH:
            break
    return deleted
