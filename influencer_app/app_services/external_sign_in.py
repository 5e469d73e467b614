"""Sends a browser to an OpenID provider, and takes it back: state, nonce and code verifier of one attempt."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from pydantic import BaseModel

from influencer_app.app_services.sealed import seal, unseal
from influencer_app.domain.accounts.identity_ports import (
    AuthorizationRequest,
    IdentityProvider,
    IdentityProviders,
    ProvidedIdentity,
    UsedOnce,
)
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.errors import ExternalSignInFailed, NotFound
from influencer_app.redirects import safe_redirect_path
from influencer_app.wiring import runtime

LIFETIME: Final = timedelta(minutes=10)
"""For which somebody may think about it at the provider."""

TICKET_LIFETIME: Final = timedelta(minutes=2)
TRIES_PER_TEN_MINUTES: Final = 100
STATE_MAX: Final = 200


class Attempt(BaseModel):
    """One way to a provider and back. It lives in a cookie of the browser that began it, encrypted.

    ``linking`` is the session whose person links the identity to their account; without it they sign in.
    """

    provider: str
    state: str
    nonce: str
    verifier: str
    next: str
    linking: UUID | None = None


class LinkTicket(BaseModel):
    """Leave to link an identity, given to a session in Settings.

    Without it a link on another site could begin to link whoever is signed in at the provider.
    """

    provider: str
    session_id: UUID


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider sends a browser back with."""

    code: str
    state: str
    error: str = ""
    issuer: str = ""


def get_provider(key: str) -> IdentityProvider:
    """A provider that is set up. Raises ``NotFound``."""
    found = runtime().port(IdentityProviders).by_key.get(key)
    if found is None:
        raise NotFound("This way of signing in")
    return found


def list_providers() -> list[IdentityProvider]:
    """Those that are set up."""
    return list(runtime().port(IdentityProviders).by_key.values())


def link_path(provider: str, person: AuthenticatedPerson) -> str:
    """Where Settings sends a browser that links an identity. Raises ``NotFound``."""
    get_provider(provider)
    if person.session_id is None:
        raise NotFound("This session")
    ticket = seal(LinkTicket(provider=provider, session_id=person.session_id), TICKET_LIFETIME)
    return f"/api/auth/{provider}?link={ticket}"


async def begin(
    provider: IdentityProvider,
    *,
    next_path: str,
    ticket: str,
    again: bool,
    person: AuthenticatedPerson | None,
    caller: str,
) -> tuple[str, str]:
    """Where the browser goes, and the cookie that it keeps meanwhile.

    Raises ``RateLimited``, ``IdentityProviderDown``, and ``ExternalSignInFailed`` for a ticket that counts
    no longer.
    """
    app = runtime()
    await app.limits.hit("external_sign_in", caller, TRIES_PER_TEN_MINUTES, 600)
    linking = None
    if ticket:
        found = unseal(LinkTicket, ticket)
        linking = person.session_id if person is not None else None
        if found is None or linking is None or (found.provider, found.session_id) != (provider.key, linking):
            raise ExternalSignInFailed("sign-in-expired")
    attempt = Attempt(
        provider=provider.key,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        next=safe_redirect_path(next_path),
        linking=linking,
    )
    url = await provider.authorization_url(_request(attempt, again=again))
    return url, seal(attempt, LIFETIME)


def read_attempt(provider: IdentityProvider, cookie: str) -> Attempt | None:
    """The attempt that this browser began; None for a cookie that counts no longer."""
    found = unseal(Attempt, cookie) if cookie else None
    return found if found is not None and found.provider == provider.key else None


async def complete(provider: IdentityProvider, attempt: Attempt, answer: Answer) -> ProvidedIdentity:
    """Who came back. An attempt counts once, whatever becomes of it.

    Raises ``ExternalSignInFailed``, ``IdentityProviderDown``, ``Unavailable``.
    """
    if not hmac.compare_digest(attempt.state.encode(), answer.state[:STATE_MAX].encode()):
        raise ExternalSignInFailed("sign-in-expired")
    seconds = int(LIFETIME.total_seconds())
    if not await runtime().port(UsedOnce).claim("external_sign_in", attempt.state, seconds):
        raise ExternalSignInFailed("sign-in-expired")
    if answer.error:
        raise ExternalSignInFailed(
            "sign-in-canceled" if answer.error == "access_denied" else "sign-in-unusable"
        )
    if not answer.code or (answer.issuer and answer.issuer.rstrip("/") != provider.issuer):
        raise ExternalSignInFailed("sign-in-unusable")
    return await provider.redeem(_request(attempt), answer.code)


def _request(attempt: Attempt, *, again: bool = False) -> AuthorizationRequest:
    callback = f"{runtime().settings.base_url}/api/auth/{attempt.provider}/callback"
    return AuthorizationRequest(callback, attempt.state, attempt.nonce, attempt.verifier, again)
