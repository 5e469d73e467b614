"""Synthesizes speech with OpenAI (``POST /v1/audio/speech``) until its models shut down on 6 January 2027.

https://developers.openai.com/api/docs/guides/text-to-speech: up to 4,096 characters, 24 kHz.
"""

from typing import Any, Final

from openai import AsyncOpenAI

from influencer_app.domain.generation.ports.speech import Gender, SpeechAudio, Voice, match_voice
from influencer_app.errors import InvalidInput, SpeechUnusable
from influencer_app.integrations.openai.client import openai_call
from influencer_app.integrations.speech.audio import BYTES_MAX, to_speech_audio

SECONDS: Final = 30.0
SCRIPT_MAX: Final = 4096
LANGUAGES: Final = ("en", "de", "es", "fr", "pt", "it")
INSTRUCTIONS: Final = (
    "Speak warmly and naturally, as to a friend in front of a camera. Say exactly the words given."
)
GENDERS: Final[dict[str, Gender]] = {
    **{"coral": "female", "marin": "female", "nova": "female", "sage": "female", "shimmer": "female"},
    **{"cedar": "male", "ash": "male", "ballad": "male", "echo": "male", "onyx": "male", "verse": "male"},
    **{"alloy": "neutral", "fable": "neutral"},
}
OLD_MODELS: Final = ("tts-1", "tts-1-hd")
NOT_IN_OLD_MODELS: Final = ("ballad", "verse", "marin", "cedar")


class OpenAISpeech:
    """Implements ``SpeechPort``."""

    name = "openai"

    def __init__(self, client: AsyncOpenAI, model: str) -> None:
        self._client = client
        self._model = model
        self.identity = f"openai/{model}\n{INSTRUCTIONS}"
        self._old = model in OLD_MODELS
        self._voices = tuple(
            Voice(id=name, name=name.capitalize(), gender=gender, languages=LANGUAGES, provider=self.name)
            for name, gender in GENDERS.items()
            if not (self._old and name in NOT_IN_OLD_MODELS)
        )

    def voices(self) -> tuple[Voice, ...]:
        """See the port. The vendor states no gender; ours is by ear."""
        return self._voices

    async def synthesize(self, script: str, voice: str) -> SpeechAudio:
        """See the port. Raises ``InvalidInput`` for an empty script or over 4,096 characters."""
        if not 0 < len(script.strip()) <= SCRIPT_MAX:
            raise InvalidInput.at("script", f"A script has 1 to {SCRIPT_MAX} characters.")
        chosen = match_voice(self._voices, voice)
        extra: dict[str, Any] = {} if self._old else {"instructions": INSTRUCTIONS}
        async with (
            openai_call(SECONDS),
            self._client.audio.speech.with_streaming_response.create(
                model=self._model, input=script, voice=chosen.id, response_format="wav", **extra
            ) as answer,
        ):
            data = bytearray()
            async for piece in answer.iter_bytes():
                data += piece
                if len(data) > BYTES_MAX:
                    raise SpeechUnusable("OpenAI returned speech that is too long.")
        return await to_speech_audio(bytes(data), chosen, voice)
