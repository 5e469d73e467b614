"""Opens the blob store: a local folder, or S3 and compatible services."""

import re

from influencer_app.domain.files.ports import BlobStore
from influencer_app.errors import NotConfigured
from influencer_app.integrations.storage.local import LocalBlobs
from influencer_app.integrations.storage.s3 import S3Blobs
from influencer_app.settings import Settings

__all__ = ["LocalBlobs", "S3Blobs", "open_store"]

# The vendor's package panics on other values instead of raising.
_ENDPOINT = re.compile(r"https?://[A-Za-z0-9._\-\[\]:]+(/[A-Za-z0-9._~/-]*)?")
_BUCKET = re.compile(r"[A-Za-z0-9._-]{1,255}")


def open_store(settings: Settings) -> BlobStore:
    """The store that ``STORAGE`` names; nothing connects before its first use.

    Raises ``NotConfigured`` naming the missing variables.
    """
    if settings.storage == "local":
        return LocalBlobs(settings.data_dir / "media")
    key_id, secret = settings.s3_access_key_id, settings.s3_secret_access_key.get_secret_value()
    needed = {"S3_BUCKET": settings.s3_bucket, "S3_ACCESS_KEY_ID": key_id, "S3_SECRET_ACCESS_KEY": secret}
    missing = [name for name, value in needed.items() if not value]
    if not settings.s3_endpoint and settings.s3_region == "auto":
        missing.append("S3_REGION or S3_ENDPOINT")
    if missing:
        raise NotConfigured(f"STORAGE is s3, so set {', '.join(missing)} as well.")
    if settings.s3_endpoint and not _ENDPOINT.fullmatch(settings.s3_endpoint):
        raise NotConfigured("S3_ENDPOINT must be a URL such as https://storage.example.com.")
    if not _BUCKET.fullmatch(settings.s3_bucket):
        raise NotConfigured("S3_BUCKET must be the plain name of a bucket.")
    return S3Blobs(
        bucket=settings.s3_bucket,
        region=settings.s3_region,
        endpoint=settings.s3_endpoint,
        key_id=key_id,
        secret=secret,
    )
