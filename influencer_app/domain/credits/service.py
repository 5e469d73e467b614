"""Reserves credits for a subject, settles what was delivered and releases the rest."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.outbox import port
from influencer_app.domain.credits.balances import (
    Split,
    open_account,
    release_to_buckets,
    reserve_from_buckets,
    reset_if_due,
    write_entries,
)
from influencer_app.domain.credits.models import CreditAccount, Reservation
from influencer_app.domain.credits.ports import AllowancePort
from influencer_app.domain.credits.schemas import Bucket, Subject
from influencer_app.errors import NotEnoughCredits

DESCRIPTION_MAX = 160


async def reserve(
    session: AsyncSession, workspace_id: UUID, subject: Subject, amount: int, *, person_id: UUID
) -> None:
    """Reserve ``amount`` credits of the workspace for ``subject``, asked for by the person; daily ones first.

    Raises ``NotEnoughCredits``. Nothing is written for an amount of 0.
    """
    if amount == 0:
        return
    account = await open_account(session, workspace_id)
    split = reserve_from_buckets(account, amount)
    if split is None:
        raise NotEnoughCredits(required=amount, available=account.daily + account.bought)
    session.add(
        Reservation(
            subject_kind=subject.kind,
            subject_id=subject.id,
            workspace_id=workspace_id,
            person_id=person_id,
            daily=split.daily,
            bought=split.bought,
        )
    )
    write_entries(
        session,
        account,
        "reserve",
        Split(-split.daily, -split.bought),
        key=f"reserve:{subject}",
        subject=subject,
        person_id=person_id,
    )
    await session.flush()


async def describe(session: AsyncSession, subject: Subject, text: str) -> None:
    """Keep in a few words what a subject was that is being deleted, for its entries in the ledger."""
    await session.execute(
        update(Reservation)
        .where(
            col(Reservation.subject_kind) == subject.kind,
            col(Reservation.subject_id) == subject.id,
        )
        .values(description=text[:DESCRIPTION_MAX])
    )


async def settle(
    session: AsyncSession, workspace_id: UUID, subject: Subject, amount: int, *, what: str
) -> None:
    """Settles ``amount`` of the reservation for one delivered item, named by ``what`` (once each)."""
    found = await _lock(session, workspace_id, subject) if amount else None
    if found is None:
        return
    account, reservation = found
    amount = min(amount, _open(reservation))
    part = _next_part(reservation, amount)
    reservation.settled += amount
    account.reserved -= amount
    write_entries(
        session,
        account,
        "settle",
        part,
        key=f"settle:{subject}:{what}",
        subject=subject,
        person_id=reservation.person_id,
        settled=True,
    )
    await session.flush()


async def release(session: AsyncSession, workspace_id: UUID, subject: Subject) -> int:
    """Releases the rest of the reservation and returns the amount; 0 if already released."""
    found = await _lock(session, workspace_id, subject)
    if found is None:
        return 0
    account, reservation = found
    amount = _open(reservation)
    if amount == 0:
        return 0
    part = _next_part(reservation, amount)
    reservation.released += amount
    allowance = await port(session, AllowancePort).daily_allowance(session, account.workspace_id)
    risen = release_to_buckets(account, part, allowance)
    write_entries(
        session,
        account,
        "release",
        risen,
        key=f"release:{subject}",
        subject=subject,
        person_id=reservation.person_id,
    )
    await session.flush()
    return amount


async def grant(
    session: AsyncSession, workspace_id: UUID, amount: int, *, key: str, bucket: Bucket = "bought"
) -> None:
    """Adds credits to a bucket. Reusing ``key`` violates a unique constraint."""
    account = await open_account(session, workspace_id)
    setattr(account, bucket, getattr(account, bucket) + amount)
    await session.flush()
    split = Split(amount, 0) if bucket == "daily" else Split(0, amount)
    write_entries(session, account, "grant", split, key=f"grant:{key}")
    await session.flush()


async def _lock(
    session: AsyncSession, workspace_id: UUID, subject: Subject
) -> tuple[CreditAccount, Reservation] | None:
    """Account and reservation, locked in this order; None without a reservation."""
    both = (
        select(CreditAccount, Reservation)
        .join(Reservation, col(Reservation.workspace_id) == col(CreditAccount.workspace_id))
        .where(
            col(CreditAccount.workspace_id) == workspace_id,
            col(Reservation.subject_kind) == subject.kind,
            col(Reservation.subject_id) == subject.id,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = (await session.execute(both)).one_or_none()
    if found is None:
        return None
    await reset_if_due(session, found[0])
    return found[0], found[1]


def _open(reservation: Reservation) -> int:
    return reservation.daily + reservation.bought - reservation.settled - reservation.released


def _next_part(reservation: Reservation, amount: int) -> Split:
    """The buckets of the next ``amount``: daily credits are settled first and released last."""
    gone = reservation.settled + reservation.released
    daily = max(0, min(amount, reservation.daily - gone))
    return Split(daily, amount - daily)
