"""Samples of the sketch engine's voices, spoken by the process of the voice itself."""

import asyncio

from influencer_app.domain.generation.ports.speech import SAMPLES, Voice
from influencer_app.sketch.voice.speech import synthesize


class SketchVoiceSamples:
    """Implements ``VoiceSamplePort``: one at a time, each voice once in the life of this process."""

    def __init__(self) -> None:
        self._semaphore = asyncio.Semaphore(1)
        self._spoken: dict[str, bytes] = {}

    async def speak(self, voice: Voice) -> bytes:
        """See the port."""
        async with self._semaphore:
            if voice.id not in self._spoken:
                text = SAMPLES.get(voice.languages[0], SAMPLES["en"])
                speech = await asyncio.to_thread(synthesize, text, voice.id)
                self._spoken[voice.id] = speech.wav
        return self._spoken[voice.id]
