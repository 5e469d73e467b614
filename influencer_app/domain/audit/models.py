"""Table of what staff and operators did."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now


class AuditEntry(SQLModel, table=True):
    """One act, written in the transaction that has its effect. The database refuses to change it.

    ``actor_id`` is None for an operator at the command line. Ids stay when what they name is gone; there is
    never a name or an address here.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_target", "target_id", "id"),
        Index("ix_audit_entry_actor", "actor_id", "id", postgresql_where="actor_id is not null"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    actor_id: UUID | None = None
    actor_role: str = Field(max_length=16)
    act: str = Field(max_length=60)
    target_kind: str = Field(max_length=32)
    target_id: str = Field(max_length=120)
    reason: str = Field(default="", max_length=500)
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    address_hash: str = Field(default="", max_length=64)
    """Of the network address, keyed with the secret key; empty at the command line."""

    created_at: datetime = Field(default_factory=now, sa_type=Instant)
