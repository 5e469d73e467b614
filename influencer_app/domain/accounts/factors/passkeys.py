"""Adds, uses and removes passkeys."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import columns, now
from influencer_app.db.outbox import port
from influencer_app.domain.accounts.factors.ending import end_unneeded
from influencer_app.domain.accounts.factors.models import Passkey, SecondFactor
from influencer_app.domain.accounts.factors.queries import list_credential_ids
from influencer_app.domain.accounts.factors.schemas import PasskeyDetail
from influencer_app.domain.accounts.factors.totp import get_second_factor
from influencer_app.domain.accounts.identities import ways_in
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.accounts.ports import PasskeyPort, PasskeyRefused
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.accounts.sessions import note_authenticated
from influencer_app.domain.mail.service import queue_mail
from influencer_app.errors import Conflict, InvalidInput, NotFound

log = structlog.get_logger(__name__)

PASSKEYS_MAX: Final = 20
REFUSED: Final = "This passkey could not be used. Try again, or use another way."
LAST_WAY_IN: Final = (
    "This passkey is the only way into your account. Set a password or add another passkey first."
)


async def creation_options(session: AsyncSession, actor: AuthenticatedPerson, nonce: bytes) -> dict[str, Any]:
    """What the browser takes to make a passkey. Raises ``Conflict`` for too many."""
    person = await session.get_one(Person, actor.person_id)
    row = await get_second_factor(session, actor.person_id)
    known = await list_credential_ids(session, actor.person_id)
    if len(known) >= PASSKEYS_MAX:
        raise Conflict(f"You have {PASSKEYS_MAX} passkeys, the maximum. Remove one first.")
    return port(session, PasskeyPort).creation_options(
        nonce, row.user_handle, person.email, person.name, known
    )


async def add_passkey(
    session: AsyncSession, actor: AuthenticatedPerson, nonce: bytes, name: str, answer: Mapping[str, Any]
) -> PasskeyDetail:
    """Stores a new passkey. Raises ``InvalidInput`` at ``credential``, ``Conflict``."""
    try:
        made = port(session, PasskeyPort).verify_creation(answer, nonce)
    except PasskeyRefused as error:
        log.warning("passkey_refused", person_id=str(actor.person_id), reason=str(error))
        raise InvalidInput.at("credential", REFUSED) from error
    await get_second_factor(session, actor.person_id)
    count = select(func.count()).where(col(Passkey.person_id) == actor.person_id)
    if (await session.scalar(count) or 0) >= PASSKEYS_MAX:
        raise Conflict(f"You have {PASSKEYS_MAX} passkeys, the maximum. Remove one first.")
    row = Passkey(
        person_id=actor.person_id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        name=name,
    )
    stored = await session.scalar(
        insert(Passkey).values(**columns(row)).on_conflict_do_nothing().returning(col(Passkey.id))
    )
    if stored is None:
        raise Conflict("This passkey was added already.")
    if actor.session_id is not None:
        await note_authenticated(session, actor.session_id, second_factor=True)
    await _tell(session, actor.person_id, "passkey_added", name)
    return PasskeyDetail.model_validate(row, from_attributes=True)


async def use_passkey(
    session: AsyncSession, nonce: bytes, answer: Mapping[str, Any], person_id: UUID | None = None
) -> UUID | None:
    """Whose passkey has signed the nonce; None for one that is unknown, or not ``person_id``'s, or refused.

    The caller commits in both cases.
    """
    try:
        row, counted = await _verify(session, nonce, answer, person_id)
    except PasskeyRefused as error:
        log.warning("passkey_refused", reason=str(error))
        return None
    row.sign_count, row.last_used_at = counted, now()
    await session.flush()
    owner_id: UUID = row.person_id
    return owner_id


async def _verify(
    session: AsyncSession, nonce: bytes, answer: Mapping[str, Any], person_id: UUID | None
) -> tuple[Passkey, int]:
    keys = port(session, PasskeyPort)
    said = keys.read_assertion(answer)
    row = await session.scalar(
        select(Passkey)
        .where(col(Passkey.credential_id) == said.credential_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise PasskeyRefused("Not known here.")
    factor = await session.get_one(SecondFactor, row.person_id)
    by_handle = person_id is None or said.user_handle is not None
    if by_handle and said.user_handle != factor.user_handle:
        raise PasskeyRefused("Of another account than it says.")
    if person_id not in (None, row.person_id):
        raise PasskeyRefused("Of another account.")
    counted = keys.verify_assertion(answer, nonce, row.public_key)
    if (counted or row.sign_count) and counted <= row.sign_count:
        log.warning("passkey_counter_went_back", passkey_id=str(row.id), counted=counted)
        raise PasskeyRefused("Its counter went back: it may have been copied.")
    return row, counted


async def remove_passkey(session: AsyncSession, actor: AuthenticatedPerson, passkey_id: UUID) -> list[UUID]:
    """Removes one of the actor's; returns the sessions that have to be read anew.

    Raises ``NotFound``, ``Conflict`` for the last way into the account.
    """
    person = await session.get_one(Person, actor.person_id, with_for_update=True)
    row = await session.get(Passkey, passkey_id)
    if row is None or row.person_id != person.id:
        raise NotFound("This passkey")
    if (await ways_in(session, person.id)).count == 1:
        raise Conflict(LAST_WAY_IN)
    await session.delete(row)
    await session.flush()
    await _tell(session, person.id, "passkey_removed", row.name)
    return await end_unneeded(session, person.id)


async def _tell(session: AsyncSession, person_id: UUID, template: Any, passkey: str) -> None:
    person = await session.get_one(Person, person_id)
    await queue_mail(session, template, person.email, person_id=person.id, name=person.name, passkey=passkey)
