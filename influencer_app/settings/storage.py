"""Settings of the store for generated and uploaded files."""

import re
from collections.abc import Iterator

from pydantic import Field, SecretStr

from influencer_app.settings.base import CapabilitySettings

# The S3 client panics on other values instead of raising.
_ENDPOINT = re.compile(r"https?://[A-Za-z0-9._\-\[\]:]+(/[A-Za-z0-9._~/-]*)?")
_BUCKET = re.compile(r"[A-Za-z0-9._-]{1,255}")


class StorageSettings(CapabilitySettings):
    """A folder below ``DATA_DIR``, or a bucket of S3 or a compatible service."""

    storage: str = Field(default="local", pattern="^(local|s3)$")
    s3_bucket: str = ""
    s3_region: str = "auto"
    s3_endpoint: str = ""
    s3_access_key_id: str = ""
    s3_secret_access_key: SecretStr = SecretStr("")

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if self.storage != "s3":
            return
        needed = {
            "S3_BUCKET": self.s3_bucket,
            "S3_ACCESS_KEY_ID": self.s3_access_key_id,
            "S3_SECRET_ACCESS_KEY": self.s3_secret_access_key.get_secret_value(),
        }
        missing = [name for name, value in needed.items() if not value]
        if not self.s3_endpoint and self.s3_region == "auto":
            missing.append("S3_REGION or S3_ENDPOINT")
        if missing:
            yield f"STORAGE is s3, so set {', '.join(missing)} as well"
        if self.s3_endpoint and not _ENDPOINT.fullmatch(self.s3_endpoint):
            yield "S3_ENDPOINT has to be an address such as https://storage.example.com"
        if self.s3_bucket and not _BUCKET.fullmatch(self.s3_bucket):
            yield "S3_BUCKET has to be the bare name of a bucket"
