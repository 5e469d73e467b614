"""Opens the store for files: a local folder, or a bucket of S3 or a compatible service."""

from influencer_app.domain.files.ports import BlobStore
from influencer_app.integrations.storage.local import LocalBlobs
from influencer_app.integrations.storage.s3 import S3Blobs
from influencer_app.settings import Settings

__all__ = ["LocalBlobs", "S3Blobs", "open_store"]


def open_store(settings: Settings) -> BlobStore:
    """Return the store that ``STORAGE`` names; nothing is connected before its first use."""
    if settings.storage == "local":
        return LocalBlobs(settings.data_dir / "media")
    return S3Blobs(
        bucket=settings.s3_bucket,
        region=settings.s3_region,
        endpoint=settings.s3_endpoint,
        key_id=settings.s3_access_key_id,
        secret=settings.s3_secret_access_key.get_secret_value(),
    )
