"""Tests of speech by OpenAI."""

import io
import wave

import pytest
from openai import AsyncOpenAI

from influencer_app.errors import InvalidInput, NotConfigured, RateLimited, SpeechUnusable, Unavailable
from influencer_app.integrations.speech.openai import OpenAISpeech
from tests.doubles.openai.app import Emulator

MODEL = "gpt-4o-mini-tts"
SCRIPT = "Hello, I am Amara, and today we walk along the sea."


@pytest.fixture
def speech(client: AsyncOpenAI, vendor: Emulator) -> OpenAISpeech:
    return OpenAISpeech(client, MODEL)


async def test_script_is_synthesized(speech: OpenAISpeech, vendor: Emulator) -> None:
    speech_audio = await speech.synthesize(SCRIPT, "nova")
    with wave.open(io.BytesIO(speech_audio.wav)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 24000)
        assert sound.getnframes() / 24000 == pytest.approx(speech_audio.seconds)
        assert any(sound.readframes(24000))
    assert speech_audio.seconds == pytest.approx(len(SCRIPT) / 15, abs=0.1)
    assert speech_audio.note is None
    (asked,) = vendor.asked("speech")
    assert asked["input"] == SCRIPT
    assert asked["voice"] == "nova"
    assert "exactly the words" in asked["instructions"]


async def test_every_voice_can_speak(speech: OpenAISpeech, client: AsyncOpenAI) -> None:
    for one in (speech, OpenAISpeech(client, "tts-1")):
        assert {voice.gender for voice in one.voices()} == {"female", "male", "neutral"}
        for voice in one.voices():
            assert (await one.synthesize("Yes.", voice.id)).note is None
    assert len(speech.voices()) == 13


async def test_old_models_get_no_instructions(client: AsyncOpenAI, vendor: Emulator) -> None:
    await OpenAISpeech(client, "tts-1").synthesize("Yes.", "")
    assert "instructions" not in vendor.asked("speech")[0]


async def test_unknown_voice_is_replaced(speech: OpenAISpeech) -> None:
    speech_audio = await speech.synthesize("Yes.", "Wise_Woman")
    assert (
        speech_audio.note
        == f"The requested voice is not available; {speech.voices()[0].name} speaks instead."
    )
    assert (await speech.synthesize("Yes.", "")).note is None


@pytest.mark.parametrize("script", ["", "   ", "x" * 4097])
async def test_invalid_script_is_not_sent(speech: OpenAISpeech, vendor: Emulator, script: str) -> None:
    with pytest.raises(InvalidInput):
        await speech.synthesize(script, "nova")
    assert vendor.calls == []


async def test_longest_script_is_accepted(speech: OpenAISpeech) -> None:
    assert (await speech.synthesize("word " * 819, "nova")).seconds > 250


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        ("rate_limited", 3, RateLimited),
        ("used_up", None, NotConfigured),
        ("server_error", 500, Unavailable),
        ("not_speech", None, SpeechUnusable),
        ("not_speech", b"", SpeechUnusable),
        ("cut_off", None, Unavailable),
    ],
)
async def test_vendor_errors_are_translated(
    speech: OpenAISpeech, vendor: Emulator, kind: str, value: object, error: type[Exception]
) -> None:
    vendor.fault("speech", kind, value)
    with pytest.raises(error):
        await speech.synthesize(SCRIPT, "nova")
    assert (await speech.synthesize(SCRIPT, "nova")).seconds > 1
