"""Tables of characters and their reference images."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now


class Character(SQLModel, table=True):
    """An invented adult. Traits and id determine the face."""

    __table_args__ = (
        CheckConstraint("age >= 18", name="adult"),
        Index("ix_character_workspace_newest", "workspace_id", "id"),
        Index("ix_character_portrait", "portrait_asset_id", postgresql_where="portrait_asset_id is not null"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    workspace_id: UUID = Field(foreign_key="workspace.id", ondelete="CASCADE")
    person_id: UUID
    name: str = Field(max_length=60)
    age: int
    gender: str = Field(max_length=16)
    ethnicity: str = Field(default="", max_length=60)
    skin_tone: str = Field(default="", max_length=60)
    hair_style: str = Field(default="", max_length=60)
    hair_color: str = Field(default="", max_length=60)
    eye_color: str = Field(default="", max_length=60)
    body_type: str = Field(default="", max_length=60)
    style: str = Field(default="realistic", max_length=32)
    persona: str = Field(default="", max_length=1000)
    voice: str = Field(default="", max_length=60)
    portrait_asset_id: UUID | None = Field(default=None, foreign_key="asset.id", ondelete="SET NULL")
    portrait_thumbhash: str | None = Field(default=None, max_length=60)
    reference_count: int = 0
    """Its reference images."""
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    updated_at: datetime = Field(default_factory=now, sa_type=Instant)


class ReferenceImage(SQLModel, table=True):
    """A photo of a real face for a character, with the consent given for it.

    The image is re-encoded from the uploaded pixels and carries no metadata.
    """

    __tablename__ = "reference_image"
    __table_args__ = (UniqueConstraint("character_id", "sha256"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    character_id: UUID = Field(foreign_key="character.id", ondelete="CASCADE")
    workspace_id: UUID = Field(foreign_key="workspace.id", ondelete="CASCADE", index=True)
    person_id: UUID
    key: str = Field(max_length=200)
    thumb_key: str = Field(max_length=200)
    thumbhash: str = Field(max_length=60)
    sha256: str = Field(max_length=64)
    width: int
    height: int
    consent_text: str
    consented_at: datetime = Field(default_factory=now, sa_type=Instant)
