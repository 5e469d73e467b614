"""Normalises the audio that vendors return for a script.

Both OpenAI and MiniMax stream WAV files with 0xFFFFFFFF as lengths, at different loudness; ``media`` reads
the samples and brings all voices to the same loudness.
"""

import asyncio
from typing import Final

from influencer_app.domain.generation.ports.speech import SpeechAudio, Voice
from influencer_app.errors import InvalidInput, SpeechUnusable
from influencer_app.media.audio import normalise

BYTES_MAX: Final = 40_000_000
SECONDS_MAX: Final = 600.0
NO_SPEECH: Final = "The voice returned no audio. Try another voice or another script."


async def to_speech_audio(data: bytes, voice: Voice, wanted: str) -> SpeechAudio:
    """The audio, with a note when ``voice`` is not the one ``wanted``. Raises ``SpeechUnusable``."""
    try:
        sound = await asyncio.to_thread(normalise, data, seconds_max=SECONDS_MAX, size_max=BYTES_MAX)
    except InvalidInput as error:
        raise SpeechUnusable(NO_SPEECH) from error
    replaced = wanted.casefold() not in ("", voice.id.casefold())
    note = f"The requested voice is not available; {voice.name} speaks instead." if replaced else None
    return SpeechAudio(sound.wav, sound.seconds, note)
