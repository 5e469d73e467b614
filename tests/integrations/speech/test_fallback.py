"""A second provider speaks where the first one cannot, and says so."""

import pytest

from influencer_app.domain.generation.ports.speech import SpeechAudio, Voice
from influencer_app.errors import InvalidInput, NotConfigured, RateLimited, SpeechUnusable, Unavailable
from influencer_app.integrations.speech.fallback import FallbackSpeech


class Speaker:
    """Speaks with one woman's and one man's voice, or raises ``error``."""

    def __init__(self, name: str, error: Exception | None = None) -> None:
        self.name = self.identity = name
        self.error = error
        self.asked: list[str] = []

    def voices(self) -> tuple[Voice, ...]:
        return (
            Voice(f"{self.name}-anna", "Anna", "female", ("en",), self.name),
            Voice(f"{self.name}-bob", "Bob", "male", ("en",), self.name),
        )

    async def synthesize(self, script: str, voice: str) -> SpeechAudio:
        self.asked.append(voice)
        if self.error is not None:
            raise self.error
        return SpeechAudio(self.name.encode(), 1.0)


FAILURES = [Unavailable("Away."), RateLimited(5), SpeechUnusable("No sound."), NotConfigured("Unpaid.")]


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: error.code)
async def test_another_voice_of_the_same_gender_speaks(error: Exception) -> None:
    first, second = Speaker("openai", error), Speaker("replicate")
    made = await FallbackSpeech(first, second).synthesize("Hello.", "openai-bob")
    assert (made.wav, second.asked) == (b"replicate", ["replicate-bob"])
    assert made.note == "Bob could not speak (OpenAI failed), so Bob did."


async def test_a_script_that_cannot_be_spoken_is_not_tried_twice() -> None:
    first, second = Speaker("openai", InvalidInput.at("script", "Too long.")), Speaker("replicate")
    with pytest.raises(InvalidInput):
        await FallbackSpeech(first, second).synthesize("Hello.", "")
    assert second.asked == []


async def test_when_both_fail_the_first_one_is_the_reason() -> None:
    speech = FallbackSpeech(
        Speaker("openai", Unavailable("Away.")), Speaker("replicate", Unavailable("Too."))
    )
    with pytest.raises(Unavailable, match="Away"):
        await speech.synthesize("Hello.", "")


async def test_the_first_one_speaks_alone_while_it_can() -> None:
    first, second = Speaker("openai"), Speaker("replicate")
    speech = FallbackSpeech(first, second)
    assert (await speech.synthesize("Hello.", "openai-bob")).note is None
    assert (speech.voices(), second.asked) == (first.voices(), [])
