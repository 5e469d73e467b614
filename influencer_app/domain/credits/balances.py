"""Changes balances, here only: of locked accounts, with a ledger entry for each change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now, table
from influencer_app.db.outbox import emit, port
from influencer_app.domain.credits.events import CreditsChanged
from influencer_app.domain.credits.models import CreditAccount, LedgerEntry, Reservation
from influencer_app.domain.credits.ports import AllowancePort
from influencer_app.domain.credits.rules import REASON_MAX, RESET_AFTER
from influencer_app.domain.credits.schemas import Bucket, EntryKind, Subject
from influencer_app.errors import NotFound

AllowanceOf = Callable[[ColumnElement[UUID]], ColumnElement[int | None]]


@dataclass(frozen=True, slots=True)
class Split:
    """An amount of credits by bucket."""

    daily: int
    bought: int

    @property
    def total(self) -> int:
        return self.daily + self.bought


@dataclass(frozen=True, slots=True)
class Cause:
    """Behind an entry: its unique business key, whose request it was, and why, where no subject says it."""

    key: str
    subject: Subject | None = None
    person_id: UUID | None = None
    reason: str = ""


async def open_account(session: AsyncSession, workspace_id: UUID) -> CreditAccount:
    """The workspace's locked account, created on first use, with the plan's allowance as it is now.

    The daily bucket is set to it when a day has passed; unused credits do not roll over. Raises ``NotFound``.
    """
    query, own = _account_query(port(session, AllowancePort).allowance_of), {"workspace_id": workspace_id}
    found = (await session.execute(query, own)).one_or_none()
    if found is None:
        await _create(session, workspace_id)
        found = (await session.execute(query, own)).one()
    account: CreditAccount = found.CreditAccount
    await refresh(session, account, found.plan_allowance)
    return account


async def open_reservation(
    session: AsyncSession, workspace_id: UUID, subject: Subject
) -> tuple[CreditAccount, Reservation] | None:
    """Account and reservation, locked in this order; None without a reservation."""
    query = _reservation_query(port(session, AllowancePort).allowance_of)
    asked = {"workspace_id": workspace_id, "kind": subject.kind, "subject_id": subject.id}
    found = (await session.execute(query, asked)).one_or_none()
    if found is None:
        return None
    await refresh(session, found.CreditAccount, found.plan_allowance)
    return found.CreditAccount, found.Reservation


@lru_cache(maxsize=1)
def _account_query(allowance_of: AllowanceOf) -> Select[CreditAccount, int | None]:
    """The account, locked, with the plan's allowance. Built once, because it is asked so often."""
    own = table(CreditAccount).c.workspace_id
    return (
        select(CreditAccount, allowance_of(own).label("plan_allowance"))
        .where(own == bindparam("workspace_id"))
        .with_for_update(of=CreditAccount)
        .execution_options(populate_existing=True)
    )


@lru_cache(maxsize=1)
def _reservation_query(allowance_of: AllowanceOf) -> Select[CreditAccount, int | None, Reservation]:
    """The same with a reservation, locked too."""
    return (
        _account_query(allowance_of)
        .add_columns(Reservation)
        .join(Reservation, col(Reservation.workspace_id) == col(CreditAccount.workspace_id))
        .where(
            col(Reservation.subject_kind) == bindparam("kind"),
            col(Reservation.subject_id) == bindparam("subject_id"),
        )
        .with_for_update(of=(CreditAccount, Reservation))
    )


async def _create(session: AsyncSession, workspace_id: UUID) -> None:
    """Unless another transaction has done so meanwhile."""
    moment = now()
    allowance = await port(session, AllowancePort).daily_allowance(session, workspace_id)
    made = await session.execute(
        insert(CreditAccount)
        .values(workspace_id=workspace_id, daily=allowance, allowance=allowance, reset_at=moment)
        .on_conflict_do_nothing()
        .returning(col(CreditAccount.workspace_id))
    )
    if made.scalar() is not None and allowance:
        key = f"reset:{workspace_id}:first"
        session.add(_entry(workspace_id, "daily", "reset", allowance, allowance, Cause(key)))


