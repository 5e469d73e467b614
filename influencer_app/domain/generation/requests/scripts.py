"""Checks scripts before they are paid: whether there is something to say, for how long, in which alphabet."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from influencer_app.domain.generation.ports.speech import Voice
from influencer_app.domain.generation.rules import SPOKEN_SECONDS_MAX, spoken_seconds
from influencer_app.errors import InvalidInput

NOTHING_TO_SAY: Final = "There is nothing to say in this script. Type some words."
LANGUAGES: Final = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "pt": "Portuguese",
}
"""The languages of the voices that are installed, all of which are written in Latin letters."""

_SCRIPTS: Final = {"Cjk": "Chinese", "Hiragana": "Japanese", "Katakana": "Japanese", "Hangul": "Korean"}
_LATIN: Final = ("LATIN", "FEMININE", "MASCULINE", "MODIFIER")
_WORD: Final = re.compile(r"[^\W\d_]+")


def check_script_length(script: str) -> None:
    """Raises ``InvalidInput`` for a script without words, or one that takes too long to say."""
    if not any(letter.isalnum() for letter in script):
        raise InvalidInput.at("script", NOTHING_TO_SAY)
    seconds = spoken_seconds(script)
    if seconds > SPOKEN_SECONDS_MAX:
        raise InvalidInput.at(
            "script",
            f"This script takes about {seconds:.0f} seconds to say. The maximum is {SPOKEN_SECONDS_MAX}.",
        )


def check_alphabet(script: str, voice: Voice, voices: Iterable[Voice]) -> None:
    """Raises ``InvalidInput`` with the languages of ``voices`` for letters that ``voice`` cannot read."""
    foreign = _foreign_script(script)
    if not foreign:
        return
    spoken = sorted({_language(code) for one in voices for code in one.languages})
    listed = " and ".join((", ".join(spoken[:-1]), spoken[-1])) if len(spoken) > 1 else spoken[0]
    raise InvalidInput.at(
        "script",
        f"{voice.name} speaks {_language(voice.languages[0])} and cannot read {foreign}. "
        f"There are voices for {listed}.",
    )


def _foreign_script(script: str) -> str:
    """The first writing system of a word other than Latin, or "". A single Greek letter is a symbol."""
    for word in _WORD.findall(unicodedata.normalize("NFKC", script)):
        for letter in word:
            system = unicodedata.name(letter, "LATIN").split()[0]
            if system not in _LATIN and not (system == "GREEK" and len(word) == 1):
                return _SCRIPTS.get(system.title(), system.title())
    return ""


def _language(code: str) -> str:
    return LANGUAGES.get(code, code)
