"""Tests of the selection of a store by the settings."""

from pathlib import Path
from typing import Any

from influencer_app.integrations.storage import LocalBlobs, S3Blobs, open_store
from influencer_app.settings import Settings

S3: dict[str, Any] = {
    "storage": "s3",
    "s3_bucket": "pictures",
    "s3_region": "eu-central-1",
    "s3_access_key_id": "key",
    "s3_secret_access_key": "secret",
}


def read(tmp_path: Path, **values: Any) -> Settings:
    return Settings.read(_env_file=None, data_dir=tmp_path, **values)


async def test_local_folder_is_the_default(tmp_path: Path):
    store = open_store(read(tmp_path))
    assert isinstance(store, LocalBlobs)
    await store.put("a/b", b"x", "image/jpeg")
    assert (tmp_path / "media/a/b").read_bytes() == b"x"


async def test_s3_without_an_endpoint_is_aws(tmp_path: Path):
    store = open_store(read(tmp_path, **S3))
    assert isinstance(store, S3Blobs)
    link = await store.signed_url("a/b", 60)
    assert link is not None
    assert link.startswith("https://s3.eu-central-1.amazonaws.com/pictures/a/b?")


async def test_endpoint_is_used_unchanged(tmp_path: Path):
    endpoint = "https://0123abcd.r2.cloudflarestorage.com"
    store = open_store(read(tmp_path, **S3 | {"s3_region": "auto", "s3_endpoint": endpoint}))
    link = await store.signed_url("a/b", 60)
    assert link is not None
    assert link.startswith(f"{endpoint}/pictures/a/b?")
