"""Sets authenticator apps up and switches them off."""

import secrets
from typing import Final
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import columns, now
from influencer_app.db.outbox import port
from influencer_app.domain.accounts.factors.ending import end_unneeded
from influencer_app.domain.accounts.factors.models import SecondFactor
from influencer_app.domain.accounts.factors.recovery_codes import renew_recovery_codes
from influencer_app.domain.accounts.factors.schemas import TotpSetup
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.accounts.ports import CipherPort, SecretUnreadable, TotpPort
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.accounts.sessions import note_authenticated
from influencer_app.domain.mail.service import queue_mail
from influencer_app.errors import Conflict, InvalidInput

HANDLE_BYTES: Final = 64
ON_ALREADY: Final = "An authenticator app is set up already. Switch it off first to use another one."
NOT_STARTED: Final = "Start again: there is no code to scan."
WRONG_CODE: Final = "This code is wrong or has passed. Enter the one that the app shows now."


async def get_second_factor(session: AsyncSession, person_id: UUID) -> SecondFactor:
    """The person's row, made when there is none, and locked."""
    row = SecondFactor(person_id=person_id, user_handle=secrets.token_bytes(HANDLE_BYTES))
    await session.execute(
        insert(SecondFactor)
        .values(**columns(row))
        .on_conflict_do_nothing(index_elements=[col(SecondFactor.person_id)])
    )
    return await session.get_one(SecondFactor, person_id, with_for_update=True, populate_existing=True)


async def start_totp(session: AsyncSession, actor: AuthenticatedPerson) -> TotpSetup:
    """A new secret, which counts once a code of it has come back. Raises ``Conflict`` while one counts."""
    row = await get_second_factor(session, actor.person_id)
    if row.totp_confirmed_at is not None:
        raise Conflict(ON_ALREADY)
    codes = port(session, TotpPort)
    secret = codes.new_secret()
    row.totp_secret = port(session, CipherPort).encrypt(secret.encode())
    row.totp_last_step = 0
    await session.flush()
    person = await session.get_one(Person, actor.person_id)
    uri = codes.uri(secret, person.email)
    return TotpSetup(secret=secret, uri=uri, qr_code=codes.qr_code(uri))


async def confirm_totp(session: AsyncSession, actor: AuthenticatedPerson, code: str) -> list[str]:
    """The secret counts from now on; returns new recovery codes.

    Raises ``InvalidInput`` at ``code``, ``Conflict`` when none was started or one counts already.
    """
    row = await get_second_factor(session, actor.person_id)
    if row.totp_confirmed_at is not None:
        raise Conflict(ON_ALREADY)
    if row.totp_secret is None:
        raise Conflict(NOT_STARTED)
    try:
        secret = port(session, CipherPort).decrypt(row.totp_secret).decode()
    except SecretUnreadable as error:
        raise Conflict(NOT_STARTED) from error
    step = port(session, TotpPort).find_step(secret, "".join(code.split()), 0)
    if step is None:
        raise InvalidInput.at("code", WRONG_CODE)
    row.totp_confirmed_at, row.totp_last_step = now(), step
    row.failures, row.next_attempt_at = 0, None
    await session.flush()
    if actor.session_id is not None:
        await note_authenticated(session, actor.session_id, second_factor=True)
    person = await session.get_one(Person, actor.person_id)
    await queue_mail(session, "second_factor_on", person.email, person_id=person.id, name=person.name)
    return await renew_recovery_codes(session, actor.person_id)


async def stop_totp(session: AsyncSession, actor: AuthenticatedPerson) -> list[UUID]:
    """Switches it off; returns the sessions that have to be read anew. Raises ``Conflict`` without one."""
    row = await get_second_factor(session, actor.person_id)
    if row.totp_confirmed_at is None:
        raise Conflict("No authenticator app is set up.")
    row.totp_secret, row.totp_confirmed_at, row.totp_last_step = None, None, 0
    await session.flush()
    person = await session.get_one(Person, actor.person_id)
    await queue_mail(session, "second_factor_off", person.email, person_id=person.id, name=person.name)
    return await end_unneeded(session, actor.person_id)
