"""Table of outgoing mails."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now


class Mail(SQLModel, table=True):
    """A mail to one address: its template and what is filled in, never a token.

    ``token_id`` names the row that a link in it stands for. ``next_attempt_at`` is empty once it was sent
    or given up.
    """

    __table_args__ = (
        Index("ix_mail_due", "next_attempt_at", postgresql_where="next_attempt_at is not null"),
        Index("ix_mail_created", "created_at"),
        Index("ix_mail_address", text("lower(address)")),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE", index=True)
    address: str = Field(max_length=254)
    template: str = Field(max_length=40)
    fields: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    token_id: UUID | None = None
    attempts: int = 0
    next_attempt_at: datetime | None = Field(default_factory=now, sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    error: str = Field(default="", max_length=300)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
