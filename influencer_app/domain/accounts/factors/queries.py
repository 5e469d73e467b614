"""Reads which factors somebody has."""

from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.domain.accounts.factors.models import Passkey, RecoveryCode, SecondFactor
from influencer_app.domain.accounts.factors.schemas import FactorsDetail, PasskeyDetail, Ways
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.accounts.schemas import AuthenticatedPerson


async def has_second_factor(session: AsyncSession, person_id: UUID) -> bool:
    """Whether a password alone does not sign the person in: they have an authenticator app or a passkey."""
    app = exists().where(
        col(SecondFactor.person_id) == person_id, col(SecondFactor.totp_confirmed_at).is_not(None)
    )
    passkey = exists().where(col(Passkey.person_id) == person_id)
    return bool(await session.scalar(select(app | passkey)))


async def get_factors(session: AsyncSession, actor: AuthenticatedPerson) -> FactorsDetail:
    """The actor's authenticator app, recovery codes and passkeys."""
    row = await session.get(SecondFactor, actor.person_id)
    return FactorsDetail(
        totp=row is not None and row.totp_confirmed_at is not None,
        recovery_codes=await count_recovery_codes(session, actor.person_id),
        passkeys=await list_passkeys(session, actor),
    )


async def list_passkeys(session: AsyncSession, actor: AuthenticatedPerson) -> list[PasskeyDetail]:
    """The actor's passkeys, oldest first."""
    rows = await session.scalars(
        select(Passkey).where(col(Passkey.person_id) == actor.person_id).order_by(col(Passkey.id))
    )
    return [PasskeyDetail.model_validate(row, from_attributes=True) for row in rows]


async def list_credential_ids(session: AsyncSession, person_id: UUID) -> list[bytes]:
    """What the person's authenticators call their passkeys."""
    found = await session.scalars(
        select(col(Passkey.credential_id)).where(col(Passkey.person_id) == person_id)
    )
    return list(found)


async def count_recovery_codes(session: AsyncSession, person_id: UUID) -> int:
    """How many of the person's recovery codes were not used yet."""
    count = select(func.count()).where(
        col(RecoveryCode.person_id) == person_id, col(RecoveryCode.used_at).is_(None)
    )
    return await session.scalar(count) or 0


async def get_ways(session: AsyncSession, actor: AuthenticatedPerson) -> Ways:
    """How the actor can prove once more that it is them."""
    factors = await get_factors(session, actor)
    person = await session.get_one(Person, actor.person_id)
    return Ways(
        password=person.password_hash is not None,
        code=factors.totp or factors.recovery_codes > 0,
        passkey=bool(factors.passkeys),
    )
