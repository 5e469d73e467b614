"""Sets up, uses and switches off second factors and passkeys, for API and pages."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from influencer_app.app_services.sign_in import verify_password
from influencer_app.db.base import AsyncSession
from influencer_app.db.outbox import port
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.factors import passkeys, recovery_codes, totp
from influencer_app.domain.accounts.factors.challenges import (
    Purpose,
    challenge_token,
    open_challenge,
    take_challenge,
    use_challenge,
)
from influencer_app.domain.accounts.factors.codes import CodeKind, check_code
from influencer_app.domain.accounts.factors.models import SignInChallenge
from influencer_app.domain.accounts.factors.queries import (
    count_recovery_codes,
    get_ways,
    list_credential_ids,
)
from influencer_app.domain.accounts.factors.schemas import (
    Confirmation,
    NewPasskey,
    PasskeyDetail,
    TotpSetup,
    Ways,
)
from influencer_app.domain.accounts.ports import PasskeyPort
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.accounts.sessions import note_authenticated
from influencer_app.errors import InvalidInput
from influencer_app.wiring import runtime

WRONG_CODE = "This code is wrong, has passed, or was used. Enter a new one."
ONE_PROOF = "Send a password, a code or a passkey."


class Ceremony(NamedTuple):
    """What a browser takes to make or use a passkey, and the token of the challenge that it answers."""

    options: dict[str, Any]
    token: str


async def start_totp(actor: AuthenticatedPerson) -> TotpSetup:
    """A secret for an authenticator app. Raises ``Conflict``."""
    async with transaction(actor) as session:
        return await totp.start_totp(session, actor)


async def confirm_totp(actor: AuthenticatedPerson, code: str) -> list[str]:
    """Switches it on; returns recovery codes. Raises ``InvalidInput`` at ``code``, ``Conflict``."""
    async with transaction(actor) as session:
        codes = await totp.confirm_totp(session, actor, code)
    await _read_anew(actor)
    return codes


async def stop_totp(actor: AuthenticatedPerson) -> None:
    """Switches it off. Raises ``Conflict`` when it is not on."""
    async with transaction(actor) as session:
        changed = await totp.stop_totp(session, actor)
    await _drop(changed)


async def renew_recovery_codes(actor: AuthenticatedPerson) -> list[str]:
    """Ten new ones instead of the old. Raises ``Conflict`` without a second factor."""
    async with transaction(actor) as session:
        return await recovery_codes.renew_recovery_codes(session, actor.person_id)


async def begin_passkey(actor: AuthenticatedPerson) -> Ceremony:
    """What the browser takes to make one. Raises ``Conflict`` for too many."""
    async with transaction(actor) as session:
        row = await _open(session, "register", actor)
        return _ceremony(row, await passkeys.creation_options(session, actor, row.nonce))


async def add_passkey(actor: AuthenticatedPerson, new: NewPasskey, token: str) -> PasskeyDetail:
    """Stores what the browser has made. Raises ``InvalidInput``, ``Conflict``."""
    async with transaction(actor) as session:
        row = await _take(session, token, "register", actor)
        await use_challenge(session, row)
        made = await passkeys.add_passkey(session, actor, row.nonce, new.name, new.credential)
    await _read_anew(actor)
    return made


async def remove_passkey(actor: AuthenticatedPerson, passkey_id: UUID) -> None:
    """Removes one. Raises ``NotFound``, ``Conflict`` for the last way into the account."""
    async with transaction(actor) as session:
        changed = await passkeys.remove_passkey(session, actor, passkey_id)
    await _drop(changed)


async def begin_passkey_sign_in() -> Ceremony:
    """What a browser takes to sign in with any passkey of this site."""
    async with transaction() as session:
        row = await open_challenge(session, "passkey")
        return _ceremony(row, port(session, PasskeyPort).request_options(row.nonce))


async def prove_passkey(session: AsyncSession, token: str, answer: Mapping[str, Any]) -> UUID | None:
    """Who has signed in with a passkey; None when it is refused. The challenge is used up in both cases.

    Raises ``InvalidInput`` at ``challenge``.
    """
    row = await take_challenge(session, token, runtime().settings.secret_keys, "passkey")
    await use_challenge(session, row)
    return await passkeys.use_passkey(session, row.nonce, answer)


async def passkey_options(token: str) -> dict[str, Any]:
    """What a browser takes to prove the second factor of a sign-in. Raises ``InvalidInput``."""
    async with transaction() as session:
        row = await take_challenge(session, token, runtime().settings.secret_keys, "second_factor")
        row.attempts -= 1  # asking is no attempt
        allowed = await list_credential_ids(session, _person(row))
        if not allowed:
            raise InvalidInput.at("challenge", "This account has no passkey.")
        return port(session, PasskeyPort).request_options(row.nonce, allowed)


class Proved(NamedTuple):
    """The challenge of a sign-in was answered: by whom, and how they had proved the first factor."""

    person_id: UUID
    method: str


async def prove_second_factor(
    session: AsyncSession, token: str, code: str | None, answer: Mapping[str, Any] | None
) -> Proved | None:
    """Answers the challenge of a sign-in; None for a wrong answer, which is counted. The caller commits.

    Raises ``InvalidInput`` at ``challenge``, ``RateLimited``.
    """
    row = await take_challenge(session, token, runtime().settings.secret_keys, "second_factor")
    person_id = _person(row)
    if not await _prove(session, person_id, code, answer, row.nonce):
        return None
    await use_challenge(session, row)
    return Proved(person_id, row.method)


async def list_ways(actor: AuthenticatedPerson) -> Ways:
    """How the actor can confirm that it is them."""
    async with reading(actor) as session:
        return await get_ways(session, actor)


async def begin_confirmation(actor: AuthenticatedPerson) -> Ceremony:
    """What the browser takes to confirm with a passkey. Raises ``InvalidInput`` without one."""
    async with transaction(actor) as session:
        allowed = await list_credential_ids(session, actor.person_id)
        if not allowed:
            raise InvalidInput.at("credential", "This account has no passkey.")
        row = await _open(session, "confirm", actor)
        return _ceremony(row, port(session, PasskeyPort).request_options(row.nonce, allowed))


async def confirm(actor: AuthenticatedPerson, given: Confirmation, token: str) -> None:
    """Proves once more that it is the actor: their session counts as recent from now on.

    Raises ``InvalidInput`` at what is wrong, ``RateLimited``.
    """
    if sum(one is not None for one in (given.password, given.code, given.credential)) != 1:
        raise InvalidInput.at("password", ONE_PROOF)
    proved = given.password is not None
    if given.password is not None:
        await verify_password(actor, given.password, field="password")
    async with transaction(actor) as session:
        if not proved:
            nonce = b""
            if given.credential is not None:
                row = await _take(session, token, "confirm", actor)
                await use_challenge(session, row)
                nonce = row.nonce
            proved = await _prove(session, actor.person_id, given.code, given.credential, nonce)
        if proved and actor.session_id is not None:
            factor = given.password is None
            await note_authenticated(session, actor.session_id, second_factor=factor)
    if not proved:
        raise wrong_answer(given.code)
    await _read_anew(actor)


def wrong_answer(code: str | None) -> InvalidInput:
    """The error for a wrong code, or a passkey that was refused."""
    if code is not None:
        return InvalidInput.at("code", WRONG_CODE)
    return InvalidInput.at("credential", passkeys.REFUSED)


async def _prove(
    session: AsyncSession,
    person_id: UUID,
    code: str | None,
    answer: Mapping[str, Any] | None,
    nonce: bytes,
) -> bool:
    if code is not None:
        kind: CodeKind | None = await check_code(session, person_id, code)
        if kind == "recovery":
            left = await count_recovery_codes(session, person_id)
            await recovery_codes.notify_recovery_code_used(session, person_id, left)
        return kind is not None
    if answer is None:
        raise InvalidInput.at("code", "Enter a code.")
    return await passkeys.use_passkey(session, nonce, answer, person_id) is not None


async def _open(session: AsyncSession, purpose: Purpose, actor: AuthenticatedPerson) -> SignInChallenge:
    return await open_challenge(session, purpose, person_id=actor.person_id, session_id=actor.session_id)


async def _take(
    session: AsyncSession, token: str, purpose: Purpose, actor: AuthenticatedPerson
) -> SignInChallenge:
    keys = runtime().settings.secret_keys
    return await take_challenge(session, token, keys, purpose, session_id=actor.session_id)


def _ceremony(row: SignInChallenge, options: dict[str, Any]) -> Ceremony:
    return Ceremony(options, challenge_token(row, runtime().settings.secret_keys))


def _person(row: SignInChallenge) -> UUID:
    if row.person_id is None:
        raise InvalidInput.at("challenge", "This took too long. Start again.")
    return row.person_id


async def _read_anew(actor: AuthenticatedPerson) -> None:
    if actor.session_id is not None:
        await _drop([actor.session_id])


async def _drop(sessions: list[UUID]) -> None:
    for session_id in sessions:
        await runtime().sessions.drop(session_id)
