"""Reserves credits for a subject, settles what was delivered, releases the rest; grants and takes back."""

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.domain.credits.balances import (
    Cause,
    Split,
    add_bought,
    is_used,
    open_account,
    open_reservation,
    release_to_buckets,
    remove_bought,
    reserve_from_buckets,
    settle_reserved,
    write_bought,
    write_entries,
)
from influencer_app.domain.credits.models import CreditAccount, Reservation
from influencer_app.domain.credits.schemas import GrantKind, Subject, TakeBackKind
from influencer_app.errors import InvalidInput, NotEnoughCredits

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
    split = _reserve(account, amount)
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
    cause = Cause(f"reserve:{subject}", subject, person_id)
    write_entries(session, account, "reserve", Split(-split.daily, -split.bought), cause)
    await session.flush()


async def reprice(
    session: AsyncSession, workspace_id: UUID, subject: Subject, amount: int, *, person_id: UUID
) -> None:
    """Changes a reservation to ``amount`` while nothing of it is settled or released; once per subject.

    What is too much goes back, bought credits first. Raises ``NotEnoughCredits`` if more is needed than there
    is. Without a reservation it makes one.
    """
    found = await open_reservation(session, workspace_id, subject)
    if found is None:
        await reserve(session, workspace_id, subject, amount, person_id=person_id)
        return
    account, reservation = found
    more = amount - _open(reservation)
    if more > 0:
        split = _reserve(account, more)
        reservation.daily += split.daily
        reservation.bought += split.bought
        cause = Cause(f"reserve:{subject}:more", subject, person_id)
        write_entries(session, account, "reserve", Split(-split.daily, -split.bought), cause)
    elif more < 0:
        bought = min(reservation.bought, -more)
        part = Split(-more - bought, bought)
        reservation.daily -= part.daily
        reservation.bought -= part.bought
        cause = Cause(f"release:{subject}:less", subject, person_id)
        write_entries(session, account, "release", release_to_buckets(account, part), cause)
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
    found = await open_reservation(session, workspace_id, subject) if amount else None
    if found is None:
        return
    account, reservation = found
    amount = min(amount, _open(reservation))
    part = _next_part(reservation, amount)
    reservation.settled += amount
    settle_reserved(account, amount)
    cause = Cause(f"settle:{subject}:{what}", subject, reservation.person_id)
    write_entries(session, account, "settle", part, cause, settled=True)
    await session.flush()


async def release(session: AsyncSession, workspace_id: UUID, subject: Subject) -> int:
    """Releases the rest of the reservation and returns the amount; 0 if already released."""
    found = await open_reservation(session, workspace_id, subject)
    if found is None:
        return 0
    account, reservation = found
    amount = _open(reservation)
    if amount == 0:
        return 0
    part = _next_part(reservation, amount)
    reservation.released += amount
    cause = Cause(f"release:{subject}", subject, reservation.person_id)
    write_entries(session, account, "release", release_to_buckets(account, part), cause)
    await session.flush()
    return amount


async def grant(
    session: AsyncSession,
    workspace_id: UUID,
    amount: int,
    *,
    key: str,
    kind: GrantKind = "grant",
    person_id: UUID | None = None,
    reason: str = "",
) -> bool:
    """Adds bought credits, of which a debt is paid first; False, and nothing happens, where ``key`` is used.

    Raises ``NotFound`` for a workspace that is gone.
    """
    account = await _open_unused(session, workspace_id, key)
    if account is None:
        return False
    add_bought(account, amount)
    write_bought(session, account, kind, amount, Cause(key, None, person_id, reason))
    await session.flush()
    return True


async def take_back(
    session: AsyncSession,
    workspace_id: UUID,
    amount: int,
    *,
    key: str,
    kind: TakeBackKind,
    person_id: UUID | None = None,
    reason: str = "",
) -> bool:
    """Takes bought credits back that were refunded or are disputed; False where ``key`` is used.

    What is spent already becomes a debt, which is paid by the next bought credits. Raises ``NotFound``.
    """
    account = await _open_unused(session, workspace_id, key)
    if account is None:
        return False
    remove_bought(account, amount)
    write_bought(session, account, kind, -amount, Cause(key, None, person_id, reason))
    await session.flush()
    return True


async def adjust(
    session: AsyncSession,
    workspace_id: UUID,
    amount: int,
    *,
    key: str,
    reason: str,
    person_id: UUID | None = None,
) -> bool:
    """An operator's correction of the bought credits, up or down; False where ``key`` is used.

    Raises ``InvalidInput`` without a reason, or for more than there is to take; ``NotFound``.
    """
    if not reason.strip():
        raise InvalidInput.at("reason", "Say why: it stands in the ledger.")
    account = await _open_unused(session, workspace_id, key)
    if account is None:
        return False
    if account.bought + amount < 0:
        raise InvalidInput.at("amount", f"There are only {account.bought} bought credits to take.")
    if amount < 0:
        remove_bought(account, -amount)
    else:
        add_bought(account, amount)
    write_bought(session, account, "adjust", amount, Cause(key, None, person_id, reason.strip()))
    await session.flush()
    return True


async def follow_plan(session: AsyncSession, workspace_id: UUID) -> None:
    """Applies the plan's daily allowance at once, less what was used since the last reset.

    Raises ``NotFound``.
    """
    await open_account(session, workspace_id)


async def _open_unused(session: AsyncSession, workspace_id: UUID, key: str) -> CreditAccount | None:
    """The locked account; None where the business key is used. Its lock lets one transaction through."""
    account = await open_account(session, workspace_id)
    return None if await is_used(session, key) else account


def _reserve(account: CreditAccount, amount: int) -> Split:
    split = reserve_from_buckets(account, amount)
    if split is None:
        raise NotEnoughCredits(required=amount, available=account.daily + account.bought)
    return split


def _open(reservation: Reservation) -> int:
    return reservation.daily + reservation.bought - reservation.settled - reservation.released


def _next_part(reservation: Reservation, amount: int) -> Split:
    """The buckets of the next ``amount``: daily credits are settled first and released last."""
    gone = reservation.settled + reservation.released
    daily = max(0, min(amount, reservation.daily - gone))
    return Split(daily, amount - daily)
