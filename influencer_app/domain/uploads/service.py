"""Stores uploads and deletes them when they expire."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import new_id, now
from influencer_app.domain.files.deletions import schedule_file_deletion
from influencer_app.domain.uploads.models import Upload
from influencer_app.domain.uploads.schemas import ReadFile, UploadDetail
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import Conflict, InvalidInput, NotFound

KEPT_FOR = timedelta(hours=24)
ENDINGS = {"image/jpeg": "jpg", "audio/wav": "wav"}


async def add_upload(session: AsyncSession, actor: Actor, file: ReadFile) -> Upload:
    """Inserts the row before the file is stored under its keys, so that no file is without a row."""
    own = new_id()
    row = Upload(
        id=own,
        workspace_id=actor.workspace_id,
        person_id=actor.person_id,
        kind=file.kind,
        key=f"uploads/{own}.{ENDINGS[file.content_type]}",
        thumb_key=f"uploads/{own}-thumb.webp" if file.thumb else None,
        thumbhash=file.thumbhash or None,
        content_type=file.content_type,
        sha256=file.sha256,
        bytes=len(file.data) + len(file.thumb),
        width=file.width,
        height=file.height,
        seconds=file.seconds,
        expires_at=now() + KEPT_FOR,
    )
    session.add(row)
    await session.flush()
    return row


async def check_room(session: AsyncSession, actor: Actor, bytes_max: int) -> None:
    """Raises ``Conflict`` if the actor's uploads total ``bytes_max`` bytes or more."""
    held = await session.scalar(
        select(func.coalesce(func.sum(col(Upload.bytes)), 0)).where(
            col(Upload.workspace_id) == actor.workspace_id
        )
    )
    if (held or 0) >= bytes_max:
        raise Conflict(
            f"Your files of the last day hold {bytes_max // 1_000_000} MB, which is all there is room for. "
            "They go by themselves after 24 hours."
        )


async def get_upload(session: AsyncSession, actor: Actor, upload_id: UUID) -> UploadDetail:
    """The actor's upload, or ``NotFound``."""
    return upload_detail(await _own(session, actor, upload_id))


async def use_audio(session: AsyncSession, actor: Actor, upload_id: UUID) -> Upload:
    """The actor's audio upload, kept for another day so that it outlives its use.

    Raises ``NotFound`` if it is another person's or expired, ``InvalidInput`` for a picture.
    """
    row = await _own(session, actor, upload_id, lock=True)
    if row.kind != "audio":
        raise InvalidInput.at("upload_id", "This is a picture. Upload audio.")
    row.expires_at = now() + KEPT_FOR
    return row


async def take_picture(session: AsyncSession, actor: Actor, upload_id: UUID) -> Upload:
    """Removes the actor's picture from the uploads; the caller owns its files. Raises ``NotFound``."""
    row = await _own(session, actor, upload_id, lock=True)
    if row.kind != "picture":
        raise InvalidInput.at("upload_id", "This is audio. Upload a picture.")
    await session.delete(row)
    return row


async def delete_upload(session: AsyncSession, actor: Actor, upload_id: UUID) -> None:
    """Delete it with its files. Raises ``NotFound``."""
    row = await _own(session, actor, upload_id, lock=True)
    await session.delete(row)
    await schedule_file_deletion(session, [key for key in (row.key, row.thumb_key) if key])


async def delete_expired_uploads(session: AsyncSession, limit: int = 500) -> int:
    """Delete up to ``limit`` uploads that have expired, with their files; returns how many."""
    over = select(col(Upload.id)).where(col(Upload.expires_at) <= now()).limit(limit)
    gone = delete(Upload).where(col(Upload.id).in_(over)).returning(col(Upload.key), col(Upload.thumb_key))
    rows = (await session.execute(gone)).all()
    await schedule_file_deletion(session, [key for row in rows for key in row if key])
    return len(rows)


def upload_detail(row: Upload) -> UploadDetail:
    """The read model of a row."""
    return UploadDetail.model_validate(row, from_attributes=True)


async def _own(session: AsyncSession, actor: Actor, upload_id: UUID, *, lock: bool = False) -> Upload:
    query = select(Upload).where(
        col(Upload.id) == upload_id,
        col(Upload.workspace_id) == actor.workspace_id,
        col(Upload.expires_at) > now(),
    )
    row = await session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotFound("This upload")
    return row
