"""Answers kept for requests that carry an ``Idempotency-Key``."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from influencer_app.db.base import Instant, now
from influencer_app.errors import Conflict


class IdempotentAnswer(SQLModel, table=True):
    """The first answer to a key of a person; ``fingerprint`` is the SHA-256 of path and body."""

    __tablename__ = "idempotent_answer"

    person_id: UUID = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    key: str = Field(primary_key=True, max_length=255)
    fingerprint: str = Field(max_length=64)
    status: int = 0
    body: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    """JSON and not JSONB: it keeps the order of the members, and with it the very same answer."""
    created_at: datetime = Field(default_factory=now, sa_type=Instant, index=True)


def fingerprint(path: str, body: str) -> str:
    """SHA-256 of what was asked, in hex."""
    return hashlib.sha256(f"{path}\n{body}".encode()).hexdigest()


async def remembered(session: AsyncSession, person_id: UUID, key: str, asked: str) -> IdempotentAnswer | None:
    """The answer that was given to this key; None for a new key, which is taken from now on.

    Waits for a request with the same key that is still under way. Raises ``Conflict`` for another body.
    """
    taken = await session.scalar(
        insert(IdempotentAnswer)
        .values(person_id=person_id, key=key, fingerprint=asked, status=0, created_at=now())
        .on_conflict_do_nothing()
        .returning(col(IdempotentAnswer.status))
    )
    if taken is not None:
        return None
    known = await session.get_one(IdempotentAnswer, (person_id, key))
    if known.fingerprint != asked:
        raise Conflict("This Idempotency-Key was used for another request.")
    return known


async def remember(
    session: AsyncSession, person_id: UUID, key: str, status: int, body: dict[str, Any]
) -> None:
    """Keep the answer with the effect, in the same transaction."""
    known = await session.get_one(IdempotentAnswer, (person_id, key))
    known.status, known.body = status, body
    await session.flush()


async def forget_answers(session: AsyncSession, before: datetime) -> int:
    """Delete the answers given before then; how many."""
    gone = await session.scalars(
        delete(IdempotentAnswer)
        .where(col(IdempotentAnswer.created_at) < before)
        .returning(col(IdempotentAnswer.key))
    )
    return len(gone.all())
