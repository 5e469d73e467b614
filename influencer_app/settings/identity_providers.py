"""Settings of signing in with Google, or with another OpenID provider."""

from collections.abc import Iterator
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from influencer_app.settings.base import CapabilitySettings

ProviderKey = Literal["google", "openid"]
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class IdentityProviderSettings(NamedTuple):
    """One provider that is set up. ``key`` names it in addresses and rows, ``name`` on the pages."""

    key: ProviderKey
    name: str
    issuer: str
    client_id: str
    client_secret: SecretStr


class OpenIDSettings(CapabilitySettings):
    """Google, and one further provider of one's own: Keycloak, Authentik, Entra or another.

    An issuer is the address below which a provider has its ``/.well-known/openid-configuration``.
    """

    google_client_id: str = ""
    google_client_secret: SecretStr = SecretStr("")
    google_issuer: str = Field(default="https://accounts.google.com", max_length=300)
    openid_issuer: str = Field(default="", max_length=300)
    openid_client_id: str = ""
    openid_client_secret: SecretStr = SecretStr("")
    openid_name: str = Field(default="SSO", max_length=40)

    @property
    def identity_providers(self) -> tuple[IdentityProviderSettings, ...]:
        """The providers that people may sign in with."""
        found: list[IdentityProviderSettings] = []
        if self.google_client_id:
            found.append(
                IdentityProviderSettings(
                    "google", "Google", self.google_issuer, self.google_client_id, self.google_client_secret
                )
            )
        if self.openid_client_id:
            found.append(
                IdentityProviderSettings(
                    "openid",
                    self.openid_name.strip(),
                    self.openid_issuer,
                    self.openid_client_id,
                    self.openid_client_secret,
                )
            )
        return tuple(found)

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        google = {
            "GOOGLE_CLIENT_ID": self.google_client_id,
            "GOOGLE_CLIENT_SECRET": self.google_client_secret.get_secret_value(),
        }
        other = {
            "OPENID_ISSUER": self.openid_issuer,
            "OPENID_CLIENT_ID": self.openid_client_id,
            "OPENID_CLIENT_SECRET": self.openid_client_secret.get_secret_value(),
        }
        for together in (google, other):
            given = [name for name, value in together.items() if value]
            missing = [name for name, value in together.items() if not value]
            if given and missing:
                yield f"{given[0]} is set, so set {' and '.join(missing)} as well"
        for name, issuer in (("GOOGLE_ISSUER", self.google_issuer), ("OPENID_ISSUER", self.openid_issuer)):
            if issuer and not is_private_channel(issuer):
                yield f"{name} has to begin with https:// (http:// only on this machine)"


def is_private_channel(url: str) -> bool:
    """Whether nobody on the way can read or change what is sent there: https, or this machine itself."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))
