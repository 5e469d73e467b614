"""Tests of the selection of a speech adapter."""

from dataclasses import dataclass
from datetime import date

import pytest

from influencer_app.domain.generation.ports.speech import SpeechAudio, Voice
from influencer_app.errors import NotConfigured
from influencer_app.integrations.speech import select_speech
from influencer_app.settings import Settings

BEFORE, DAY = date(2027, 1, 5), date(2027, 1, 6)


@dataclass
class UnusedSpeech:
    """A speech adapter that must not be called."""

    name: str
    identity: str = ""

    async def synthesize(self, script: str, voice: str) -> SpeechAudio:
        raise AssertionError("unexpected call")

    def voices(self) -> tuple[Voice, ...]:
        return ()


def chosen(speech: str, today: date, *there: str) -> str | None:
    own = Settings.read(_env_file=None, speech=speech, openai_speech_model="gpt-4o-mini-tts-2025-12-15")
    found = select_speech(own, {name: UnusedSpeech(name) for name in there}, today)
    return found.name if found else None


@pytest.mark.parametrize(
    ("today", "there", "expected"),
    [
        (BEFORE, ("openai", "replicate", "sketch"), "openai"),
        (DAY, ("openai", "replicate", "sketch"), "replicate"),
        (BEFORE, ("replicate", "sketch"), "replicate"),
        (BEFORE, ("sketch",), "sketch"),
        (DAY, ("openai", "sketch"), "sketch"),
        (DAY, ("openai",), None),
        (BEFORE, (), None),
    ],
)
def test_auto_selects_the_best_available_adapter(
    today: date, there: tuple[str, ...], expected: str | None
) -> None:
    assert chosen("auto", today, *there) == expected


@pytest.mark.parametrize("name", ["openai", "replicate", "sketch"])
def test_operator_selects_the_adapter(name: str) -> None:
    assert chosen(name, DAY, "openai", "replicate", "sketch") == name
    if name == "sketch":
        assert chosen(name, BEFORE, "openai", "replicate") is None
        return
    with pytest.raises(NotConfigured, match=f"SPEECH is {name}"):
        chosen(name, BEFORE)
