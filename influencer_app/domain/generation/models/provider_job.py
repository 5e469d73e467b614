"""Jobs at providers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from influencer_app.db.base import LEASED, Instant, new_id, now


class ProviderJob(SQLModel, table=True):
    """One prediction at a provider, from before its submission until nothing is left to do.

    It makes ``count`` outputs of its generation from ``first_index`` on (None: all). A model that gives fewer
    than are asked for has several jobs for one generation, each with a ``purpose`` of its own.

    waiting    to be sent at ``next_attempt_at``
    sending    a create was sent; without ``provider_id`` its response has not arrived
    open       the provider runs it; polled again at ``next_attempt_at``
    collecting it succeeded; its files are being downloaded
    ended      nothing is left to do

    ``failing_since`` is when the first of the calls failed that have failed since; None after a success.
    ``generation_id`` has no foreign key: a deleted generation's prediction must still be canceled.
    """

    __tablename__ = "provider_job"
    __table_args__ = (
        CheckConstraint(
            "status in ('waiting', 'sending', 'open', 'collecting', 'ended')", name="status_known"
        ),
        UniqueConstraint("generation_id", "purpose"),
        Index(
            "uq_provider_job_provider_id",
            "provider",
            "provider_id",
            unique=True,
            postgresql_where="provider_id is not null",
        ),
        Index("ix_provider_job_leased", "lease_holder", postgresql_where=LEASED),
        Index("ix_provider_job_ended", "ended_at", postgresql_where="ended_at is not null"),
        Index("ix_provider_job_due", "next_attempt_at", postgresql_where="status <> 'ended'"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    generation_id: UUID
    purpose: str = Field(default="render", max_length=12)
    first_index: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    count: int | None = None
    provider: str = Field(max_length=32)
    model: str = Field(max_length=120)
    version: str = Field(default="", max_length=80)
    status: str = Field(default="waiting", max_length=12)
    provider_id: str | None = Field(default=None, max_length=80)
    input: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB, nullable=True))
    outputs: list[str] = Field(default_factory=list, sa_column=Column(JSONB, nullable=False))
    tries: int = 0
    poll_count: int = 0
    progress: float = 0.0
    lease_holder: str | None = Field(default=None, max_length=120)
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    next_attempt_at: datetime = Field(default_factory=now, sa_type=Instant)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    failing_since: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
