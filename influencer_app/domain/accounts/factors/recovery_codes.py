"""Recovery codes: ten, each for one sign-in without the authenticator app or passkey."""

import base64
import secrets
from typing import Final
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.domain.accounts.factors.codes import hash_recovery_code
from influencer_app.domain.accounts.factors.models import RecoveryCode
from influencer_app.domain.accounts.factors.queries import has_second_factor
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.mail.service import queue_mail
from influencer_app.errors import Conflict

COUNT: Final = 10
CODE_BYTES: Final = 10
"""80 bits: sixteen letters and digits."""


async def renew_recovery_codes(session: AsyncSession, person_id: UUID) -> list[str]:
    """Ten new codes; the old ones no longer count. Raises ``Conflict`` without a second factor."""
    if not await has_second_factor(session, person_id):
        raise Conflict("Set up an authenticator app or a passkey first.")
    await session.get_one(Person, person_id, with_for_update={"key_share": True})
    await session.execute(delete(RecoveryCode).where(col(RecoveryCode.person_id) == person_id))
    codes = [_new_code() for _ in range(COUNT)]
    session.add_all(RecoveryCode(person_id=person_id, code_hash=hash_recovery_code(one)) for one in codes)
    await session.flush()
    return codes


async def notify_recovery_code_used(session: AsyncSession, person_id: UUID, left: int) -> None:
    """Mails that one was used, and how many are left."""
    person = await session.get_one(Person, person_id)
    await queue_mail(
        session, "recovery_code_used", person.email, person_id=person.id, name=person.name, left=left
    )


def _new_code() -> str:
    text = base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))