async def refresh(session: AsyncSession, account: CreditAccount, allowance: int | None) -> None:
    """Brings a locked account up to the present: a reset that is due, or another plan's allowance.

    A reset is keyed by the one before it, so that none happens twice. Another allowance counts at once, less
    what was used of the last one: changing plans to and fro grants nothing twice.
    """
    if allowance is None:
        raise NotFound("This workspace")
    moment, before = now(), account.daily
    if account.allowance is None:
        account.daily_used = max(0, allowance - account.daily)
    if moment >= account.reset_at + RESET_AFTER:
        key = f"reset:{account.workspace_id}:{account.reset_at.isoformat()}"
        kind: EntryKind = "reset"
        account.reset_at, account.daily_used = moment, 0
    elif account.allowance != allowance:
        kind, key = "plan", _plan_key(account, moment)
    else:
        return
    account.allowance = allowance
    account.daily = daily_left(allowance, account.daily_used)
    write_entries(session, account, kind, Split(account.daily - before, 0), Cause(key))
    emit(session, CreditsChanged(workspace_id=account.workspace_id))
    await session.flush()


def _plan_key(account: CreditAccount, moment: datetime) -> str:
    return f"plan:{account.workspace_id}:{moment.isoformat()}"


def daily_left(allowance: int, used: int) -> int:
    """What is left of an allowance; a smaller one may be used up already."""
    return max(0, allowance - used)


def reserve_from_buckets(account: CreditAccount, amount: int) -> Split | None:
    """Reserves ``amount`` credits of a locked account, daily bucket first; None if the balance is too low."""
    if account.daily + account.bought < amount:
        return None
    daily = min(account.daily, amount)
    account.daily -= daily
    account.daily_used += daily
    account.bought -= amount - daily
    account.reserved += amount
    return Split(daily=daily, bought=amount - daily)


def release_to_buckets(account: CreditAccount, split: Split) -> Split:
    """Moves reserved credits of a locked account back to their buckets.

    The daily bucket never exceeds the allowance: a reset has already restored what was reserved before.
    Returns what the balance has risen by.
    """
    allowance, used = account.allowance or 0, account.daily_used
    account.daily_used = max(0, used - split.daily)
    risen = daily_left(allowance, account.daily_used) - daily_left(allowance, used)
    account.daily += risen
    add_bought(account, split.bought)
    account.reserved -= split.total
    return Split(daily=risen, bought=split.bought)


def add_bought(account: CreditAccount, amount: int) -> None:
    """Adds bought credits to a locked account; a debt is paid first."""
    paid = min(account.debt, amount)
    account.debt -= paid
    account.bought += amount - paid


def remove_bought(account: CreditAccount, amount: int) -> None:
    """Takes bought credits from a locked account; what is not there any more becomes its debt."""
    there = min(account.bought, amount)
    account.bought -= there
    account.debt += amount - there


def settle_reserved(account: CreditAccount, amount: int) -> None:
    """Spends reserved credits of a locked account."""
    account.reserved -= amount


async def is_used(session: AsyncSession, key: str) -> bool:
    """Whether an entry has this business key. Sure only while the account is locked."""
    found = select(col(LedgerEntry.id)).where(col(LedgerEntry.key) == key)
    return await session.scalar(found) is not None


def write_bought(
    session: AsyncSession, account: CreditAccount, kind: EntryKind, amount: int, cause: Cause
) -> None:
    """Writes the entry of a change of the bought bucket, with the business key as it is."""
    balance = account.bought - account.debt
    session.add(_entry(account.workspace_id, "bought", kind, amount, balance, cause))
    emit(session, CreditsChanged(workspace_id=account.workspace_id))


def write_entries(
    session: AsyncSession,
    account: CreditAccount,
    kind: EntryKind,
    split: Split,
    cause: Cause,
    *,
    settled: bool = False,
) -> None:
    """Writes one ledger entry per affected bucket. ``settled`` entries move nothing."""
    for bucket, amount, balance in (
        ("daily", split.daily, account.daily),
        ("bought", split.bought, account.bought - account.debt),
    ):
        if amount:
            entry = _entry(
                account.workspace_id,
                "daily" if bucket == "daily" else "bought",
                kind,
                0 if settled else amount,
                balance,
                cause,
                suffix=f":{bucket}",
            )
            entry.settled = amount if settled else 0
            session.add(entry)
    emit(session, CreditsChanged(workspace_id=account.workspace_id))


def _entry(
    workspace_id: UUID,
    bucket: Bucket,
    kind: EntryKind,
    amount: int,
    balance_after: int,
    cause: Cause,
    *,
    suffix: str = "",
) -> LedgerEntry:
    return LedgerEntry(
        workspace_id=workspace_id,
        person_id=cause.person_id,
        bucket=bucket,
        kind=kind,
        amount=amount,
        balance_after=balance_after,
        subject_kind=cause.subject.kind if cause.subject else None,
        subject_id=cause.subject.id if cause.subject else None,
        key=cause.key + suffix,
        reason=cause.reason[:REASON_MAX] or None,
    )
