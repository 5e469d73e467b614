"""The runtime as it is with a token of Replicate, at the emulator."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.ports.speech import SpeechPort
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.integrations.replicate.downloader import Downloader
from influencer_app.integrations.replicate.provider import ReplicateProvider
from influencer_app.integrations.speech.replicate import ReplicateSpeech
from influencer_app.wiring import ProviderAdapters, Runtime
from tests.doubles.replicate.app import Emulator
from tests.doubles.replicate.runs import SECRET
from tests.doubles.serving import served
from tests.fake_engine import BODIES, FakeQueue
from tests.runtime import substitute
from tests.support import new_person


@pytest.fixture
def emulator() -> Emulator:
    return Emulator(run_seconds=0.15)


@pytest.fixture
def address(emulator: Emulator) -> Iterator[str]:
    with served(emulator) as url:
        yield url


@pytest_asyncio.fixture
async def there(
    app: Runtime, queue: FakeQueue, emulator: Emulator, address: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Runtime]:
    """The runtime as it is with a token of Replicate, with our queue as its queue."""
    provider = ReplicateProvider(emulator.token, address)
    downloader = Downloader((), urlsplit(address).netloc)
    limits = replace(app.engine_config.limits, running_max=1000)
    config = replace(
        app.engine_config,
        default_engine=provider.name,
        providers=frozenset({provider.name}),
        limits=limits,
        has_speech=True,
    )
    speech = ReplicateSpeech(provider, downloader, "minimax/speech-2.6-turbo")
    providers = {provider.name: ProviderAdapters(provider, downloader, webhook_secrets=(SECRET,))}
    made = substitute(
        monkeypatch, {EngineConfig: config, SpeechPort: speech}, queue=queue, providers=providers
    )
    await BODIES["model_catalog.check"]()
    yield made
    await provider.aclose()
    await downloader.aclose()


@pytest_asyncio.fixture
async def rich(there: Runtime) -> Actor:
    return await new_person("rich@example.com", "studio")
