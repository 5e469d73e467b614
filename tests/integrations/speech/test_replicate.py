"""Tests of speech through ``ProviderPort``, with a scripted provider."""

import asyncio
import io
import time
import wave
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
import pytest

from influencer_app.db.base import now
from influencer_app.domain.generation.ports.provider import (
    DownloadedFile,
    ModelFacts,
    ModelRequest,
    Prediction,
    PredictionCreate,
    VerifiedWebhook,
)
from influencer_app.errors import (
    AnswerLost,
    InvalidInput,
    OutputGone,
    ProviderFailed,
    ProviderRateLimited,
    ProviderRefused,
    RateLimited,
    ResultNotAllowed,
    ResultTooLarge,
    SpeechUnusable,
    Unavailable,
)
from influencer_app.integrations.speech.replicate import ReplicateSpeech

MODEL = "minimax/speech-2.6-turbo"
TONE = (np.sin(np.arange(32000) / 9) * 8000).astype("<i2")


def stored(samples: np.ndarray) -> bytes:
    """A WAV file at 32 kHz."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(32000)
        sound.writeframes(samples.tobytes())
    return out.getvalue()


WAV = stored(TONE)


def told(status: str, *outputs: str, error: str | None = None) -> Prediction:
    return Prediction(
        id="p1",
        status=status,
        progress=None,
        outputs=outputs,
        error=error,
        removed=False,
        model=MODEL,
        version="",
        input={},
        created_at=now(),
        raw_status=status,
    )


DONE = told("succeeded", "https://example.com/speech.wav")


class Provider:
    """Returns the given answers one after the other; repeats the last one."""

    name = "replicate"

    def __init__(self, *answers: Prediction | Exception) -> None:
        self.answers = list(answers)
        self.creates: list[PredictionCreate] = []
        self.canceled: list[str] = []
        self.data = WAV
        self.fetching: Exception | None = None
        self.asked = asyncio.Event()

    def _next(self) -> Prediction:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def submit(self, create: PredictionCreate) -> Prediction:
        self.creates.append(create)
        self.asked.set()
        return self._next()

    async def get(self, id: str) -> Prediction:
        return self._next()

    async def cancel(self, id: str) -> None:
        self.canceled.append(id)

    async def download(self, url: str, limit_bytes: int) -> DownloadedFile:
        if self.fetching:
            raise self.fetching
        return DownloadedFile(self.data, "audio/wav")

    async def list_since(self, since: datetime) -> list[Prediction]:
        raise AssertionError("unexpected call")

    async def describe(self, model: str, version: str) -> ModelFacts | None:
        raise AssertionError("unexpected call")

    async def upload(self, data: bytes, content_type: str, name: str) -> str:
        raise AssertionError("unexpected call")

    def build_input(self, model: str, schema: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
        raise AssertionError("unexpected call")

    def parse_webhook(
        self, headers: Mapping[str, str], raw_body: bytes, secrets: tuple[str, ...], now: datetime
    ) -> VerifiedWebhook:
        raise AssertionError("unexpected call")

    async def aclose(self) -> None:
        """Nothing is open."""


def speech(provider: Provider, seconds: float = 5) -> ReplicateSpeech:
    return ReplicateSpeech(provider, provider, MODEL, seconds)


async def test_script_is_synthesized_after_a_few_polls() -> None:
    provider = Provider(told("starting"), told("processing"), DONE)
    speech_audio = await speech(provider).synthesize("Hello <#9#> there", "Calm_Woman")
    assert (speech_audio.seconds, speech_audio.note) == (1.0, None)
    with wave.open(io.BytesIO(speech_audio.wav)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getnframes()) == (
            1,
            2,
            sound.getframerate(),
        )
    (create,) = provider.creates
    assert (create.model, create.version, create.webhook_url, create.deadline_seconds) == (MODEL, "", None, 5)
    assert create.input["text"] == "Hello < #9#> there"
    assert (create.input["voice_id"], create.input["audio_format"]) == ("Calm_Woman", "wav")
    assert provider.canceled == []


async def test_one_failed_poll_is_ignored() -> None:
    provider = Provider(told("starting"), ProviderFailed("x"), DONE)
    assert (await speech(provider).synthesize("Yes.", "")).note is None


async def test_unknown_voice_is_replaced() -> None:
    speech_audio = await speech(Provider(DONE)).synthesize("Yes.", "coral")
    assert speech_audio.note == "The requested voice is not available; Wise woman speaks instead."


def test_every_gender_has_a_voice() -> None:
    voices = speech(Provider(DONE)).voices()
    assert {voice.gender for voice in voices} == {"female", "male", "neutral"}
    assert not [voice.name for voice in voices if "girl" in voice.name.lower() or "_" in voice.name]


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ((ProviderRateLimited(3.2),), RateLimited),
        ((ProviderRefused("The model does not like it."),), InvalidInput),
        ((ProviderFailed("x"),), Unavailable),
        ((AnswerLost("x"),), Unavailable),
        ((told("failed", error="out of memory"),), Unavailable),
        ((told("canceled"),), Unavailable),
        ((told("succeeded"),), SpeechUnusable),
        ((told("starting"), OutputGone("x")), SpeechUnusable),
    ],
)
async def test_vendor_errors_are_translated(
    answers: tuple[Prediction | Exception, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await speech(Provider(*answers)).synthesize("Yes.", "")


@pytest.mark.parametrize("data", [b"", b"ID3 an mp3", WAV[:44], WAV[:400], stored(TONE * 0)])
async def test_unusable_speech_is_refused(data: bytes) -> None:
    provider = Provider(DONE)
    provider.data = data
    with pytest.raises(SpeechUnusable):
        await speech(provider).synthesize("Yes.", "")
    provider.fetching = OutputGone("x")
    with pytest.raises(SpeechUnusable):
        await speech(provider).synthesize("Yes.", "")


@pytest.mark.parametrize("error", [ResultNotAllowed("Elsewhere."), ResultTooLarge("Too large.")])
async def test_a_result_that_is_not_downloaded_keeps_its_reason(error: ProviderRefused) -> None:
    provider = Provider(DONE)
    provider.fetching = error
    with pytest.raises(type(error)):
        await speech(provider).synthesize("Yes.", "")


async def test_slow_prediction_is_canceled_at_the_provider() -> None:
    provider = Provider(told("processing"))
    began = time.monotonic()
    with pytest.raises(Unavailable, match="too long"):
        await speech(provider, 0.2).synthesize("Yes.", "")
    assert time.monotonic() - began < 2
    assert provider.canceled == ["p1"]


async def test_canceled_task_leaves_nothing_running() -> None:
    provider = Provider(told("starting"), told("processing"))
    working = asyncio.create_task(speech(provider, 30).synthesize("Yes.", ""))
    await provider.asked.wait()
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert provider.canceled == ["p1"]


async def test_failing_cancel_is_tolerated() -> None:
    provider = Provider(told("processing"))

    async def unreachable(id: str) -> None:
        raise ProviderFailed("x")

    provider.cancel = unreachable  # type: ignore[method-assign]
    with pytest.raises(Unavailable, match="too long"):
        await speech(provider, 0.2).synthesize("Yes.", "")


@pytest.mark.parametrize("script", ["", "  ", "x" * 5001])
async def test_invalid_script_is_not_sent(script: str) -> None:
    provider = Provider(replace(DONE))
    with pytest.raises(InvalidInput):
        await speech(provider).synthesize(script, "")
    assert provider.creates == []
