"""The composer's draft: one per member, shared by all their devices. The last write wins."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.domain.generation.models.generation import Draft
from influencer_app.domain.text import AsTyped
from influencer_app.domain.workspaces.schemas import Actor

Text = Annotated[str, StringConstraints(max_length=20_000), AsTyped]
Word = Annotated[str, StringConstraints(max_length=80), AsTyped]


class DraftFields(BaseModel):
    """The composer's fields as typed, not validated before they are sent.

    ``character_id``, ``source`` and ``audio`` are ids of a character, a picture and an upload, any of
    which may be gone.
    """

    mode: Literal["image", "video", "avatar"] = "image"
    prompt: Text = ""
    enhancement: Text = ""
    negative: Text = ""
    seed: Word = ""
    character_id: Word = ""
    style: Word = "realistic"
    aspect_ratio: Word = "4:5"
    count: int = 1
    motion: int = 5
    script: Text = ""
    voice: Word = ""
    source: Word = ""
    audio: Word = ""


async def get_draft(session: AsyncSession, actor: Actor) -> tuple[DraftFields, datetime] | None:
    """The actor's draft and when it was saved, or None."""
    found = select(col(Draft.fields), col(Draft.updated_at)).where(
        col(Draft.workspace_id) == actor.workspace_id, col(Draft.person_id) == actor.person_id
    )
    row = (await session.execute(found)).first()
    return (DraftFields.model_validate(row.fields), row.updated_at) if row else None


async def keep_draft(session: AsyncSession, actor: Actor, fields: DraftFields) -> datetime:
    """Replaces the draft and returns when."""
    at = now()
    values = {"fields": fields.model_dump(mode="json"), "updated_at": at}
    await session.execute(
        insert(Draft)
        .values(workspace_id=actor.workspace_id, person_id=actor.person_id, **values)
        .on_conflict_do_update(index_elements=["workspace_id", "person_id"], set_=values)
    )
    return at
