"""Tests of MiniMax speech with the real package, adapter and downloader, at an emulated Replicate."""

import io
import wave
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from jsonschema import Draft202012Validator

from influencer_app.errors import NotConfigured, RateLimited, Unavailable
from influencer_app.integrations.replicate.factory import build_adapters
from influencer_app.integrations.speech.replicate import ReplicateSpeech
from influencer_app.settings import Settings
from tests.doubles.replicate.app import Emulator
from tests.doubles.replicate.models import document
from tests.doubles.serving import served

MODEL = "minimax/speech-2.6-turbo"


@pytest.fixture
def emulator() -> Emulator:
    return Emulator(run_seconds=0.2)


@pytest.fixture
def own(emulator: Emulator) -> Iterator[Settings]:
    with served(emulator) as address:
        yield Settings.read(_env_file=None, replicate_api_token=emulator.token, replicate_base_url=address)


@pytest_asyncio.fixture
async def speech(own: Settings) -> AsyncIterator[ReplicateSpeech]:
    parts = build_adapters(own)
    yield ReplicateSpeech(parts.provider, parts.downloader, MODEL, 3)
    await parts.provider.aclose()
    await parts.downloader.aclose()


async def test_script_is_synthesized(speech: ReplicateSpeech, emulator: Emulator) -> None:
    speech_audio = await speech.synthesize("Hello from the sea.", "Calm_Woman")
    assert (speech_audio.seconds, speech_audio.note) == (1.0, None)
    with wave.open(io.BytesIO(speech_audio.wav)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
    (name,) = emulator.order
    given = emulator.runs.now(name)["input"]
    assert given["text"] == "Hello from the sea."
    asked = document(MODEL)
    schema = {**asked["components"]["schemas"]["Input"], "additionalProperties": False, **asked}
    for enum in asked["components"]["schemas"].values():
        enum.pop("type", None)
    Draft202012Validator(schema).validate(given)
    assert emulator.headers[0]["cancel-after"] == "3s"


@pytest.mark.parametrize(
    ("fault", "error"), [("429", RateLimited), ("500", Unavailable), ("lost", Unavailable)]
)
async def test_vendor_errors_are_translated(
    speech: ReplicateSpeech, emulator: Emulator, fault: str, error: type[Exception]
) -> None:
    emulator.fault(fault)
    with pytest.raises(error):
        await speech.synthesize("Yes.", "")


async def test_slow_prediction_is_canceled(own: Settings, emulator: Emulator) -> None:
    emulator.runs.run_seconds = 60
    parts = build_adapters(own)
    with pytest.raises(Unavailable, match="too long"):
        await ReplicateSpeech(parts.provider, parts.downloader, MODEL, 1).synthesize("Yes.", "")
    assert emulator.running() == []
    await parts.provider.aclose()
    await parts.downloader.aclose()


async def test_wrong_token_is_reported(own: Settings) -> None:
    parts = build_adapters(own.model_copy(update={"replicate_api_token": own.secret_key}))
    with pytest.raises(NotConfigured, match="rejected this installation's token"):
        await ReplicateSpeech(parts.provider, parts.downloader, MODEL, 1).synthesize("Yes.", "")
    await parts.provider.aclose()
    await parts.downloader.aclose()
