"""Verifies and changes addresses, and resets forgotten passwords, through links in mails."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import new_id, now
from influencer_app.domain.accounts.email_tokens import (
    is_group_used,
    issue_token,
    redeem_token,
    void_tokens,
)
from influencer_app.domain.accounts.identities import forget_identities
from influencer_app.domain.accounts.models import EmailToken, Person
from influencer_app.domain.accounts.rules import email_key
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.accounts.sessions import end_all_sessions
from influencer_app.domain.mail.service import queue_mail
from influencer_app.errors import Conflict, InvalidInput, NotSignedIn

ADDRESS_CHANGED = "The address of this account has changed since. Ask for a new link."
ADDRESS_TAKEN = "This address belongs to another account by now. Ask for a change to another one."


async def send_verification(session: AsyncSession, person_id: UUID) -> bool:
    """Mails a link that verifies the address; False if it is verified already."""
    person = await session.get_one(Person, person_id)
    if person.verified:
        return False
    token_id = await issue_token(session, person.id, "verify", person.email)
    await queue_mail(
        session, "verify_address", person.email, person_id=person.id, token_id=token_id, name=person.name
    )
    return True


async def send_password_reset(session: AsyncSession, key: str) -> None:
    """Mails a link that sets a new password, if ``key`` is the address of an account.

    That is looked up when the mail is sent, so that the request takes equally long for any address.
    """
    await queue_mail(session, "reset_password", key)


async def issue_password_reset(session: AsyncSession, key: str) -> tuple[UUID, str] | None:
    """The token for such a mail and the person's name; None if nobody has the address."""
    person = await session.scalar(select(Person).where(col(Person.email_key) == key))
    if person is None:
        return None
    return await issue_token(session, person.id, "reset", person.email), person.name


async def reset_password(
    session: AsyncSession, token: str, secrets: tuple[str, ...], password_hash: str
) -> list[UUID]:
    """Sets the password of the token's person and ends all their sessions; returns these.

    The link came to the address, so that is verified by it. What was linked before anybody had proved to
    own the address may be somebody else's, and goes. Raises ``InvalidInput`` at ``token``.
    """
    used = await redeem_token(session, token, secrets, "reset")
    person = await session.get_one(Person, used.person_id, with_for_update=True)
    if person.email != used.address:
        raise InvalidInput.at("token", ADDRESS_CHANGED)
    person.password_hash = password_hash
    if not person.verified:
        await forget_identities(session, person.id)
    person.verified = True
    await session.flush()
    await queue_mail(session, "password_changed", person.email, person_id=person.id, name=person.name)
    return await end_all_sessions(session, person.id)


async def start_address_change(session: AsyncSession, actor: AuthenticatedPerson, address: str) -> None:
    """Mails a link to the present and to the new address; both have to be followed.

    Raises ``InvalidInput`` at ``email`` for the present address. One that belongs to somebody else is
    answered like any other: that account's owner gets no mail, and the change never completes.
    """
    person = await session.get_one(Person, actor.person_id)
    key = email_key(address)
    if key == person.email_key:
        raise InvalidInput.at("email", "This is your address already.")
    group = new_id()
    old = await issue_token(session, person.id, "confirm_old", person.email, group_id=group)
    new = await issue_token(session, person.id, "confirm_new", address, group_id=group)
    told = {"name": person.name, "old": person.email, "new": address}
    await queue_mail(session, "confirm_old_address", person.email, person_id=person.id, token_id=old, **told)
    if await session.scalar(select(col(Person.id)).where(col(Person.email_key) == key)) is None:
        await queue_mail(session, "confirm_new_address", address, person_id=person.id, token_id=new, **told)


async def confirm_address(session: AsyncSession, token: str, secrets: tuple[str, ...]) -> str:
    """Follows a link that verifies an address, or one of the two that change it.

    Returns ``verified``, ``changed``, or ``half`` while the other link is to be followed. Raises
    ``InvalidInput`` at ``token``, ``Conflict`` when somebody else has the new address by now.
    """
    used = await redeem_token(session, token, secrets, "verify", "confirm_old", "confirm_new")
    person = await session.get(Person, used.person_id, with_for_update=True)
    if person is None:
        raise NotSignedIn
    if used.purpose == "verify":
        if person.email != used.address:
            raise InvalidInput.at("token", ADDRESS_CHANGED)
        person.verified = True
        await session.flush()
        return "verified"
    if used.group_id is None or not await is_group_used(session, used.group_id):
        return "half"
    await _change_address(session, person, used.group_id)
    return "changed"


async def _change_address(session: AsyncSession, person: Person, group_id: UUID) -> None:
    new = await session.scalar(
        select(col(EmailToken.address)).where(
            col(EmailToken.group_id) == group_id, col(EmailToken.purpose) == "confirm_new"
        )
    )
    if new is None:
        raise InvalidInput.at("token", ADDRESS_CHANGED)
    key = email_key(new)
    old = person.email
    try:
        async with session.begin_nested():
            person.email, person.email_key, person.verified = new, key, True
    except IntegrityError as error:
        raise Conflict(ADDRESS_TAKEN) from error
    await void_tokens(session, person.id, "verify", "reset")
    await queue_mail(session, "address_changed", old, person_id=person.id, name=person.name, new=new)


async def notify_new_device(session: AsyncSession, person_id: UUID, device: str) -> None:
    """Mails that somebody has signed in with a browser that this account did not know."""
    person = await session.get_one(Person, person_id)
    at = now().strftime("%d %B %Y, %H:%M UTC")
    await queue_mail(
        session, "new_device", person.email, person_id=person.id, name=person.name, device=device, at=at
    )
