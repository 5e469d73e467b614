"""Tokens in the links of mails: single use, for one purpose."""

from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.domain.accounts.link_tokens import is_genuine, make_token, read_row_id
from influencer_app.domain.accounts.models import EmailToken
from influencer_app.errors import InvalidInput

Purpose = Literal["verify", "reset", "confirm_old", "confirm_new"]

LIFETIME: Final[dict[Purpose, timedelta]] = {
    "verify": timedelta(days=2),
    "reset": timedelta(minutes=30),
    "confirm_old": timedelta(days=1),
    "confirm_new": timedelta(days=1),
}
UNUSABLE = "This link no longer works: it was used, replaced or has expired. Ask for a new one."
"""The same for every token that does not count, whatever the reason."""


async def issue_token(
    session: AsyncSession,
    person_id: UUID,
    purpose: Purpose,
    address: str,
    *,
    group_id: UUID | None = None,
) -> UUID:
    """A new token's id. Older ones of this person and purpose no longer count."""
    await session.execute(
        delete(EmailToken).where(
            col(EmailToken.person_id) == person_id,
            col(EmailToken.purpose) == purpose,
            col(EmailToken.used_at).is_(None),
        )
    )
    row = EmailToken(
        person_id=person_id,
        purpose=purpose,
        address=address,
        group_id=group_id,
        expires_at=now() + LIFETIME[purpose],
    )
    session.add(row)
    await session.flush()
    return row.id


async def find_token(session: AsyncSession, token_id: UUID, secrets: tuple[str, ...]) -> str | None:
    """The token of a row, to put into a link; None if it no longer counts."""
    row = await session.get(EmailToken, token_id)
    if row is None or not _is_open(row):
        return None
    return make_token(row.id, _said(row), secrets[0])


async def redeem_token(
    session: AsyncSession, token: str, secrets: tuple[str, ...], *purposes: Purpose
) -> EmailToken:
    """Uses a token up and returns its row, locked. Raises ``InvalidInput`` at ``token``."""
    row = await _open_token(session, token, secrets, purposes, lock=True)
    row.used_at = now()
    await session.flush()
    return row


async def check_token(
    session: AsyncSession, token: str, secrets: tuple[str, ...], *purposes: Purpose
) -> EmailToken:
    """The row of a token that could be used now. Raises ``InvalidInput`` at ``token``."""
    return await _open_token(session, token, secrets, purposes, lock=False)


async def is_group_used(session: AsyncSession, group_id: UUID) -> bool:
    """Whether every token of the group was used; the caller has locked one of them."""
    rows = await session.scalars(
        select(EmailToken).where(col(EmailToken.group_id) == group_id).with_for_update()
    )
    return all(row.used_at is not None for row in rows)


async def void_tokens(session: AsyncSession, person_id: UUID, *purposes: Purpose) -> None:
    """No open token of these purposes counts any more."""
    await session.execute(
        update(EmailToken)
        .where(
            col(EmailToken.person_id) == person_id,
            col(EmailToken.purpose).in_(purposes),
            col(EmailToken.used_at).is_(None),
        )
        .values(expires_at=now())
    )


async def delete_old_tokens(session: AsyncSession, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` tokens that expired before then; returns how many."""
    expires_at = col(EmailToken.expires_at)
    old = select(col(EmailToken.id)).where(expires_at < before).order_by(expires_at).limit(limit)
    gone = await session.scalars(
        delete(EmailToken).where(col(EmailToken.id).in_(old)).returning(col(EmailToken.id))
    )
    return len(gone.all())


async def _open_token(
    session: AsyncSession,
    token: str,
    secrets: tuple[str, ...],
    purposes: tuple[Purpose, ...],
    *,
    lock: bool,
) -> EmailToken:
    row_id = read_row_id(token)
    row = None
    if row_id is not None:
        row = await session.get(EmailToken, row_id, with_for_update=lock or None, populate_existing=True)
    if row is None or not is_genuine(token, row.id, _said(row), secrets):
        raise InvalidInput.at("token", UNUSABLE)
    if row.purpose not in purposes or not _is_open(row):
        raise InvalidInput.at("token", UNUSABLE)
    return row


def _is_open(row: EmailToken) -> bool:
    return row.used_at is None and row.expires_at > now()


def _said(row: EmailToken) -> str:
    return f"{row.purpose}\n{row.address}\n{int(row.expires_at.timestamp())}"
