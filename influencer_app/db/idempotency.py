"""Stores responses of requests that carry an ``Idempotency-Key``."""

import hashlib
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import JSON, Column, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from influencer_app.db.base import Instant, member_key, now
from influencer_app.errors import Conflict


class IdempotencyRecord(SQLModel, table=True):
    """The first response to a member's key; ``fingerprint`` is the SHA-256 of path and body."""

    __tablename__ = "idempotency_record"
    __table_args__ = (member_key(),)

    workspace_id: UUID = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True)
    key: str = Field(primary_key=True, max_length=255)
    fingerprint: str = Field(max_length=64)
    status: int = 0
    body: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    """JSON and not JSONB: it keeps the order of the members, and with it the very same response."""
    created_at: datetime = Field(default_factory=now, sa_type=Instant, index=True)


def fingerprint(path: str, body: str) -> str:
    """SHA-256 of the request, in hex."""
    return hashlib.sha256(f"{path}\n{body}".encode()).hexdigest()


class Member(Protocol):
    """Whose key it is."""

    @property
    def workspace_id(self) -> UUID: ...
    @property
    def person_id(self) -> UUID: ...


async def claim_key(session: AsyncSession, member: Member, key: str, asked: str) -> IdempotencyRecord | None:
    """The stored response of this key; None for a new key, which is claimed now.

    Waits for a concurrent request with the same key. Raises ``Conflict`` for a different body.
    """
    taken = await session.scalar(
        insert(IdempotencyRecord)
        .values(
            workspace_id=member.workspace_id,
            person_id=member.person_id,
            key=key,
            fingerprint=asked,
            status=0,
            created_at=now(),
        )
        .on_conflict_do_nothing()
        .returning(col(IdempotencyRecord.status))
    )
    if taken is not None:
        return None
    known = await session.get_one(IdempotencyRecord, (member.workspace_id, member.person_id, key))
    if known.fingerprint != asked:
        raise Conflict("This Idempotency-Key was used for another request.")
    return known


async def store_response(
    session: AsyncSession, member: Member, key: str, status: int, body: dict[str, Any]
) -> None:
    """Store the response in the transaction that has the effect."""
    known = await session.get_one(IdempotencyRecord, (member.workspace_id, member.person_id, key))
    known.status, known.body = status, body
    await session.flush()


async def delete_old_records(session: AsyncSession, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` records created before then; returns how many."""
    primary_key = (
        col(IdempotencyRecord.workspace_id),
        col(IdempotencyRecord.person_id),
        col(IdempotencyRecord.key),
    )
    old = (
        select(*primary_key)
        .where(col(IdempotencyRecord.created_at) < before)
        .order_by(col(IdempotencyRecord.created_at))
        .limit(limit)
    )
    key = tuple_(*primary_key)
    gone = await session.scalars(
        delete(IdempotencyRecord).where(key.in_(old)).returning(col(IdempotencyRecord.key))
    )
    return len(gone.all())
