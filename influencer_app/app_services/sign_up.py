"""Decides who may open an account here."""

from typing import Final
from urllib.parse import parse_qs, urlsplit

from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.queries import has_people
from influencer_app.domain.workspaces.invitations import find_invitation
from influencer_app.errors import SignUpClosed
from influencer_app.wiring import runtime

CLOSED: Final = "Sign-up is closed here. Ask the people who run this studio for an account."
INVITED_ONLY: Final = "Sign-up is by invitation here. Open the link of yours, and sign up from there."
OTHER_DOMAIN: Final = "You can’t sign up here with an address of this domain."


async def check_sign_up(key: str, invitation: str) -> None:
    """Raises ``SignUpClosed`` unless this address may open an account now.

    ``invitation`` is the token of one, or empty. An invited address may have any domain. The first account
    of a fresh installation may always be opened, because nobody could invite its owner.
    """
    settings = runtime().settings
    if settings.sign_up == "open" and not settings.admitted_domains:
        return
    async with reading() as session:
        if not await has_people(session):
            return
        invited = await find_invitation(session, invitation, settings.secret_keys) is not None
    if settings.sign_up == "closed":
        raise SignUpClosed(CLOSED)
    if invited:
        return
    if settings.sign_up == "invitation":
        raise SignUpClosed(INVITED_ONLY)
    if key.rpartition("@")[2] not in settings.admitted_domains:
        raise SignUpClosed(OTHER_DOMAIN)


def invitation_in(path: str) -> str:
    """The token in the address of an invitation that somebody goes on to; empty for any other."""
    parts = urlsplit(path)
    return parse_qs(parts.query).get("token", [""])[-1] if parts.path == "/invitation" else ""
