"""Decides which account an identity of an OpenID provider signs in to: a linked one, a new one, or none."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.app_services.rate_limits import HOUR
from influencer_app.app_services.sign_up import check_sign_up, invitation_in
from influencer_app.app_services.validation import parse
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import addresses, identities, rules
from influencer_app.domain.accounts.identity_ports import IdentityProvider, ProvidedIdentity
from influencer_app.domain.accounts.queries import find_person_id
from influencer_app.domain.accounts.schemas import NAME_MAX, AuthenticatedPerson, PersonChange
from influencer_app.domain.workspaces.service import create_account
from influencer_app.errors import Conflict, ExternalSignInFailed, InvalidInput
from influencer_app.wiring import runtime


class Admitted(NamedTuple):
    """Whom an identity signs in, and whether the account was opened for it."""

    person_id: UUID
    is_new: bool = False


async def may_open_account(
    provider: IdentityProvider, identity: ProvidedIdentity, next_path: str, caller: str
) -> bool:
    """Whether the identity needs an account of its own, which it may open; False where it has one.

    ``next_path`` may be the address of an invitation. Raises ``ExternalSignInFailed`` without an address,
    ``SignUpClosed``, ``RateLimited``.
    """
    async with reading() as session:
        if await identities.find_linked(session, provider, identity) is not None:
            return False
        key = _key(identity)
        if await find_person_id(session, key) is not None:
            return False
    app = runtime()
    await app.limits.hit("sign_up", caller, app.settings.sign_ups_per_hour, HOUR)
    await check_sign_up(key, invitation_in(next_path)[:200])
    return True


async def admit(
    session: AsyncSession, provider: IdentityProvider, identity: ProvidedIdentity, *, may_open: bool
) -> Admitted:
    """The account to sign in to, opened here where ``may_open``. Raises ``ExternalSignInFailed``."""
    person = await identities.find_linked(session, provider, identity)
    if person is not None:
        await identities.note_used(session, provider, identity)
        return Admitted(person.id)
    key = _key(identity)
    person = await identities.link_by_address(session, provider, identity, key)
    if person is not None:
        return Admitted(person.id)
    if not may_open:
        raise ExternalSignInFailed("sign-in-expired")
    try:
        person_id = await create_account(
            session,
            email=identity.email,
            key=key,
            name=_name(identity),
            password_hash=None,
            plan=runtime().settings.default_plan,
            verified=identity.email_verified,
        )
    except Conflict as error:
        raise ExternalSignInFailed("link-first") from error
    await identities.link(session, provider, identity, person_id, told=False)
    await addresses.send_verification(session, person_id)
    return Admitted(person_id, is_new=True)


async def link_identity(
    person: AuthenticatedPerson, provider: IdentityProvider, identity: ProvidedIdentity
) -> None:
    """Links an identity to the account of somebody who is signed in. Raises ``ExternalSignInFailed``."""
    async with transaction(person) as session:
        await identities.link(session, provider, identity, person.person_id)


def _key(identity: ProvidedIdentity) -> str:
    if not identity.email:
        raise ExternalSignInFailed("no-address")
    return rules.email_key(identity.email)


def _name(identity: ProvidedIdentity) -> str:
    """The provider's name for them, if it can be one here."""
    try:
        return parse(PersonChange, {"name": identity.name[:NAME_MAX]}).name or ""
    except InvalidInput:
        return ""
