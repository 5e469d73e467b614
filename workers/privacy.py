"""Writes exports, and erases accounts and workspaces, in claimed and bounded steps."""

import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from influencer_app.app_services.payments import close_customer
from influencer_app.app_services.sign_in import drop_sessions
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.files.deletions import schedule_file_deletion
from influencer_app.domain.privacy import erasures, exports
from influencer_app.domain.privacy.archive import Archive
from influencer_app.domain.privacy.erasing import begin_account, erase_batch
from influencer_app.domain.privacy.jobs import Erase, RecoverPrivacy, WriteExport
from influencer_app.errors import AppError
from influencer_app.wiring import runtime
from workers.process import holder
from workers.task import Schedule, task

log = structlog.get_logger(__name__)

PROGRESS_SECONDS: Final = 2.0
EXPORT_SECONDS: Final = 7200
CUSTOMER_AGAIN_AFTER: Final = timedelta(minutes=5)
BATCHES: Final = 200
"""Of one job; the next one goes on."""


class LeaseLost(Exception):
    """Somebody else writes the export, or its person is gone."""


@task(WriteExport, seconds=EXPORT_SECONDS)
async def export(export_id: UUID) -> None:
    """Writes the zip. After a worker that died another one begins anew, over the same file."""
    who = holder()
    async with transaction() as session:
        row = await exports.claim_export(session, export_id, who)
    if row is None:
        return
    blobs = runtime().blobs
    archive = Archive(row.person_id, reading, blobs, _ticking(export_id, who))
    try:
        size = await blobs.put_stream(row.key, archive.write(), "application/zip")
    except LeaseLost:
        log.warning("export_lease_lost")
        return
    except AppError as error:
        log.warning("export_failed", reason=error.code, attempts=row.attempts)
        async with transaction() as session:
            await exports.release_export(session, export_id, who)
        return
    async with transaction() as session:
        kept = await exports.record_written(session, export_id, who, size)
    if not kept:
        await _delete_orphan(export_id, row.key)


@task(Erase, seconds=300)
async def erase(erasure_id: UUID) -> None:
    """Erases in batches, each a transaction of its own, until nothing is left or something has to end."""
    who = holder()
    async with transaction() as session:
        row = await erasures.claim_erasure(session, erasure_id, who)
        ended = await begin_account(session, row) if row is not None else []
    if row is None:
        return
    await drop_sessions(ended)
    if row.workspace_id is not None and not await _close_customer(erasure_id, row.workspace_id):
        return
    pause: timedelta | None = timedelta()
    for _ in range(BATCHES):
        async with transaction() as session:
            held = await erasures.renew_erasure(session, erasure_id, who)
            if held is None:
                return
            pause = await erase_batch(session, held)
            if pause is None:
                await erasures.finish_erasure(session, erasure_id)
            elif pause:
                await erasures.postpone_erasure(session, erasure_id, pause)
        if pause is None or pause:
            break
    else:
        async with transaction() as session:
            await erasures.postpone_erasure(session, erasure_id, timedelta())
    if row.workspace_id is not None and pause != timedelta():
        await runtime().answers.forget(row.workspace_id)
    log.info("erased", done=pause is None)


@task(RecoverPrivacy, seconds=120, schedule=Schedule(30), log_level=logging.DEBUG)
async def recover() -> None:
    """Takes up what was lost, and deletes exports that have expired."""
    async with transaction() as session:
        await exports.delete_expired_exports(session)
        await exports.requeue_exports(session)
        await erasures.requeue_erasures(session)


async def _close_customer(erasure_id: UUID, workspace_id: UUID) -> bool:
    """First of all nobody is charged any more; until the payment provider has answered, nothing is erased."""
    try:
        await close_customer(workspace_id)
    except AppError as error:
        log.warning("customer_not_closed", reason=error.sentence)
        async with transaction() as session:
            await erasures.postpone_erasure(session, erasure_id, CUSTOMER_AGAIN_AFTER)
        return False
    return True


def _ticking(export_id: UUID, who: str) -> Callable[[float], Awaitable[None]]:
    """Records the progress, and renews the lease, every other second."""
    last = time.monotonic()

    async def tick(progress: float) -> None:
        nonlocal last
        if time.monotonic() - last < PROGRESS_SECONDS:
            return
        last = time.monotonic()
        async with transaction() as session:
            if not await exports.record_progress(session, export_id, who, progress):
                raise LeaseLost

    return tick


async def _delete_orphan(export_id: UUID, key: str) -> None:
    """The person is gone, and nobody else would delete the file."""
    async with transaction() as session:
        if not await exports.is_known(session, export_id):
            await schedule_file_deletion(session, [key])
