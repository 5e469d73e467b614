"""Parses what a provider publishes and answers: only as much as is used."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from influencer_app.domain.accounts.identity_ports import ProvidedIdentity
from influencer_app.domain.accounts.rules import email_key
from influencer_app.errors import InvalidInput


class _Document(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class Metadata(_Document):
    """A discovery document (OpenID Connect Discovery 1.0, section 3)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    token_endpoint_auth_methods_supported: list[str] = Field(default=["client_secret_basic"])

    @property
    def endpoints(self) -> tuple[str, ...]:
        """Every address in it that is used."""
        found = (self.authorization_endpoint, self.token_endpoint, self.jwks_uri, self.userinfo_endpoint)
        return tuple(one for one in found if one)


class KeyDocument(_Document):
    """A provider's public keys (RFC 7517)."""

    keys: list[dict[str, Any]]


class TokenAnswer(_Document):
    """An answer of the token endpoint. Without an ID token nobody is vouched for."""

    id_token: str = Field(min_length=1)
    access_token: str = ""


class Claims(_Document):
    """Claims about a person, of an ID token or the userinfo endpoint."""

    sub: str = Field(pattern=r"^[\x20-\x7e]{1,255}$")
    email: str | None = None
    email_verified: bool | str | None = None
    name: str | None = None

    def identity(self) -> ProvidedIdentity:
        """As the domain knows it. Some providers say ``email_verified`` as a text."""
        address = (self.email or "").strip()
        try:
            email_key(address)
        except InvalidInput:
            address = ""
        verified = bool(address) and self.email_verified in (True, "true")
        return ProvidedIdentity(self.sub, address, verified, self.name or "")
