"""Queries for credits."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Date, Select, Uuid, bindparam, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import first_id, last_id, now, table
from influencer_app.db.outbox import port
from influencer_app.db.pages import LIMIT_DEFAULT, Page, fetch_page
from influencer_app.domain.credits.balances import daily_left
from influencer_app.domain.credits.models import CreditAccount, LedgerEntry, Reservation
from influencer_app.domain.credits.ports import AllowancePort
from influencer_app.domain.credits.rules import RESET_AFTER
from influencer_app.domain.credits.schemas import Balance, EntryDetail, EntryFilter
from influencer_app.domain.workspaces.schemas import WorkspaceScope
from influencer_app.errors import NotFound


async def get_balance(session: AsyncSession, scope: WorkspaceScope) -> Balance:
    """The balance on use: a reset that is due, or another plan, counts, though it is not yet written.

    Raises ``NotFound`` for an unknown workspace.
    """
    found = (await get_balances(session, [scope.workspace_id])).get(scope.workspace_id)
    if found is None:
        raise NotFound("This workspace")
    return found


async def get_balances(session: AsyncSession, workspace_ids: Collection[UUID]) -> dict[UUID, Balance]:
    """The balances of workspaces in one query, without unknown ones."""
    query = _balances_query(port(session, AllowancePort).allowance_of)
    rows = await session.execute(query, {"workspace_ids": list(workspace_ids)})
    return {row.workspace_id: _balance(row) for row in rows if row.allowance is not None}


def _balance(row: Any) -> Balance:
    """Of the allowance and the account's columns, which are null where it was never used."""
    allowance, moment = row.allowance, now()
    if row.reset_at is None:
        daily, bought, debt, reserved, reset_at = allowance, 0, 0, 0, moment
    else:
        due = row.reset_at + RESET_AFTER <= moment
        as_applied = not due and row.applied in (None, allowance)
        daily = row.daily if as_applied else daily_left(allowance, 0 if due else row.daily_used)
        bought, debt, reserved = row.bought, row.debt, row.reserved
        reset_at = moment if due else row.reset_at
    return Balance(
        available=daily + bought,
        daily=daily,
        daily_allowance=allowance,
        bought=bought,
        debt=debt,
        reserved=reserved,
        resets_at=reset_at + RESET_AFTER,
    )


@lru_cache(maxsize=1)
def _balances_query(
    allowance_of: Callable[[ColumnElement[UUID]], ColumnElement[int | None]],
) -> Select[Any]:
    """The allowance, and the account where there is one. Built once, because it is asked so often."""
    ids = func.unnest(bindparam("workspace_ids", type_=ARRAY(Uuid())))
    asked = select(ids.label("workspace_id")).subquery()
    own, account = asked.c.workspace_id, table(CreditAccount)
    names = ("daily", "daily_used", "bought", "debt", "reserved", "reset_at")
    columns = (*(account.c[name] for name in names), account.c.allowance.label("applied"))
    return select(own, allowance_of(own).label("allowance"), *columns).select_from(
        asked.outerjoin(account, account.c.workspace_id == own)
    )


async def list_entries(
    session: AsyncSession,
    scope: WorkspaceScope,
    cursor: str | None = None,
    limit: int = LIMIT_DEFAULT,
    asked: EntryFilter | None = None,
) -> Page[EntryDetail]:
    """The workspace's ledger entries, newest first."""
    query = select(LedgerEntry).where(col(LedgerEntry.workspace_id) == scope.workspace_id)
    if asked is not None:
        for column, value in ((LedgerEntry.kind, asked.kind), (LedgerEntry.bucket, asked.bucket)):
            if value is not None:
                query = query.where(col(column) == value)
        if asked.from_ is not None:
            query = query.where(
                col(LedgerEntry.id) >= first_id(asked.from_), col(LedgerEntry.created_at) >= asked.from_
            )
        if asked.to is not None:
            query = query.where(
                col(LedgerEntry.id) <= last_id(asked.to), col(LedgerEntry.created_at) < asked.to
            )
    rows, after = await fetch_page(session, query, col(LedgerEntry.id), cursor, limit)
    entries = [EntryDetail.model_validate(row, from_attributes=True) for row in rows]
    return Page(items=entries, next_cursor=after)


async def find_descriptions(
    session: AsyncSession, scope: WorkspaceScope, generation_ids: Collection[UUID]
) -> dict[UUID, str]:
    """What deleted generations of the workspace were, for those among ``generation_ids`` that are known."""
    rows = await session.execute(
        select(col(Reservation.subject_id), col(Reservation.description)).where(
            col(Reservation.subject_kind) == "generation",
            col(Reservation.subject_id).in_(generation_ids),
            col(Reservation.workspace_id) == scope.workspace_id,
            col(Reservation.description).is_not(None),
        )
    )
    return {subject_id: text for subject_id, text in rows if text is not None}


async def spent_by_day(session: AsyncSession, scope: WorkspaceScope, zone: str, days: int) -> dict[date, int]:
    """Credits spent on each of the last ``days`` days in an IANA time zone; days with 0 are omitted."""
    day = cast(func.timezone(zone, col(LedgerEntry.created_at)), Date)
    since = now() - timedelta(days=days)
    found = await session.execute(
        select(day.label("day"), func.sum(col(LedgerEntry.settled)).label("spent"))
        .where(
            col(LedgerEntry.workspace_id) == scope.workspace_id,
            col(LedgerEntry.kind) == "settle",
            col(LedgerEntry.id) >= first_id(since),
            col(LedgerEntry.created_at) >= since,
        )
        .group_by(day)
    )
    return {row.day: row.spent for row in found}
