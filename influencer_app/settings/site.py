"""Settings of the site: its name, operator, address and web processes."""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field, field_validator

from influencer_app.settings.base import CapabilitySettings

ORIGIN = re.compile(r"https://[a-z0-9.-]+(:\d{1,5})?|http://(localhost|127\.0\.0\.1)(:\d{1,5})?")


class SiteSettings(CapabilitySettings):
    """What the site is called, who runs it, and where it is served."""

    product_name: str = "Evermuse"
    operator_name: str = ""
    operator_contact: str = ""
    legal_texts_checked: bool = False
    port: int = Field(default=3000, ge=1, le=65535)
    host: str = "127.0.0.1"
    public_url: str = ""
    data_dir: Path = Path(".data")
    environment: str = "production"
    web_processes: int = Field(default=1, ge=1)
    trusted_proxy_hops: int = Field(default=0, ge=0)
    cors_origins: str = ""

    @field_validator("data_dir")
    @classmethod
    def _make_absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @property
    def admitted_origins(self) -> tuple[str, ...]:
        """The other sites whose scripts may call the API, with a key, in lower case."""
        return tuple(one for part in self.cors_origins.split(",") if (one := part.strip().lower()))

    def problems(self) -> Iterator[str]:
        """See the base."""
        yield from super().problems()
        for origin in self.admitted_origins:
            if not ORIGIN.fullmatch(origin):
                yield f"CORS_ORIGINS has {origin[:80]}, but takes origins such as https://app.example.com"

    @property
    def base_url(self) -> str:
        """The public address without a slash at the end."""
        return self.public_url.rstrip("/") or f"http://localhost:{self.port}"
