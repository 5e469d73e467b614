"""Changes balances, here only: of locked accounts, with a ledger entry for each change."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit, port
from influencer_app.domain.credits.events import CreditsChanged
from influencer_app.domain.credits.models import CreditAccount, LedgerEntry
from influencer_app.domain.credits.ports import AllowancePort
from influencer_app.domain.credits.schemas import Subject

RESET_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Split:
    """An amount of credits by bucket."""

    daily: int
    bought: int

    @property
    def total(self) -> int:
        return self.daily + self.bought


async def open_account(session: AsyncSession, workspace_id: UUID) -> CreditAccount:
    """The workspace's locked account, created on first use and reset when a day has passed.

    The daily bucket is set to the plan's allowance; unused credits do not roll over.
    """
    account = await session.get(CreditAccount, workspace_id, with_for_update=True, populate_existing=True)
    if account is not None:
        await reset_if_due(session, account)
        return account
    moment = now()
    allowance = await port(session, AllowancePort).daily_allowance(session, workspace_id)
    made = await session.execute(
        insert(CreditAccount)
        .values(workspace_id=workspace_id, daily=allowance, bought=0, reserved=0, reset_at=moment)
        .on_conflict_do_nothing()
        .returning(col(CreditAccount.workspace_id))
    )
    if made.scalar() is not None:
        _write_reset(session, workspace_id, allowance, allowance, moment)
    return await session.get_one(CreditAccount, workspace_id, with_for_update=True)


async def reset_if_due(session: AsyncSession, account: CreditAccount) -> None:
    """Sets the daily bucket of a locked account to the plan's allowance when a day has passed."""
    moment = now()
    if moment < account.reset_at + RESET_AFTER:
        return
    allowance = await port(session, AllowancePort).daily_allowance(session, account.workspace_id)
    change = allowance - account.daily
    account.daily = allowance
    account.reset_at = moment
    _write_reset(session, account.workspace_id, change, allowance, moment)
    emit(session, CreditsChanged(workspace_id=account.workspace_id))
    await session.flush()


def reserve_from_buckets(account: CreditAccount, amount: int) -> Split | None:
    """Reserves ``amount`` credits of a locked account, daily bucket first; None if the balance is too low."""
    if account.daily + account.bought < amount:
        return None
    daily = min(account.daily, amount)
    account.daily -= daily
    account.bought -= amount - daily
    account.reserved += amount
    return Split(daily=daily, bought=amount - daily)


def release_to_buckets(account: CreditAccount, split: Split, allowance: int) -> Split:
    """Moves reserved credits of a locked account back to their buckets.

    The daily bucket never exceeds the allowance: a reset has already restored what was reserved before.
    Returns the actual increase per bucket.
    """
    daily = min(split.daily, max(0, allowance - account.daily))
    account.daily += daily
    account.bought += split.bought
    account.reserved -= split.total
    return Split(daily=daily, bought=split.bought)


def write_entries(
    session: AsyncSession,
    account: CreditAccount,
    kind: str,
    split: Split,
    *,
    key: str,
    subject: Subject | None = None,
    person_id: UUID | None = None,
    settled: bool = False,
) -> None:
    """Writes one ledger entry per affected bucket. ``settled`` entries move nothing."""
    for bucket, amount, balance in (
        ("daily", split.daily, account.daily),
        ("bought", split.bought, account.bought),
    ):
        if amount:
            _entry(
                session,
                account.workspace_id,
                bucket,
                kind,
                0 if settled else amount,
                balance,
                f"{key}:{bucket}",
                subject=subject,
                person_id=person_id,
                settled=amount if settled else 0,
            )
    emit(session, CreditsChanged(workspace_id=account.workspace_id))


def _entry(
    session: AsyncSession,
    workspace_id: UUID,
    bucket: str,
    kind: str,
    amount: int,
    balance_after: int,
    key: str,
    *,
    subject: Subject | None = None,
    person_id: UUID | None = None,
    settled: int = 0,
) -> None:
    session.add(
        LedgerEntry(
            workspace_id=workspace_id,
            person_id=person_id,
            bucket=bucket,
            kind=kind,
            amount=amount,
            settled=settled,
            balance_after=balance_after,
            subject_kind=subject.kind if subject else None,
            subject_id=subject.id if subject else None,
            key=key,
        )
    )


def _write_reset(
    session: AsyncSession, workspace_id: UUID, change: int, allowance: int, moment: datetime
) -> None:
    if change:
        key = f"reset:{workspace_id}:{moment.isoformat()}"
        _entry(session, workspace_id, "daily", "reset", change, allowance, key)
