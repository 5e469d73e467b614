"""Verifies and changes addresses and sets forgotten passwords, through links in mails."""

from influencer_app.app_services.rate_limits import HOUR
from influencer_app.app_services.sign_in import drop_sessions, verify_password
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import addresses, rules
from influencer_app.domain.accounts.email_tokens import check_token
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.wiring import runtime

MAILS_PER_HOUR = 5
"""Links of each kind that one account or address is sent an hour."""


async def send_verification(person: AuthenticatedPerson) -> bool:
    """Mails the link once more; False for an address that is verified. Raises ``RateLimited``."""
    await runtime().limits.hit("verify_mail", str(person.person_id), MAILS_PER_HOUR, HOUR)
    async with transaction(person) as session:
        return await addresses.send_verification(session, person.person_id)


async def send_password_reset(email: str, caller: str) -> None:
    """Mails a link if there is such an account; known and unknown addresses are treated alike.

    Raises ``InvalidInput`` for what is no address, ``RateLimited``.
    """
    app = runtime()
    key = rules.email_key(email)
    await app.limits.hit("reset_caller", caller, app.settings.sign_in_tries_per_ten_minutes * 10, HOUR)
    await app.limits.hit("reset_mail", key, MAILS_PER_HOUR, HOUR)
    async with transaction() as session:
        await addresses.send_password_reset(session, key)


async def reset_password(token: str, password: str, caller: str) -> None:
    """Sets the password and ends all sessions. Raises ``InvalidInput`` at ``token`` or ``password``."""
    app = runtime()
    await app.limits.hit("reset_caller", caller, app.settings.sign_in_tries_per_ten_minutes * 10, HOUR)
    secrets = app.settings.secret_keys
    async with reading() as session:
        row = await check_token(session, token, secrets, "reset")
    rules.check_password(password, rules.email_key(row.address))
    hashed = await app.passwords.hash(password)
    async with transaction() as session:
        ended = await addresses.reset_password(session, token, secrets, hashed)
    await drop_sessions(ended)


async def start_address_change(person: AuthenticatedPerson, email: str, password: str) -> None:
    """Mails links to both addresses.

    Raises ``InvalidInput`` at ``email`` or ``password``, ``RateLimited``.
    """
    rules.email_key(email)
    await verify_password(person, password, field="password")
    await runtime().limits.hit("address_mail", str(person.person_id), MAILS_PER_HOUR, HOUR)
    async with transaction(person) as session:
        await addresses.start_address_change(session, person, email)


async def confirm_address(token: str) -> str:
    """Follows a link: ``verified``, ``changed`` or ``half``. Raises ``InvalidInput``, ``Conflict``."""
    secrets = runtime().settings.secret_keys
    async with transaction() as session:
        return await addresses.confirm_address(session, token, secrets)
