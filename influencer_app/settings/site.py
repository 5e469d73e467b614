"""Settings of the site: its name, operator, address and web processes."""

from pathlib import Path

from pydantic import Field, field_validator

from influencer_app.settings.base import CapabilitySettings


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

    @field_validator("data_dir")
    @classmethod
    def _make_absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @property
    def base_url(self) -> str:
        """The public address without a slash at the end."""
        return self.public_url.rstrip("/") or f"http://localhost:{self.port}"
