"""Settings of the signature in generated files (C2PA)."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from influencer_app.settings.base import CapabilitySettings


class SigningSettings(CapabilitySettings):
    """The operator's certificate and key, and a time stamp authority."""

    c2pa_certificate_file: Path | None = None
    c2pa_key_file: Path | None = None
    c2pa_timestamp_url: str = Field(default="", pattern="^(https?://.+)?$")

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if (self.c2pa_certificate_file is None) != (self.c2pa_key_file is None):
            yield "Set C2PA_CERTIFICATE_FILE and C2PA_KEY_FILE together, or neither"
