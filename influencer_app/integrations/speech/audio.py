"""What vendors send for a script, made into what the port promises.

Both OpenAI and MiniMax stream WAV files with 0xFFFFFFFF where the lengths should be, and each is as loud
as it likes; ``media`` reads the samples, and brings all voices to one loudness.
"""

import asyncio
from typing import Final

from influencer_app.domain.generation.speech import Spoken, Voice
from influencer_app.errors import InvalidInput, Unavailable
from influencer_app.media.audio import normalise

BYTES_MAX: Final = 40_000_000
SECONDS_MAX: Final = 600.0
NO_SPEECH: Final = "What came back is no speech that can be used. Please try again."


async def to_speech_audio(data: bytes, voice: Voice, wanted: str) -> Spoken:
    """The speech, and a note where ``voice`` is not the one that was wanted. Raises ``Unavailable``."""
    try:
        sound = await asyncio.to_thread(normalise, data, seconds_max=SECONDS_MAX, size_max=BYTES_MAX)
    except InvalidInput as error:
        raise Unavailable(NO_SPEECH) from error
    other = wanted.casefold() not in ("", voice.id.casefold())
    note = f"The voice {voice.name} stands in for one not here." if other else None
    return Spoken(sound.wav, sound.seconds, note)
