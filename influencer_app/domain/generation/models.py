"""A generation, its timeline, its parts, and what came of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now

RUNNING = "('preparing', 'submitted', 'rendering', 'finishing')"


class Asset(SQLModel, table=True):
    """A finished file with its small versions, and its row in the provenance registry.

    ``phash`` is a 64-bit perceptual hash in hex, ``source_type`` an IPTC digital source type.
    """

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    kind: str = Field(max_length=8)
    content_type: str = Field(max_length=60)
    width: int
    height: int
    duration_seconds: float | None = None
    bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    original_key: str = Field(max_length=200)
    preview_key: str = Field(max_length=200)
    thumb_key: str = Field(max_length=200)
    captions_key: str | None = Field(default=None, max_length=200)
    thumbhash: str = Field(max_length=60)
    sha256: str = Field(max_length=64, index=True)
    phash: str = Field(max_length=16)
    engine: str = Field(max_length=32)
    model: str = Field(max_length=120)
    source_type: str = Field(max_length=60)
    watermarked: bool = False
    created_at: datetime = Field(default_factory=now, sa_type=Instant)


class Generation(SQLModel, table=True):
    """One request for pictures, from the click to the end. ``request`` is frozen when it is accepted."""

    __table_args__ = (
        CheckConstraint(
            "status in ('queued', 'preparing', 'submitted', 'rendering', 'finishing',"
            " 'succeeded', 'failed', 'canceled')",
            name="status_known",
        ),
        CheckConstraint("count between 1 and 4", name="count_range"),
        CheckConstraint("progress between 0 and 1", name="progress_range"),
        Index("ix_generation_person_newest", "person_id", "id"),
        Index("ix_generation_queued", "created_at", postgresql_where="status = 'queued'"),
        Index("ix_generation_discarded", "discarded_at", postgresql_where="discarded_at is not null"),
        Index("ix_generation_running", "person_id", postgresql_where=f"status in {RUNNING}"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE")
    type: str = Field(default="image", max_length=8)
    purpose: str = Field(default="result", max_length=16)
    status: str = Field(default="queued", max_length=16)
    progress: float = 0.0
    prompt: str
    enhanced_prompt: str | None = None
    negative_prompt: str = ""
    character_id: UUID | None = Field(default=None, index=True)
    """No foreign key: its checks would lock the character behind the generation, against our order."""
    source_output_id: UUID | None = Field(default=None, index=True)
    """The picture that a film is made of; no foreign key, for it may be deleted."""
    style: str = Field(max_length=32)
    aspect_ratio: str = Field(max_length=8)
    count: int
    seed: int
    engine: str = Field(max_length=32)
    model: str = Field(max_length=120)
    request: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    price_each: int
    credits_reserved: int = 0
    credits_used: int = 0
    error_code: str | None = Field(default=None, max_length=60)
    error_message: str | None = None
    attempts: int = 0
    lease_holder: str | None = Field(default=None, max_length=120)
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    nudged_at: datetime = Field(default_factory=now, sa_type=Instant)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    admitted_at: datetime | None = Field(default=None, sa_type=Instant)
    deadline_at: datetime | None = Field(default=None, sa_type=Instant)
    finished_at: datetime | None = Field(default=None, sa_type=Instant)
    discarded_at: datetime | None = Field(default=None, sa_type=Instant)
    """Thrown away: for its owner it does not exist any more, but can be taken back for a while."""


class GenerationStep(SQLModel, table=True):
    """A line of the timeline; a step that runs again keeps its line."""

    __tablename__ = "generation_step"
    __table_args__ = (UniqueConstraint("generation_id", "name"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    generation_id: UUID = Field(foreign_key="generation.id", ondelete="CASCADE")
    name: str = Field(max_length=24)
    status: str = Field(max_length=12)
    detail: str | None = None
    started_at: datetime = Field(default_factory=now, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class GenerationPart(SQLModel, table=True):
    """One of the outputs while it is being made. ``asset_id`` is fixed from the start, so that
    finishing twice writes the same files."""

    __tablename__ = "generation_part"
    __table_args__ = (
        CheckConstraint(
            "status in ('waiting', 'away', 'rendering', 'finishing', 'done', 'lost')", name="status_known"
        ),
        Index("ix_generation_part_open", "nudged_at", postgresql_where="status not in ('done', 'lost')"),
    )

    generation_id: UUID = Field(primary_key=True, foreign_key="generation.id", ondelete="CASCADE")
    index: int = Field(primary_key=True)
    asset_id: UUID = Field(default_factory=new_id)
    seed: int
    status: str = Field(default="waiting", max_length=12)
    progress: float = 0.0
    raw_key: str | None = Field(default=None, max_length=200)
    attempts: int = 0
    lease_holder: str | None = Field(default=None, max_length=120)
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    nudged_at: datetime = Field(default_factory=now, sa_type=Instant)


class Output(SQLModel, table=True):
    """One delivered picture of a generation."""

    __table_args__ = (UniqueConstraint("generation_id", "index"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    generation_id: UUID = Field(foreign_key="generation.id", ondelete="CASCADE")
    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    index: int
    asset_id: UUID = Field(foreign_key="asset.id", ondelete="CASCADE", unique=True)
    seed: int
    identity_score: float | None = None
    favourite: bool = False
    published: bool = False
    created_at: datetime = Field(default_factory=now, sa_type=Instant)


class FileDeletion(SQLModel, table=True):
    """A file that must go: written with the deletion of its row, taken away when the file is gone."""

    __tablename__ = "file_deletion"

    key: str = Field(primary_key=True, max_length=200)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)


class Draft(SQLModel, table=True):
    """What a person has set in the composer and not sent, or sent last."""

    person_id: UUID = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    fields: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    updated_at: datetime = Field(default_factory=now, sa_type=Instant)
