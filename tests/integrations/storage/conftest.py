"""Fixtures: a store in a local folder, and one on moto's S3 server."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import boto3
import pytest
from moto.server import ThreadedMotoServer

from influencer_app.domain.files.ports import BlobStore
from influencer_app.integrations.storage import LocalBlobs, S3Blobs

KEY_ID, SECRET, REGION = "testing-key", "testing-secret", "us-east-1"


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """The address of an S3 server on this machine."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def make_s3(s3_address: str) -> Callable[..., S3Blobs]:
    """Creates stores on one new bucket; keywords override the valid settings."""
    bucket = f"pictures-{uuid4().hex}"
    client = boto3.client(
        "s3",
        endpoint_url=s3_address,
        region_name=REGION,
        aws_access_key_id=KEY_ID,
        aws_secret_access_key=SECRET,
    )
    client.create_bucket(Bucket=bucket)
    client.close()
    right = {"bucket": bucket, "region": REGION, "endpoint": s3_address, "key_id": KEY_ID, "secret": SECRET}
    return lambda **other: S3Blobs(**(right | other))


@pytest.fixture(params=["local", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    """Each adapter in turn, empty."""
    if request.param == "local":
        return LocalBlobs(tmp_path / "media")
    made: BlobStore = request.getfixturevalue("make_s3")()
    return made


@pytest.fixture
def free_address() -> str:
    """An address without a listener."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"
