"""Characters: who is in the pictures."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now


class Character(SQLModel, table=True):
    """An invented adult. The traits and the id decide the face."""

    __table_args__ = (
        CheckConstraint("age >= 18", name="adult"),
        Index("ix_character_person_newest", "person_id", "id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE")
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
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    updated_at: datetime = Field(default_factory=now, sa_type=Instant)
