"""Fixtures: an emulated Replicate, its provider and its downloader."""

from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from influencer_app.integrations.replicate.downloader import Downloader
from influencer_app.integrations.replicate.provider import ReplicateProvider
from tests.doubles.replicate.app import Emulator
from tests.doubles.serving import served


@pytest.fixture
def emulator() -> Emulator:
    return Emulator(run_seconds=0.2)


@pytest.fixture
def address(emulator: Emulator) -> Iterator[str]:
    with served(emulator) as url:
        yield url


@pytest_asyncio.fixture
async def provider(emulator: Emulator, address: str) -> AsyncIterator[ReplicateProvider]:
    made = ReplicateProvider(emulator.token, address)
    yield made
    await made.aclose()


@pytest_asyncio.fixture
async def downloader(address: str) -> AsyncIterator[Downloader]:
    made = Downloader(("replicate.delivery",), urlsplit(address).netloc)
    yield made
    await made.aclose()
