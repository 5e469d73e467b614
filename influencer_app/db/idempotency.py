"""Answers kept for requests that carry an ``Idempotency-Key``."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, now


class IdempotentAnswer(SQLModel, table=True):
    """The first answer to a key of a person; ``fingerprint`` is the SHA-256 of path and body."""

    __tablename__ = "idempotent_answer"

    person_id: UUID = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    key: str = Field(primary_key=True, max_length=255)
    fingerprint: str = Field(max_length=64)
    status: int = 0
    body: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB))
    created_at: datetime = Field(default_factory=now, sa_type=Instant, index=True)
