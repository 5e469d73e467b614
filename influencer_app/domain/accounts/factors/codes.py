"""Checks codes of authenticator apps and recovery codes, and slows guesses down.

Only somebody who has proved the first factor gets as far as this, so no stranger can make anybody wait.
"""

import hashlib
import re
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

import structlog
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import port
from influencer_app.domain.accounts.factors.models import RecoveryCode, SecondFactor
from influencer_app.domain.accounts.ports import CipherPort, SecretUnreadable, TotpPort
from influencer_app.errors import RateLimited

log = structlog.get_logger(__name__)

CodeKind = Literal["totp", "recovery"]
TOTP_CODE: Final = re.compile(r"[0-9]{6}")
FREE_FAILURES: Final = 5
"""So many wrong codes in a row cost no wait."""

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
"""The wait after the next wrong one; it doubles with each."""


async def check_code(session: AsyncSession, person_id: UUID, code: str) -> CodeKind | None:
    """Uses a code up and says of which kind it was; None for a wrong one, which is counted.

    The caller commits in both cases. Raises ``RateLimited`` while the person has to wait.
    """
    row = await session.get(SecondFactor, person_id, with_for_update=True, populate_existing=True)
    if row is None:
        return None
    moment = now()
    if row.next_attempt_at is not None and row.next_attempt_at > moment:
        raise RateLimited(int((row.next_attempt_at - moment).total_seconds()) + 1)
    plain = "".join(code.split()).replace("-", "")
    kind: CodeKind | None = None
    if TOTP_CODE.fullmatch(plain):
        if _use_totp(session, row, plain):
            kind = "totp"
    elif await _use_recovery_code(session, person_id, plain):
        kind = "recovery"
    if kind is None:
        row.failures += 1
        row.next_attempt_at = _next_attempt(row.failures, moment)
    else:
        row.failures, row.next_attempt_at = 0, None
    await session.flush()
    return kind


def hash_recovery_code(code: str) -> str:
    """How a code is stored. It has 80 random bits, so that nothing slower is needed."""
    return hashlib.sha256("".join(code.split()).replace("-", "").lower().encode()).hexdigest()


def _use_totp(session: AsyncSession, row: SecondFactor, code: str) -> bool:
    if row.totp_secret is None or row.totp_confirmed_at is None:
        return False
    try:
        secret = port(session, CipherPort).decrypt(row.totp_secret).decode()
    except SecretUnreadable:
        log.exception("totp_secret_unreadable", person_id=str(row.person_id))
        return False
    step = port(session, TotpPort).find_step(secret, code, row.totp_last_step)
    if step is None:
        return False
    row.totp_last_step = step
    return True


async def _use_recovery_code(session: AsyncSession, person_id: UUID, code: str) -> bool:
    used = await session.scalar(
        update(RecoveryCode)
        .where(
            col(RecoveryCode.person_id) == person_id,
            col(RecoveryCode.code_hash) == hash_recovery_code(code),
            col(RecoveryCode.used_at).is_(None),
        )
        .values(used_at=now())
        .returning(col(RecoveryCode.id))
    )
    return used is not None


def _next_attempt(failures: int, moment: datetime) -> datetime | None:
    over = failures - FREE_FAILURES
    if over < 0:
        return None
    return moment + min(FIRST_WAIT * (1 << min(over, 20)), LONGEST_WAIT)
