"""ReferenceImage images of real faces, with recorded consent."""

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.characters.events import CharacterChanged
from influencer_app.domain.characters.models import Character, ReferenceImage
from influencer_app.domain.characters.queries import get_row
from influencer_app.domain.characters.schemas import ReferenceImageDetail
from influencer_app.domain.files.deletions import schedule_file_deletion
from influencer_app.domain.uploads.service import take_picture
from influencer_app.domain.workspaces.queries import is_member
from influencer_app.domain.workspaces.schemas import Actor, WorkspaceScope
from influencer_app.errors import Conflict, InvalidInput, NotFound

REFERENCES_MAX: Final = 4
"""The model's limit (PhotoMaker)."""

STATEMENT: Final = (
    "I am the person in this picture, or this person has allowed me to make pictures, clips and talking "
    "videos with their face, and they are 18 or older."
)
"""The consent asked for with each photo; each row keeps the wording at the time."""


async def check_place(
    session: AsyncSession, actor: Actor, character_id: UUID, *, lock: bool = False
) -> Character:
    """The actor's character, if it has room for another reference image.

    Raises ``NotFound`` for another person's, ``Conflict`` at the maximum.
    """
    character = await get_row(session, actor, character_id, lock=lock)
    if character.reference_count >= REFERENCES_MAX:
        raise Conflict(
            f"{character.name} has {REFERENCES_MAX} photos, the maximum. Remove one to add another."
        )
    return character


def check_consent(*, consent: bool) -> None:
    """Raises ``InvalidInput`` without consent."""
    if not consent:
        raise InvalidInput.at("consent", f"Confirm that you may use this face: {STATEMENT}")


async def add_reference(
    session: AsyncSession, actor: Actor, character_id: UUID, upload_id: UUID, *, consent: bool
) -> ReferenceImageDetail:
    """Turns an uploaded picture into a reference image, with the consent text.

    Raises ``InvalidInput`` without consent, ``NotFound`` for another person's character or upload,
    ``Conflict`` at the maximum or for a duplicate.
    """
    check_consent(consent=consent)
    character = await check_place(session, actor, character_id, lock=True)
    face = await take_picture(session, actor, upload_id)
    known = select(col(ReferenceImage.id)).where(
        col(ReferenceImage.character_id) == character_id, col(ReferenceImage.sha256) == face.sha256
    )
    if await session.scalar(known):
        raise Conflict(f"{character.name} has this picture already.")
    row = ReferenceImage(
        character_id=character_id,
        workspace_id=actor.workspace_id,
        person_id=actor.person_id,
        key=face.key,
        thumb_key=face.thumb_key or "",
        thumbhash=face.thumbhash or "",
        sha256=face.sha256,
        width=face.width or 0,
        height=face.height or 0,
        consent_text=STATEMENT,
    )
    session.add(row)
    character.reference_count += 1
    await session.flush()
    _tell(session, character)
    return reference_detail(row)


async def list_references(
    session: AsyncSession, scope: WorkspaceScope, character_id: UUID
) -> list[ReferenceImageDetail]:
    """The reference images of the workspace's character, oldest first. Raises ``NotFound``."""
    await get_row(session, scope, character_id)
    return [reference_detail(row) for row in await list_reference_images(session, character_id)]


async def get_reference(
    session: AsyncSession, viewer: AuthenticatedPerson, character_id: UUID, reference_id: UUID
) -> ReferenceImage:
    """A reference image in any of the viewer's workspaces, or ``NotFound``."""
    row = await session.scalar(
        select(ReferenceImage).where(
            col(ReferenceImage.id) == reference_id,
            col(ReferenceImage.character_id) == character_id,
            is_member(viewer, col(ReferenceImage.workspace_id)),
        )
    )
    if row is None:
        raise NotFound("This face")
    return row


async def withdraw_reference(
    session: AsyncSession, actor: Actor, character_id: UUID, reference_id: UUID
) -> None:
    """Deletes the reference image and its files. Outputs made with it stay."""
    character = await get_row(session, actor, character_id, lock=True)
    row = await get_reference(session, actor, character_id, reference_id)
    await session.delete(row)
    character.reference_count -= 1
    await session.flush()
    await schedule_file_deletion(session, [row.key, row.thumb_key])
    _tell(session, character)


async def list_reference_images(session: AsyncSession, character_id: UUID) -> list[ReferenceImage]:
    """The reference images of a character, oldest first."""
    found = await session.scalars(
        select(ReferenceImage)
        .where(col(ReferenceImage.character_id) == character_id)
        .order_by(col(ReferenceImage.id))
    )
    return list(found)


async def delete_reference_files(session: AsyncSession, character_id: UUID) -> None:
    """Delete the files of the character's references; the rows go with the character by cascade."""
    rows = await list_reference_images(session, character_id)
    keys = [key for row in rows for key in (row.key, row.thumb_key)]
    await schedule_file_deletion(session, keys)


def reference_detail(row: ReferenceImage) -> ReferenceImageDetail:
    """The read model of a row."""
    at = f"/api/characters/{row.character_id}/references/{row.id}"
    return ReferenceImageDetail(
        id=row.id,
        url=f"{at}/face",
        thumb_url=f"{at}/thumb",
        thumbhash=row.thumbhash,
        width=row.width,
        height=row.height,
        consent_text=row.consent_text,
        consented_at=row.consented_at,
    )


def _tell(session: AsyncSession, character: Character) -> None:
    character.updated_at = now()
    emit(session, CharacterChanged(workspace_id=character.workspace_id, character_id=character.id))
