"""Tests of the downloader for results."""

import io

import pytest
from PIL import Image

from influencer_app.errors import OutputGone, ProviderFailed, ProviderRefused
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
        ("huge", ProviderRefused),
        ("redirect", ProviderRefused),
        ("output 500", ProviderFailed),
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
        "file:///etc/passwd",
        "",
    ],
)
async def test_only_allowed_addresses_are_downloaded(downloader: Downloader, url: str) -> None:
    with pytest.raises(ProviderRefused):
        await downloader.download(url, LIMIT)


async def test_name_with_a_private_address_is_refused() -> None:
    own = Downloader(("localhost",))
    with pytest.raises(ProviderRefused, match="private"):
        await own.download("https://localhost/x.png", LIMIT)
    await own.aclose()
