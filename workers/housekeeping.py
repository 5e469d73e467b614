"""What is done beside the pipeline."""

import logging

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.gallery.jobs import DeleteDiscarded
from influencer_app.domain.gallery.service import delete_discarded
from influencer_app.domain.generation.files import list_forgotten, record_deleted
from influencer_app.domain.generation.jobs import DeleteFiles
from influencer_app.domain.uploads.jobs import DeleteExpiredUploads
from influencer_app.domain.uploads.service import forget_expired
from influencer_app.wiring import runtime
from workers.task import Schedule, task


@task(DeleteFiles, seconds=300, schedule=Schedule(60), log_level=logging.DEBUG)
async def delete_files() -> None:
    """Delete the files whose rows are gone; one that fails stays on the list for the next run."""
    async with reading() as session:
        keys = await list_forgotten(session)
    for key in keys:
        await runtime().blobs.delete(key)
    if keys:
        async with transaction() as session:
            await record_deleted(session, keys)


@task(DeleteExpiredUploads, seconds=300, schedule=Schedule(600), log_level=logging.DEBUG)
async def delete_uploads() -> None:
    """Let the uploads go whose day is over."""
    async with transaction() as session:
        await forget_expired(session)


@task(DeleteDiscarded, seconds=300, schedule=Schedule(60), log_level=logging.DEBUG)
async def delete_thrown_away() -> None:
    """What people threw away, and did not take back, goes for good."""
    async with transaction() as session:
        await delete_discarded(session)
