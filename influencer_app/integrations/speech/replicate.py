"""Synthesizes speech with MiniMax on Replicate, through ``ProviderPort`` like pictures and videos.

https://replicate.com/minimax/speech-2.6-turbo: up to 10,000 characters, over 40 languages, a WAV file within
seconds. The only place where a task waits for a provider: the video request needs the audio, and the wait
has a short limit.
"""

import asyncio
from typing import Any, Final

import structlog

from influencer_app.domain.generation.ports.provider import (
    DownloadPort,
    Prediction,
    PredictionCreate,
    ProviderPort,
)
from influencer_app.domain.generation.ports.speech import Gender, SpeechAudio, Voice, match_voice
from influencer_app.errors import (
    AccountRefused,
    InvalidInput,
    NotConfigured,
    OutputGone,
    ProviderError,
    ProviderRateLimited,
    ProviderRefused,
    RateLimited,
    ResultNotAllowed,
    ResultTooLarge,
    SpeechUnusable,
    Unavailable,
)
from influencer_app.integrations.speech.audio import BYTES_MAX, NO_SPEECH, to_speech_audio

log = structlog.get_logger(__name__)

SECONDS: Final = 40.0
CANCEL_SECONDS: Final = 5.0
POLL_DELAYS_SECONDS: Final = (0.5, 0.5, 1.0, 1.0, 2.0)
SCRIPT_MAX: Final = 5000
RATE: Final = 32000
LANGUAGES: Final = ("en", "de", "es", "fr", "pt", "it")
GENDERS: Final[dict[str, Gender]] = {
    **dict.fromkeys(("Wise_Woman", "Calm_Woman", "Lively_Girl", "Lovely_Girl", "Abbess"), "female"),
    **dict.fromkeys(("Deep_Voice_Man", "Casual_Guy", "Patient_Man", "Young_Knight"), "male"),
    **dict.fromkeys(("Determined_Man", "Imposing_Manner", "Elegant_Man"), "male"),
    "Friendly_Person": "neutral",
}
NAMES: Final = {
    "Lively_Girl": "Lively woman",
    "Lovely_Girl": "Lovely woman",
    "Imposing_Manner": "Imposing man",
}
FAILED: Final = "The speech could not be synthesized. Please try again in a minute."
GONE: Final = "The speech was gone before it could be copied. Please try again."
TOO_SLOW: Final = "The speech took too long. Please try again in a minute."


class ReplicateSpeech:
    """Implements ``SpeechPort``. Cancels its prediction at the provider when it gives up."""

    name = "replicate"

    def __init__(
        self, provider: ProviderPort, downloader: DownloadPort, model: str, seconds: float = SECONDS
    ) -> None:
        self._provider = provider
        self._downloader = downloader
        self._model = model
        self.identity = f"replicate/{model}"
        self._seconds = seconds
        self._voices = tuple(
            Voice(
                id=name,
                name=NAMES.get(name, name.replace("_", " ").capitalize()),
                gender=gender,
                languages=LANGUAGES,
                provider=self.name,
            )
            for name, gender in GENDERS.items()
        )

    def voices(self) -> tuple[Voice, ...]:
        """See the port: the model's voices that sound adult."""
        return self._voices

    async def synthesize(self, script: str, voice: str) -> SpeechAudio:
        """See the port. Raises ``InvalidInput`` for an empty script or over 5,000 characters."""
        if not 0 < len(script.strip()) <= SCRIPT_MAX:
            raise InvalidInput.at("script", f"A script has 1 to {SCRIPT_MAX} characters.")
        chosen = match_voice(self._voices, voice)
        create = PredictionCreate(self._model, "", _input(script, chosen), int(self._seconds), None)
        try:
            async with asyncio.timeout(self._seconds):
                address = await self._run(create)
                data = (await self._downloader.download(address, BYTES_MAX)).data
        except TimeoutError as error:
            raise Unavailable(TOO_SLOW) from error
        except ProviderRateLimited as error:
            raise RateLimited(max(1, round(error.retry_after))) from error
        except (ResultNotAllowed, ResultTooLarge):
            raise
        except OutputGone as error:
            raise SpeechUnusable(GONE) from error
        except AccountRefused as error:
            raise NotConfigured(error.sentence) from error
        except ProviderRefused as error:
            raise InvalidInput.at("script", error.sentence) from error
        except ProviderError as error:
            raise Unavailable(FAILED) from error
        return await to_speech_audio(data, chosen, voice)

    async def _run(self, create: PredictionCreate) -> str:
        """Run the prediction and return the audio's URL; an unfinished prediction is canceled."""
        prediction = await self._provider.submit(create)
        delays = iter(POLL_DELAYS_SECONDS)
        try:
            while prediction.status in ("starting", "processing"):
                await asyncio.sleep(next(delays, POLL_DELAYS_SECONDS[-1]))
                prediction = await self._refresh(prediction)
        except BaseException:
            await asyncio.shield(self._cancel(prediction.id))
            raise
        if prediction.status == "succeeded" and not prediction.outputs:
            raise SpeechUnusable(NO_SPEECH)
        if prediction.status != "succeeded":
            log.warning("speech_failed", status=prediction.raw_status, reason=(prediction.error or "")[:200])
            raise Unavailable(FAILED)
        return prediction.outputs[0]

    async def _refresh(self, prediction: Prediction) -> Prediction:
        """Poll once; a single failed poll is ignored."""
        try:
            return await self._provider.get(prediction.id)
        except ProviderError as error:
            if error.permanent:
                raise
            log.info("speech_poll_failed", reason=error.sentence)
            return prediction

    async def _cancel(self, prediction_id: str) -> None:
        """Cancel the prediction; if this fails, its own deadline ends it."""
        try:
            async with asyncio.timeout(CANCEL_SECONDS):
                await self._provider.cancel(prediction_id)
        except (TimeoutError, ProviderError) as error:
            log.warning("speech_not_canceled", prediction_id=prediction_id, reason=type(error).__name__)


def _input(script: str, voice: Voice) -> dict[str, Any]:
    """The model's input. ``<#1#>`` means a pause to the model, so it is escaped."""
    return {
        "text": script.replace("<#", "< #"),
        "voice_id": voice.id,
        "audio_format": "wav",
        "sample_rate": RATE,
        "channel": "mono",
        "language_boost": "Automatic",
    }
