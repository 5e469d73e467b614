"""Deletes the rows of a table by its rule, with their files, and reads them for an export."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.base import table
from influencer_app.domain.files.deletions import schedule_file_deletion
from influencer_app.domain.privacy.rules import TableRule


async def delete_rows(
    session: AsyncSession, rule: TableRule, condition: ColumnElement[bool], limit: int
) -> int:
    """Deletes up to ``limit`` rows and schedules the deletion of their files; returns how many."""
    of = table(rule.model)
    key = primary_key(of)
    some = select(*of.primary_key.columns).where(condition).limit(limit)
    gone = await session.execute(
        delete(of).where(key.in_(some)).returning(*of.primary_key.columns, *_files(of, rule))
    )
    rows = gone.mappings().all()
    keys = [row[name] for row in rows for name in rule.file_columns if row[name]]
    await schedule_file_deletion(session, keys)
    return len(rows)


async def read_rows(
    session: AsyncSession,
    rule: TableRule,
    condition: ColumnElement[bool],
    after: Sequence[Any] | None,
    limit: int,
) -> list[dict[str, Any]]:
    """Up to ``limit`` rows in the order of their primary key, after this one."""
    of = table(rule.model)
    query = select(of).where(condition).order_by(*of.primary_key.columns).limit(limit)
    if after is not None:
        query = query.where(primary_key(of) > tuple_(*after))
    return [dict(row) for row in (await session.execute(query)).mappings()]


def key_of(rule: TableRule, row: dict[str, Any]) -> tuple[Any, ...]:
    """The primary key of a row."""
    return tuple(row[column.name] for column in table(rule.model).primary_key.columns)


def primary_key(of: Table) -> Any:
    """The primary key as one value."""
    columns = list(of.primary_key.columns)
    return tuple_(*columns)


def equals(rule: TableRule, column: str, value: UUID) -> ColumnElement[bool]:
    """A condition: the rows with this id in the column."""
    return table(rule.model).columns[column] == value


def _files(of: Table, rule: TableRule) -> list[Any]:
    return [of.columns[name] for name in rule.file_columns]
