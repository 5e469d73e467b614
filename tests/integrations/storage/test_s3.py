"""Tests of S3 errors, and of features only S3 has."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import httpx2
import moto.settings
import pytest
import pytest_asyncio
from moto.core.responses import ActionAuthenticatorMixin

from influencer_app.domain.files.ports import BlobStore
from influencer_app.errors import Unavailable
from influencer_app.integrations.storage import S3Blobs, s3

MakeS3 = Callable[..., S3Blobs]
Verb = Callable[[BlobStore], Awaitable[object]]
VERBS: dict[str, Verb] = {
    "put": lambda store: store.put("a", b"x", "image/jpeg"),
    "put_new": lambda store: store.put_new("a", b"x", "image/jpeg"),
    "get": lambda store: store.get("a"),
    "read": lambda store: store.read("a", 0, 1),
    "size": lambda store: store.size("a"),
    "delete": lambda store: store.delete("a"),
    "exists": lambda store: store.exists("a"),
    "probe": lambda store: store.probe(),
}
every_verb = pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())
FORKING = """
import asyncio, os, sys
from influencer_app.integrations.storage import S3Blobs

when, bucket, endpoint = sys.argv[1:]
store = S3Blobs(bucket=bucket, region="us-east-1", endpoint=endpoint, key_id="k", secret="s")
if when == "used":
    asyncio.run(store.put("a", b"x", "image/jpeg"))
child = os.fork()
if child == 0:
    try:
        asyncio.run(store.put("b", b"x", "image/jpeg"))
    except RuntimeError as error:
        print(error, flush=True)
        os._exit(7)
    os._exit(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.fixture
def guarded_s3(make_s3: MakeS3, monkeypatch: pytest.MonkeyPatch) -> MakeS3:
    """``make_s3`` with an existing bucket, on a server that checks the key of every request."""
    monkeypatch.setattr(moto.settings, "INITIAL_NO_AUTH_ACTION_COUNT", 0.0)
    monkeypatch.setattr(ActionAuthenticatorMixin, "request_count", 0)
    return make_s3


@pytest_asyncio.fixture
async def mute_address() -> AsyncIterator[str]:
    """A server that accepts requests and never responds."""
    closing = asyncio.Event()

    async def swallow(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await closing.wait()
        writer.close()

    server = await asyncio.start_server(swallow, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()
    closing.set()
    await server.wait_closed()


@every_verb
async def test_unreachable_endpoint_fails_fast(make_s3: MakeS3, verb: Verb, free_address: str):
    began = time.monotonic()
    with pytest.raises(Unavailable, match="not responding"):
        await verb(make_s3(endpoint=free_address))
    assert time.monotonic() - began < 4


@every_verb
async def test_rejected_key_fails_fast(guarded_s3: MakeS3, verb: Verb):
    began = time.monotonic()
    with pytest.raises(Unavailable, match="rejected the access key"):
        await verb(guarded_s3(key_id="AKIAWRONG", secret="guessed"))
    assert time.monotonic() - began < 4


async def test_missing_bucket_is_not_a_missing_file(make_s3: MakeS3):
    store = make_s3(bucket="elsewhere")
    for verb in ("put", "get", "delete", "probe"):
        with pytest.raises(Unavailable, match="bucket does not exist"):
            await VERBS[verb](store)


async def test_unresponsive_server_fails_the_probe(
    make_s3: MakeS3, mute_address: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("influencer_app.integrations.storage.probe.PROBE_SECONDS", 1)
    began = time.monotonic()
    with pytest.raises(Unavailable, match="within 1 seconds"):
        await make_s3(endpoint=mute_address).probe()
    assert time.monotonic() - began < 3


async def test_errors_contain_neither_secret_nor_address(make_s3: MakeS3, free_address: str):
    with pytest.raises(Unavailable) as caught:
        await make_s3(endpoint=free_address, secret="very-secret").get("a")
    assert "very-secret" not in caught.value.sentence
    assert free_address not in caught.value.sentence


async def test_aws_environment_variables_are_ignored(make_s3: MakeS3, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "STRAY")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "stray")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "stray")
    monkeypatch.setenv("AWS_REGION", "eu-stray-1")
    link = await make_s3().signed_url("a", 60)
    assert link is not None
    query = parse_qs(urlsplit(link).query)
    assert query["X-Amz-Credential"][0].startswith("testing-key/")
    assert "/us-east-1/" in query["X-Amz-Credential"][0]
    assert "X-Amz-Security-Token" not in query


async def test_signed_url_serves_the_bytes_with_their_type(make_s3: MakeS3):
    store = make_s3()
    await store.put("media/a.webp", b"bytes", "image/webp")
    link = await store.signed_url("media/a.webp", 90)
    assert link is not None
    assert parse_qs(urlsplit(link).query)["X-Amz-Expires"] == ["90"]
    async with httpx2.AsyncClient() as client:
        answer = await client.get(link)
    assert (answer.status_code, answer.content) == (200, b"bytes")
    assert answer.headers["content-type"] == "image/webp"


@pytest.mark.parametrize("seconds", [0, -5, s3.SIGNED_SECONDS_MAX + 1])
async def test_signed_url_is_valid_for_a_second_to_a_week(make_s3: MakeS3, seconds: int):
    with pytest.raises(ValueError, match="A signed URL is valid"):
        await make_s3().signed_url("a", seconds)


@pytest.mark.parametrize(("when", "code"), [("idle", 0), ("used", 7)])
async def test_store_used_before_a_fork_raises_instead_of_hanging(
    make_s3: MakeS3, s3_address: str, when: str, code: int
):
    store = make_s3()
    command = [sys.executable, "-W", "ignore", "-c", FORKING, when, store.bucket, s3_address]
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, timeout=60, env=dict(os.environ)
    )
    assert done.returncode == code, done.stderr
    assert ("before this process was forked" in done.stdout) is (when == "used")
    assert await store.exists("b") is (when == "idle")
