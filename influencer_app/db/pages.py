"""Keyset pagination by UUIDv7 id, newest first, and counts that stop."""

import base64
import re
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped

from influencer_app.errors import InvalidInput

ItemT = TypeVar("ItemT")

LIMIT_DEFAULT = 24
LIMIT_MAX = 100
CURSOR_PATTERN = "^([A-Za-z0-9_-]{21}[AQgw])?$"
"""A UUID in URL-safe base64 without padding: 22 characters, the last of which holds two bits."""
COUNT_MAX = 1000


class Page(BaseModel, Generic[ItemT]):
    """One page of items; ``next_cursor`` is None at the end."""

    items: list[ItemT]
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are: exactly ``value``, or more than that."""

    value: int
    more: bool = False

    @classmethod
    def of(cls, found: int) -> "Count":
        """From a count that stopped at one more than ``COUNT_MAX``."""
        return cls(min(found, COUNT_MAX), found > COUNT_MAX)


async def count_up_to_max(session: AsyncSession, query: Select[Any]) -> Count:
    """The number of rows of ``query``; counting stops at ``COUNT_MAX``."""
    some = query.limit(COUNT_MAX + 1).subquery()
    return Count.of(await session.scalar(select(func.count()).select_from(some)) or 0)


def encode_cursor(last: UUID) -> str:
    """The cursor that follows this id."""
    return base64.urlsafe_b64encode(last.bytes).decode().rstrip("=")


def decode_cursor(cursor: str) -> UUID:
    """The id in a cursor. Raises ``InvalidInput`` for anything else."""
    if not cursor or not re.fullmatch(CURSOR_PATTERN, cursor):
        raise InvalidInput.at("cursor", "This cursor is not one of ours.")
    return UUID(bytes=base64.urlsafe_b64decode(cursor + "=="))


async def fetch_page(
    session: AsyncSession,
    query: Select[Any],
    key: Mapped[UUID],
    cursor: str | None,
    limit: int,
) -> tuple[list[Any], str | None]:
    """Rows of ``query`` (one entity each) before ``cursor``, newest first, and the next cursor."""
    if not 1 <= limit <= LIMIT_MAX:
        raise InvalidInput.at("limit", f"The limit is 1 to {LIMIT_MAX}.")
    if cursor:
        query = query.where(key < decode_cursor(cursor))
    rows = list(await session.scalars(query.order_by(key.desc()).limit(limit + 1)))
    more = len(rows) > limit
    rows = rows[:limit]
    return rows, encode_cursor(rows[-1].id) if more else None
