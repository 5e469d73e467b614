"""Shared table conventions: constraint names, ids, timestamps."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, ForeignKeyConstraint, MetaData, Table
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel
from uuid_utils.compat import uuid7

CLOCK_SLACK = timedelta(seconds=1)
"""How far the time in a row's id and its ``created_at`` may be apart."""

LEASED = "lease_holder is not null"
"""For an index of the few rows that a worker has leased."""

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(DateTime):
    """A moment in UTC (``timestamptz``)."""

    def __init__(self) -> None:
        super().__init__(timezone=True)


def metadata() -> MetaData:
    """The metadata of all tables imported so far."""
    return SQLModel.metadata


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): sorts by the time it was made."""
    return uuid7()


def first_id(moment: datetime) -> UUID:
    """No row made at ``moment`` or later has an id below this one."""
    milliseconds = max(0, int((moment - CLOCK_SLACK).timestamp() * 1000))
    return UUID(int=milliseconds << 80)


def last_id(moment: datetime) -> UUID:
    """No row made before ``moment`` has an id above this one."""
    return first_id(moment + 2 * CLOCK_SLACK)


def started_at(row_id: UUID) -> datetime:
    """When a row with this id was made, to the millisecond."""
    return datetime.fromtimestamp((row_id.int >> 80) / 1000, UTC)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def member_key() -> ForeignKeyConstraint:
    """For a table keyed by ``workspace_id`` and ``person_id``: its rows go when the membership ends."""
    return ForeignKeyConstraint(
        ["workspace_id", "person_id"],
        ["membership.workspace_id", "membership.person_id"],
        ondelete="CASCADE",
    )


def table(model: type[SQLModel]) -> Table:
    """The model's table, for statements that need rows alone: half the work of reading entities."""
    found: Table = model.__table__  # type: ignore[attr-defined]  # set by SQLModel for tables
    return found


def columns(row: SQLModel) -> dict[str, Any]:
    """The row's column values by name."""
    return {name: getattr(row, name) for name in type(row).model_fields}


__all__ = [
    "AsyncSession",
    "Instant",
    "columns",
    "first_id",
    "last_id",
    "member_key",
    "metadata",
    "new_id",
    "now",
    "started_at",
    "table",
]
