"""What talking clips need of a voice; ``integrations/speech`` fills it."""

from dataclasses import dataclass
from typing import Final, Literal, Protocol

from influencer_app.errors import InvalidInput

Gender = Literal["female", "male", "neutral"]
FEMALE: Final = ("female", "woman", "feminine")
MALE: Final = ("male", "man", "masculine")

VOICE_IS_AI: Final = "The voice is made by AI. Nobody has said these words."
"""Shown wherever a made voice can be chosen or heard; the vendors' terms ask for it, and so do we."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice to choose. ``languages`` are ISO 639-1 codes, the one it is best at first."""

    id: str
    name: str
    gender: Gender
    languages: tuple[str, ...]
    provider: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A script said aloud: 16-bit PCM mono WAV, its length in seconds, what the person should know of it."""

    wav: bytes
    seconds: float
    note: str | None = None


class SpeechPort(Protocol):
    """Says scripts aloud."""

    name: str

    async def say(self, script: str, voice: str) -> Spoken:
        """Raises ``InvalidInput`` for a script it cannot say, ``RateLimited``, ``Unavailable`` and
        ``NotConfigured``. An unknown or empty ``voice`` gets the default one, and the note says so."""

    def voices(self) -> tuple[Voice, ...]:
        """The voices that can be chosen; the first is the default."""


def named_voice(voices: tuple[Voice, ...], wanted: str, gender: str = "") -> Voice:
    """The voice of this id, or the fitting one of this language (ISO 639-1).

    Raises ``InvalidInput``, which lists the voices, for a name or a language that nobody has.
    """
    asked = wanted.casefold()
    for voice in voices:
        if voice.id.casefold() == asked:
            return voice
    speakers = tuple(voice for voice in voices if asked in voice.languages)
    if not speakers:
        known = ", ".join(f"{voice.id} ({voice.name})" for voice in voices)
        raise InvalidInput.at("voice", f"There is no voice or language “{wanted}”. The voices are: {known}.")
    return fitting_voice(speakers, "", gender)


def fitting_voice(voices: tuple[Voice, ...], wanted: str, gender: str = "") -> Voice:
    """The voice of this id, in capitals or not; else the first of the gender, else the first.

    ``gender`` is a character's: female, male or anything else.
    """
    known = {voice.id.casefold(): voice for voice in voices}
    if wanted.casefold() in known:
        return known[wanted.casefold()]
    if not gender:
        return voices[0]
    said = gender.casefold()
    meant = "female" if said in FEMALE else "male" if said in MALE else "neutral"
    return next((voice for voice in voices if voice.gender == meant), voices[0])
