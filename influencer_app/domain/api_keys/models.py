"""Table of API keys."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, member_key, new_id, now


class ApiKey(SQLModel, table=True):
    """What a program signs in with, in one workspace, on behalf of the member who made it.

    It goes with the membership. ``hash`` is all that is kept of the key; ``prefix`` is how people know it.
    """

    __tablename__ = "api_key"
    __table_args__ = (
        member_key(),
        Index("ix_api_key_member", "workspace_id", "person_id"),
        Index("ix_api_key_revoked", "revoked_at", postgresql_where="revoked_at is not null"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    workspace_id: UUID
    person_id: UUID
    name: str = Field(max_length=80)
    scopes: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    prefix: str = Field(max_length=12)
    hash: str = Field(max_length=64, unique=True)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    last_used_at: datetime | None = Field(default=None, sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
