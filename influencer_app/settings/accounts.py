"""Settings of accounts, sign-in, sessions and workspaces."""

from datetime import timedelta
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr

from influencer_app.settings.base import CapabilitySettings


class AccountSettings(CapabilitySettings):
    """Cookies, passwords, and limits on signing in, signing up and owning workspaces.

    ``secret_keys_previous`` are earlier values of ``secret_key``, separated by commas. ``sign_up`` says who
    may open an account, ``sign_up_domains`` with which addresses (any, while it is empty).
    """

    secret_key: SecretStr = SecretStr("")
    secret_keys_previous: str = Field(default="", repr=False)
    session_days: int = Field(default=30, ge=1)
    session_idle_days: int = Field(default=14, ge=1)
    geoip_file: Path | None = None
    bcrypt_rounds: int = Field(default=12, ge=4, le=16)
    sign_in_tries_per_ten_minutes: int = Field(default=10, ge=1)
    sign_up: Literal["open", "invitation", "closed"] = "open"
    sign_up_domains: str = ""
    sign_ups_per_hour: int = Field(default=200, ge=1)
    sockets_per_address_max: int = Field(default=300, ge=1)
    sockets_per_person_max: int = Field(default=50, ge=1)
    socket_events_per_second: int = Field(default=50, ge=1)
    workspaces_owned_max: int = Field(default=3, ge=0)

    @property
    def session_idle(self) -> timedelta:
        """How long a session lasts that is not used."""
        return timedelta(days=self.session_idle_days)

    @property
    def admitted_domains(self) -> frozenset[str]:
        """The domains of addresses that may sign up, in lower case; empty for any."""
        return frozenset(name for part in self.sign_up_domains.split(",") if (name := part.strip().lower()))

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """What cookies and links may be signed with. New ones are signed with the first."""
        earlier = (key.strip() for key in self.secret_keys_previous.split(","))
        return (self.secret_key.get_secret_value(), *(key for key in earlier if key))
