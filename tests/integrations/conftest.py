"""Fixtures: emulated vendors, used through their real packages."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from openai import AsyncOpenAI

from influencer_app.integrations.openai.client import open_client
from tests.doubles.openai.app import Emulator
from tests.doubles.serving import served


@pytest.fixture(scope="session")
def _openai_served() -> Iterator[tuple[Emulator, str]]:
    emulator = Emulator()
    with served(emulator) as address:
        yield emulator, address


@pytest.fixture
def openai_address(_openai_served: tuple[Emulator, str]) -> str:
    """``OPENAI_BASE_URL`` of the emulator."""
    return f"{_openai_served[1]}/v1"


@pytest.fixture
def vendor(_openai_served: tuple[Emulator, str]) -> Emulator:
    """The OpenAI emulator, without calls or faults."""
    emulator = _openai_served[0]
    emulator.calls.clear()
    emulator.faults.clear()
    return emulator


@pytest_asyncio.fixture
async def client(openai_address: str) -> AsyncIterator[AsyncOpenAI]:
    made = open_client("sk-test", openai_address)
    yield made
    await made.close()
