"""Identities at OpenID providers: whom they sign in, linking and unlinking them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import columns, now
from influencer_app.db.outbox import port
from influencer_app.domain.accounts.factors.models import Passkey
from influencer_app.domain.accounts.identity_ports import (
    IdentityProvider,
    IdentityProviders,
    ProvidedIdentity,
)
from influencer_app.domain.accounts.models import LinkedIdentity, Person
from influencer_app.domain.accounts.schemas import AuthenticatedPerson, IdentityDetail, PersonDetail
from influencer_app.domain.mail.service import queue_mail
from influencer_app.errors import Conflict, ExternalSignInFailed, NotFound

ONLY_WAY_IN = "This is your only way to sign in. Set a password or add a passkey first."


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How somebody can sign in. Whoever takes one away checks that ``count`` stays above 0."""

    password: bool
    identities: int
    passkeys: int

    @property
    def count(self) -> int:
        """How many there are."""
        return self.password + self.identities + self.passkeys


async def ways_in(session: AsyncSession, person_id: UUID) -> WaysIn:
    """How the person can sign in now. Identities of a provider that is not set up do not count."""
    hashed = await session.scalar(select(col(Person.password_hash)).where(col(Person.id) == person_id))
    found = await _list(session, person_id)
    passkeys = await session.scalar(select(func.count()).where(col(Passkey.person_id) == person_id)) or 0
    return WaysIn(
        password=hashed is not None,
        identities=sum(_is_active(session, one) for one in found),
        passkeys=passkeys,
    )


async def list_identities(session: AsyncSession, actor: AuthenticatedPerson) -> list[IdentityDetail]:
    """The actor's linked identities, oldest first: at most one for each provider and issuer."""
    return [
        IdentityDetail(
            id=row.id,
            provider=row.provider,
            email=row.email,
            active=_is_active(session, row),
            created_at=row.created_at,
            last_used_at=row.last_used_at,
        )
        for row in await _list(session, actor.person_id)
    ]


async def find_linked(
    session: AsyncSession, provider: IdentityProvider, identity: ProvidedIdentity
) -> PersonDetail | None:
    """Whom this identity signs in; None for nobody."""
    row = await session.scalar(
        select(Person)
        .join(LinkedIdentity, col(LinkedIdentity.person_id) == col(Person.id))
        .where(*_is(provider, identity))
    )
    return None if row is None else PersonDetail.model_validate(row, from_attributes=True)


async def note_used(session: AsyncSession, provider: IdentityProvider, identity: ProvidedIdentity) -> None:
    """Records that the identity has signed in, and its present address."""
    await session.execute(
        update(LinkedIdentity)
        .where(*_is(provider, identity))
        .values(last_used_at=now(), email=identity.email)
    )


async def link_by_address(
    session: AsyncSession, provider: IdentityProvider, identity: ProvidedIdentity, key: str
) -> PersonDetail | None:
    """Links to the account with this address; None where nobody has it.

    Raises ``ExternalSignInFailed`` unless the address is verified at both sides: an account that was opened
    with somebody else's address must not come to be used by both.
    """
    row = await session.scalar(select(Person).where(col(Person.email_key) == key).with_for_update())
    if row is None:
        return None
    if not (row.verified and identity.email_verified):
        raise ExternalSignInFailed("link-first")
    await link(session, provider, identity, row.id)
    return PersonDetail.model_validate(row, from_attributes=True)


async def link(
    session: AsyncSession,
    provider: IdentityProvider,
    identity: ProvidedIdentity,
    person_id: UUID,
    *,
    told: bool = True,
) -> None:
    """Lets an identity sign in to an account, and mails that to its address where ``told``.

    Linking what is linked already changes nothing. Raises ``ExternalSignInFailed`` when it signs in to
    another account, or another identity of this provider to this one.
    """
    row = LinkedIdentity(
        person_id=person_id,
        provider=provider.key,
        issuer=provider.issuer,
        subject=identity.subject,
        email=identity.email,
    )
    made = await session.scalar(
        insert(LinkedIdentity)
        .values(**columns(row))
        .on_conflict_do_nothing()
        .returning(col(LinkedIdentity.id))
    )
    if made is None:
        linked = await find_linked(session, provider, identity)
        if linked is None or linked.id != person_id:
            raise ExternalSignInFailed("identity-taken")
    elif told:
        person = await session.get_one(Person, person_id)
        await queue_mail(
            session,
            "identity_linked",
            person.email,
            person_id=person_id,
            name=person.name,
            provider=provider.name,
            identity=identity.email or "an account",
        )


async def unlink(session: AsyncSession, actor: AuthenticatedPerson, identity_id: UUID) -> None:
    """Takes an identity away. ``NotFound`` without it, ``Conflict`` when it is the only way in."""
    await session.get_one(Person, actor.person_id, with_for_update=True)
    row = await session.get(LinkedIdentity, identity_id)
    if row is None or row.person_id != actor.person_id:
        raise NotFound("This linked account")
    if _is_active(session, row) and (await ways_in(session, actor.person_id)).count == 1:
        raise Conflict(ONLY_WAY_IN)
    await session.delete(row)
    await session.flush()


async def forget_identities(session: AsyncSession, person_id: UUID) -> None:
    """Takes all of them away."""
    await session.execute(delete(LinkedIdentity).where(col(LinkedIdentity.person_id) == person_id))


def _is(provider: IdentityProvider, identity: ProvidedIdentity) -> tuple[ColumnElement[bool], ...]:
    return (
        col(LinkedIdentity.provider) == provider.key,
        col(LinkedIdentity.issuer) == provider.issuer,
        col(LinkedIdentity.subject) == identity.subject,
    )


async def _list(session: AsyncSession, person_id: UUID) -> list[LinkedIdentity]:
    found = await session.scalars(
        select(LinkedIdentity)
        .where(col(LinkedIdentity.person_id) == person_id)
        .order_by(col(LinkedIdentity.id))
    )
    return list(found)


def _is_active(session: AsyncSession, row: LinkedIdentity) -> bool:
    return port(session, IdentityProviders).is_set_up(row.provider, row.issuer)
