"""Tests of the downloader for results."""

import asyncio
import io
from urllib.parse import urlsplit

import pytest
from PIL import Image

from influencer_app.errors import OutputGone, ProviderFailed, ResultNotAllowed, ResultTooLarge
from influencer_app.integrations.replicate.downloader import Downloader, sniff
from influencer_app.integrations.replicate.provider import ReplicateProvider
from tests.doubles.replicate.app import Emulator
from tests.integrations.replicate.test_provider import ended, order

LIMIT = 2_000_000


async def result(provider: ReplicateProvider) -> str:
    told = await provider.submit(order())
    return (await ended(provider, told.id)).outputs[0]


async def test_result_is_downloaded_without_the_token(
    provider: ReplicateProvider, downloader: Downloader, emulator: Emulator
) -> None:
    got = await downloader.download(await result(provider), LIMIT)
    assert got.content_type == "image/png"
    assert Image.open(io.BytesIO(got.data)).size == (1024, 1024)
    assert emulator.counts["token told"] == 0


async def test_interrupted_download_is_resumed_once(
    provider: ReplicateProvider, downloader: Downloader, emulator: Emulator
) -> None:
    url = await result(provider)
    whole = await downloader.download(url, LIMIT)
    emulator.fault("breaks off")
    assert (await downloader.download(url, LIMIT)).data == whole.data
    emulator.fault("breaks off", "breaks off")
    with pytest.raises(ProviderFailed):
        await downloader.download(url, LIMIT)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("gone", OutputGone),
        ("huge", ResultTooLarge),
        ("redirect", ResultNotAllowed),
        ("output 500", ProviderFailed),
        ("gzip", ResultNotAllowed),
    ],
)
async def test_file_host_errors_are_typed(
    provider: ReplicateProvider,
    downloader: Downloader,
    emulator: Emulator,
    fault: str,
    error: type[Exception],
) -> None:
    url = await result(provider)
    emulator.fault(fault)
    with pytest.raises(error):
        await downloader.download(url, LIMIT)


@pytest.mark.parametrize("limit", [{"window_seconds": 0.3}, {"total_seconds": 0.3}], ids=str)
async def test_a_download_that_drips_is_given_up(
    provider: ReplicateProvider, emulator: Emulator, address: str, limit: dict[str, float]
) -> None:
    own = Downloader((), urlsplit(address).netloc, **limit)
    emulator.fault("drips")
    with pytest.raises(ProviderFailed, match="too slow"):
        await own.download(await result(provider), LIMIT)
    await own.aclose()


async def test_content_type_is_sniffed(
    provider: ReplicateProvider, downloader: Downloader, emulator: Emulator
) -> None:
    url = await result(provider)
    emulator.fault("wrong type")
    assert (await downloader.download(url, LIMIT)).content_type == "application/octet-stream"
    assert sniff(b"\0\0\0\x18ftypmp42") == "video/mp4"


@pytest.mark.parametrize(
    "url",
    [
        "http://replicate.delivery/x.png",
        "https://example.com/x.png",
        "https://replicate.delivery.example.com/x.png",
        "https://replicate.delivery:8443/x.png",
        "https://user:word@replicate.delivery/x.png",
        "http://127.0.0.1:9/x.png",
        "https://:word@replicate.delivery/x.png",
        "https://replicate.delivery:99999/x.png",
        "https://replicate.delivery:port/x.png",
        "https://169.254.169.254/latest/meta-data/",
        "https://metadata.google.internal/computeMetadata/v1/",
        "https://[fd00:ec2::254]/latest/meta-data/",
        "https://[not-an-address/x.png",
        "https://a..replicate.delivery/x.png",
        f"https://{'a' * 70}.replicate.delivery/x.png",
        "file:///etc/passwd",
        "file://replicate.delivery/x.png",
        "data:image/png;base64,AAAA",
        "",
    ],
)
async def test_only_allowed_addresses_are_downloaded(downloader: Downloader, url: str) -> None:
    with pytest.raises(ResultNotAllowed):
        await downloader.download(url, LIMIT)


async def test_an_address_of_an_emulator_is_http_only() -> None:
    own = Downloader((), "127.0.0.1:9")
    with pytest.raises(ResultNotAllowed):
        await own.download("file://127.0.0.1:9/etc/passwd", LIMIT)
    await own.aclose()


@pytest.mark.parametrize("address", ["10.0.0.7", "169.254.169.254", "127.0.0.1", "::1", "fd00:ec2::254"])
async def test_an_allowed_name_at_a_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    async def found(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", ("93.184.215.14", 443)), (0, 0, 0, "", (address, 443))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", found)
    own = Downloader(("replicate.delivery",))
    with pytest.raises(ResultNotAllowed, match="private"):
        await own.download("https://replicate.delivery/x.png", LIMIT)
    await own.aclose()


async def test_name_with_a_private_address_is_refused() -> None:
    own = Downloader(("localhost",))
    with pytest.raises(ResultNotAllowed, match="private"):
        await own.download("https://localhost/x.png", LIMIT)
    await own.aclose()
