"""A generation, its timeline and its parts; counts of what has ended; drafts of the composer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from influencer_app.db.base import LEASED, Instant, member_key, new_id, now

RUNNING = "('preparing', 'submitted', 'rendering', 'finishing')"
UNENDED = "('queued', 'preparing', 'awaiting_confirmation', 'submitted', 'rendering', 'finishing')"
NEEDS_ENGINE = "('queued', 'preparing', 'submitted', 'rendering')"
ENDED = "('succeeded', 'failed', 'canceled')"
QUEUED = "status = 'queued'"
PORTRAIT = "purpose = 'portrait'"


class Generation(SQLModel, table=True):
    """A request for outputs, from acceptance to its end. ``request`` is frozen on acceptance."""

    __table_args__ = (
        CheckConstraint(
            "status in ('queued', 'preparing', 'awaiting_confirmation', 'submitted', 'rendering',"
            " 'finishing', 'succeeded', 'failed', 'canceled')",
            name="status_known",
        ),
        CheckConstraint("count between 1 and 4", name="count_range"),
        CheckConstraint("progress between 0 and 1", name="progress_range"),
        Index("ix_generation_workspace_newest", "workspace_id", "id"),
        Index("ix_generation_character_newest", "character_id", "id"),
        Index("ix_generation_character_type", "character_id", "type", "id"),
        Index("ix_generation_character_portraits", "character_id", "id", postgresql_where=PORTRAIT),
        Index("ix_generation_member_newest", "workspace_id", "person_id", "id"),
        Index("ix_generation_workspace_type", "workspace_id", "type", "id"),
        Index("ix_generation_workspace_status", "workspace_id", "status", "id"),
        Index("ix_generation_portraits", "workspace_id", "id", postgresql_where=PORTRAIT),
        Index("ix_generation_unended", "workspace_id", "id", postgresql_where=f"status in {UNENDED}"),
        Index("ix_generation_awaiting", "deadline_at", postgresql_where="status = 'awaiting_confirmation'"),
        Index("ix_generation_oldest_queued", "id", postgresql_where=QUEUED),
        Index(
            "ix_generation_queue",
            *("turn", "created_at", "id", "workspace_id"),
            postgresql_where=QUEUED,
        ),
        Index("ix_generation_queued_by_person", "person_id", "created_at", "id", postgresql_where=QUEUED),
        Index("ix_generation_unsettled", "id", postgresql_where=f"turn is not null and status in {ENDED}"),
        Index("ix_generation_needs_engine", "engine", "id", postgresql_where=f"status in {NEEDS_ENGINE}"),
        Index("ix_generation_leased", "lease_holder", postgresql_where=LEASED),
        Index("ix_generation_discarded", "discarded_at", postgresql_where="discarded_at is not null"),
        Index("ix_generation_bin", "workspace_id", "id", postgresql_where="discarded_at is not null"),
        Index("ix_generation_running", "workspace_id", "person_id", postgresql_where=f"status in {RUNNING}"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    workspace_id: UUID = Field(foreign_key="workspace.id", ondelete="CASCADE")
    person_id: UUID
    type: str = Field(default="image", max_length=8)
    purpose: str = Field(default="result", max_length=16)
    status: str = Field(default="queued", max_length=24)
    progress: float = 0.0
    prompt: str
    enhanced_prompt: str | None = None
    negative_prompt: str = ""
    character_id: UUID | None = None
    """No foreign key: its checks would lock the character after the generation, against the lock order."""
    source_output_id: UUID | None = Field(default=None, index=True)
    """The source image of a video; no foreign key, since it may be deleted."""
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
    credits_required: int | None = None
    """The price to be confirmed, while it waits for that."""

    error_code: str | None = Field(default=None, max_length=60)
    error_message: str | None = None
    attempts: int = 0
    turn: int | None = None
    """Its place among those of its person, see ``lifecycle/turns.py``; None once its end is settled."""
    lease_holder: str | None = Field(default=None, max_length=120)
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    last_enqueued_at: datetime = Field(default_factory=now, sa_type=Instant)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    admitted_at: datetime | None = Field(default=None, sa_type=Instant)
    deadline_at: datetime | None = Field(default=None, sa_type=Instant)
    finished_at: datetime | None = Field(default=None, sa_type=Instant)
    discarded_at: datetime | None = Field(default=None, sa_type=Instant)
    """Set when discarded: hidden from its owner, but restorable for a while."""


class GenerationStep(SQLModel, table=True):
    """A step of the timeline; a restarted step keeps its row."""

    __tablename__ = "generation_step"
    __table_args__ = (UniqueConstraint("generation_id", "name"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    generation_id: UUID = Field(foreign_key="generation.id", ondelete="CASCADE")
    name: str = Field(max_length=24)
    status: str = Field(max_length=12)
    detail: str | None = None
    started_at: datetime = Field(default_factory=now, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class RenderTask(SQLModel, table=True):
    """An output in progress. ``asset_id`` is fixed from the start, so that
    finishing twice writes the same files."""

    __tablename__ = "render_task"
    __table_args__ = (
        CheckConstraint(
            "status in ('waiting', 'remote', 'rendering', 'finishing', 'done', 'failed')", name="status_known"
        ),
        Index("ix_render_task_open", "last_enqueued_at", postgresql_where="status not in ('done', 'failed')"),
        Index("ix_render_task_leased", "lease_holder", postgresql_where=LEASED),
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
    last_enqueued_at: datetime = Field(default_factory=now, sa_type=Instant)


class EndedCount(SQLModel, table=True):
    """How many generations have ended with a status, deleted ones included."""

    __tablename__ = "ended_count"

    status: str = Field(primary_key=True, max_length=16)
    count: int = Field(sa_column=Column(BigInteger, nullable=False))


class Draft(SQLModel, table=True):
    """The composer's fields, not yet sent or sent last: one for each member of a workspace."""

    __table_args__ = (member_key(),)

    workspace_id: UUID = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True)
    fields: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    updated_at: datetime = Field(default_factory=now, sa_type=Instant)
