"""Tables of exports, and of accounts and workspaces that are to be erased."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Index
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now

WORKING = "status = 'working'"


class DataExport(SQLModel, table=True):
    """Everything of a person in one zip, being written or ready until ``expires_at``."""

    __tablename__ = "data_export"
    __table_args__ = (
        CheckConstraint("status in ('working', 'ready', 'failed')", name="status_known"),
        CheckConstraint("progress between 0 and 1", name="progress_range"),
        Index("ix_data_export_person_newest", "person_id", "id"),
        Index("uq_data_export_working", "person_id", unique=True, postgresql_where=WORKING),
        Index("ix_data_export_open", "lease_until", postgresql_where=WORKING),
        Index("ix_data_export_expires", "expires_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE")
    status: str = Field(default="working", max_length=8)
    progress: float = 0.0
    key: str = Field(max_length=200)
    bytes: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    attempts: int = 0
    lease_holder: str | None = Field(default=None, max_length=120)
    lease_until: datetime = Field(default_factory=now, sa_type=Instant)
    """Another worker may take it up from then on."""

    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)


class Erasure(SQLModel, table=True):
    """An account or a workspace that is erased from ``due_at`` on; deleted once that is done.

    ``parent_id`` is the erasure of the account that a workspace goes with. None of the ids is a foreign key,
    because the rows that they name go first.
    """

    __table_args__ = (
        CheckConstraint("(person_id is null) <> (workspace_id is null)", name="one_subject"),
        Index("uq_erasure_person", "person_id", unique=True, postgresql_where="person_id is not null"),
        Index(
            "uq_erasure_workspace", "workspace_id", unique=True, postgresql_where="workspace_id is not null"
        ),
        Index("ix_erasure_parent", "parent_id", postgresql_where="parent_id is not null"),
        Index("ix_erasure_due", "due_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID | None = None
    workspace_id: UUID | None = None
    parent_id: UUID | None = None
    due_at: datetime = Field(sa_type=Instant)
    started_at: datetime | None = Field(default=None, sa_type=Instant)
    lease_holder: str | None = Field(default=None, max_length=120)
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
