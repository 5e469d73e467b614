"""Challenges: what somebody has five minutes to prove, once."""

import secrets
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.domain.accounts.factors.models import SignInChallenge
from influencer_app.domain.accounts.link_tokens import is_genuine, make_token, read_row_id
from influencer_app.errors import InvalidInput

Purpose = Literal["second_factor", "passkey", "register", "confirm"]

LIFETIME: Final = timedelta(minutes=5)
ATTEMPTS_MAX: Final = 5
NONCE_BYTES: Final = 32
UNUSABLE: Final = "This took too long, or was tried too often. Start again."
"""The same for every challenge that does not count, whatever the reason."""


async def open_challenge(
    session: AsyncSession,
    purpose: Purpose,
    *,
    person_id: UUID | None = None,
    session_id: UUID | None = None,
    method: str = "",
) -> SignInChallenge:
    """A new one."""
    row = SignInChallenge(
        purpose=purpose,
        person_id=person_id,
        session_id=session_id,
        method=method,
        nonce=secrets.token_bytes(NONCE_BYTES),
        expires_at=now() + LIFETIME,
    )
    session.add(row)
    await session.flush()
    return row


def challenge_token(row: SignInChallenge, secret_keys: tuple[str, ...]) -> str:
    """What names the challenge to whoever has to answer it."""
    return make_token(row.id, _said(row), secret_keys[0])


async def take_challenge(
    session: AsyncSession,
    token: str,
    secret_keys: tuple[str, ...],
    purpose: Purpose,
    *,
    session_id: UUID | None = None,
) -> SignInChallenge:
    """The open challenge of a token, locked, with one more attempt counted.

    Raises ``InvalidInput`` at ``challenge``, also for one of another session.
    """
    row_id = read_row_id(token)
    row = None
    if row_id is not None:
        row = await session.get(SignInChallenge, row_id, with_for_update=True, populate_existing=True)
    if row is None or not is_genuine(token, row.id, _said(row), secret_keys):
        raise InvalidInput.at("challenge", UNUSABLE)
    is_open = row.used_at is None and row.expires_at > now() and row.attempts < ATTEMPTS_MAX
    if not is_open or row.purpose != purpose or row.session_id != session_id:
        raise InvalidInput.at("challenge", UNUSABLE)
    row.attempts += 1
    await session.flush()
    return row


async def use_challenge(session: AsyncSession, row: SignInChallenge) -> None:
    """It has been answered, and counts no more."""
    row.used_at = now()
    await session.flush()


async def delete_expired_challenges(session: AsyncSession, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` challenges that expired before then; returns how many."""
    expires_at = col(SignInChallenge.expires_at)
    old = select(col(SignInChallenge.id)).where(expires_at < before).order_by(expires_at).limit(limit)
    gone = await session.scalars(
        delete(SignInChallenge).where(col(SignInChallenge.id).in_(old)).returning(col(SignInChallenge.id))
    )
    return len(gone.all())


def _said(row: SignInChallenge) -> str:
    return f"challenge {row.purpose}\n{row.person_id}\n{int(row.expires_at.timestamp())}"
