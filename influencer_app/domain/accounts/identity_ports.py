"""Ports of signing in with an OpenID provider."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """What a browser is sent to a provider with, and what its answer is checked against.

    ``state`` ties the answer to the browser, ``nonce`` the ID token to this request, and ``verifier`` the
    code to us (PKCE). ``again`` asks the provider to have the person sign in there again.
    """

    redirect_uri: str
    state: str
    nonce: str
    verifier: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class ProvidedIdentity:
    """Somebody as their provider vouches for them. ``email`` may be empty, or not verified by it."""

    subject: str
    email: str = ""
    email_verified: bool = False
    name: str = ""


class IdentityProvider(Protocol):
    """Google, or another OpenID provider."""

    @property
    def key(self) -> str:
        """Its name in addresses and rows."""

    @property
    def name(self) -> str:
        """Its name on the pages."""

    @property
    def issuer(self) -> str:
        """The address that its subjects belong to."""

    async def authorization_url(self, request: AuthorizationRequest) -> str:
        """Where the browser goes. Raises ``IdentityProviderDown``."""

    async def redeem(self, request: AuthorizationRequest, code: str) -> ProvidedIdentity:
        """Who came back with this code. Raises ``IdentityProviderDown``, ``ExternalSignInFailed``."""


@dataclass(frozen=True, slots=True)
class IdentityProviders:
    """The providers that are set up here, by their keys."""

    by_key: Mapping[str, IdentityProvider]

    def is_set_up(self, key: str, issuer: str) -> bool:
        """Whether identities of this provider and issuer can sign in now."""
        found = self.by_key.get(key)
        return found is not None and found.issuer == issuer


class UsedOnce(Protocol):
    """Remembers what may be used a single time."""

    async def claim(self, purpose: str, secret: str, seconds: int) -> bool:
        """True the first time, False for ``seconds`` from then on. Raises ``Unavailable``."""
