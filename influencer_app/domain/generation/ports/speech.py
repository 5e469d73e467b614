"""Port of speech synthesis, and voice matching."""

from dataclasses import dataclass
from typing import Final, Literal, Protocol

from influencer_app.errors import InvalidInput

Gender = Literal["female", "male", "neutral"]
FEMALE: Final = ("female", "woman", "feminine")
MALE: Final = ("male", "man", "masculine")

VOICE_IS_AI: Final = "AI-generated voice."
"""Shown wherever a synthetic voice can be chosen or heard, as vendors' terms require."""

SAMPLES: Final = {
    "en": "Hello. This is how I sound in your videos.",
    "de": "Hallo. So klinge ich in deinen Videos.",
    "es": "Hola. Así sueno en tus vídeos.",
    "fr": "Bonjour. Voici ma voix dans tes vidéos.",
    "pt": "Olá. É assim que eu soo nos seus vídeos.",
    "it": "Ciao. Ecco la mia voce nei tuoi video.",
}
"""What a sample says, by language."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A selectable voice. ``languages`` are ISO 639-1 codes, its best one first."""

    id: str
    name: str
    gender: Gender
    languages: tuple[str, ...]
    provider: str


@dataclass(frozen=True, slots=True)
class SpeechAudio:
    """Synthesized speech: 16-bit PCM mono WAV, length in seconds, and a note for the person."""

    wav: bytes
    seconds: float
    note: str | None = None


class SpeechPort(Protocol):
    """Synthesizes speech."""

    name: str
    identity: str
    """Model and instructions, for the key of answers that are kept; empty where they are computed here."""

    async def synthesize(self, script: str, voice: str) -> SpeechAudio:
        """An unknown or empty ``voice`` falls back to the default, and the note says so.

        Raises permanent errors: ``InvalidInput`` for a script it cannot speak, ``SpeechUnusable``,
        ``NotConfigured``, ``ResultNotAllowed`` and ``ResultTooLarge``; and ``RateLimited`` and
        ``Unavailable``, which may pass.
        """

    def voices(self) -> tuple[Voice, ...]:
        """The selectable voices; the first is the default."""


class VoiceSamplePort(Protocol):
    """Speaks a sample of a voice of this machine, free of charge."""

    async def speak(self, voice: Voice) -> bytes:
        """One of ``SAMPLES`` in the voice's best language, as WAV."""


def named_voice(voices: tuple[Voice, ...], wanted: str, gender: str = "") -> Voice:
    """The voice with this id, or the best match for this language (ISO 639-1).

    Raises ``InvalidInput``, listing the voices, for an unknown name or language.
    """
    asked = wanted.casefold()
    for voice in voices:
        if voice.id.casefold() == asked:
            return voice
    speakers = tuple(voice for voice in voices if asked in voice.languages)
    if not speakers:
        known = ", ".join(f"{voice.id} ({voice.name})" for voice in voices)
        raise InvalidInput.at("voice", f"There is no voice or language “{wanted}”. The voices are: {known}.")
    return match_voice(speakers, "", gender)


def match_voice(voices: tuple[Voice, ...], wanted: str, gender: str = "") -> Voice:
    """The voice with this id (case-insensitive), else the first of the gender, else the first.

    ``gender`` is the character's: female, male or anything else.
    """
    known = {voice.id.casefold(): voice for voice in voices}
    if wanted.casefold() in known:
        return known[wanted.casefold()]
    if not gender:
        return voices[0]
    said = gender.casefold()
    meant = "female" if said in FEMALE else "male" if said in MALE else "neutral"
    return next((voice for voice in voices if voice.gender == meant), voices[0])
