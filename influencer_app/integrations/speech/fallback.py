"""Speech by a second provider where the first one cannot."""

from collections.abc import Callable
from dataclasses import replace

import structlog

from influencer_app.domain.generation.ports.speech import SpeechAudio, SpeechPort, Voice, match_voice
from influencer_app.errors import (
    AppError,
    NotConfigured,
    RateLimited,
    ResultNotAllowed,
    ResultTooLarge,
    SpeechUnusable,
    Unavailable,
)

log = structlog.get_logger(__name__)

FAILURES = (RateLimited, Unavailable, SpeechUnusable, NotConfigured, ResultNotAllowed, ResultTooLarge)
"""What the provider is to blame for; a script that nobody can speak is not tried twice."""
TITLES = {"openai": "OpenAI", "replicate": "Replicate"}


class FallbackSpeech:
    """Implements ``SpeechPort`` with the voices of ``first``; the note says when ``second`` has spoken.

    Raises the error of the first when both fail.
    """

    def __init__(self, first: SpeechPort, second: SpeechPort) -> None:
        self._first, self._second = first, second
        self.name = first.name
        self.identity = ""

    def each(self, wrap: Callable[[SpeechPort], SpeechPort]) -> "FallbackSpeech":
        """A copy whose two providers are wrapped."""
        return FallbackSpeech(wrap(self._first), wrap(self._second))

    def voices(self) -> tuple[Voice, ...]:
        """See the port."""
        return self._first.voices()

    async def synthesize(self, script: str, voice: str) -> SpeechAudio:
        """See the port."""
        try:
            return await self._first.synthesize(script, voice)
        except FAILURES as error:
            return await self._speak_instead(script, voice, error)

    async def _speak_instead(self, script: str, voice: str, error: AppError) -> SpeechAudio:
        wanted = match_voice(self._first.voices(), voice)
        other = match_voice(self._second.voices(), "", wanted.gender)
        log.warning("speech_fallback", failed=self._first.name, by=self._second.name, reason=error.sentence)
        try:
            made = await self._second.synthesize(script, other.id)
        except AppError as second_error:
            log.warning("speech_fallback_failed", by=self._second.name, reason=second_error.sentence)
            raise error from second_error
        title = TITLES.get(self._first.name, self._first.name)
        told = f"{wanted.name} could not speak ({title} failed), so {other.name} did."
        return replace(made, note=f"{told} {made.note}" if made.note else told)
