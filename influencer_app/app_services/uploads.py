"""Stores uploaded files: the row first, then the bytes."""

from influencer_app.db.transaction import transaction
from influencer_app.domain.uploads.models import Upload
from influencer_app.domain.uploads.schemas import ReadFile
from influencer_app.domain.uploads.service import add_upload, delete_upload
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.wiring import runtime


async def store_upload(actor: Actor, file: ReadFile) -> Upload:
    """Stores an upload for a day; the row is committed before the bytes, so that no file is without one."""
    blobs = runtime().blobs
    async with transaction(actor) as session:
        row = await add_upload(session, actor, file)
    try:
        await blobs.put(row.key, file.data, file.content_type)
        if row.thumb_key:
            await blobs.put(row.thumb_key, file.thumb, "image/webp")
    except BaseException:
        await discard_upload(actor, row)
        raise
    return row


async def discard_upload(actor: Actor, row: Upload) -> None:
    """Deletes an upload that is not needed after all."""
    async with transaction(actor) as session:
        await delete_upload(session, actor, row.id)
