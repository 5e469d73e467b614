"""What may be asked for, decided by words alone.

A first gate that needs no service: it refuses anything sexual with minors in any wording it knows, and
characters made young, for every character is an adult. It reads through accents, full-width and spaced
letters, digits for letters and invisible characters. It cannot understand; moderation by a model is a
second gate where one is configured.
"""

import re
import unicodedata
from functools import lru_cache

from influencer_app.domain.safety.words import MADE_YOUNG, MINOR, SEXUAL
from influencer_app.errors import PolicyRefused

ADULT = 18
DIGITS = str.maketrans("0134578@$!", "oieastbasi")
SEXUAL_MINOR = "Nothing sexual with minors can be made here."
YOUNG = "Characters are adults here, and stay adults in every picture."
SPACED = re.compile(r"\b(?:\w[ ._*-]){2,}\w\b")
AGE = re.compile(
    r"\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen)[ -]?(?:years?[ -]?old|year[ -]?olds?|yo|y o|yrs? old|jahre alt|jahrig[er]*|anos"
    r"|ans|anni)\b"
)
AGED = re.compile(r"\b(?:aged?|age of|alter|edad|eta|idade)[ :]+(\d{1,3})\b")


def check_words(text: str, *, shows_character: bool) -> None:
    """Raises ``PolicyRefused`` for what may not be made.

    ``shows_character`` is set where the words describe a character of ours: it may not be made young.
    Children elsewhere in an innocent scene may be asked for.
    """
    readings = _readings(text)
    young = any(_says(reading, MINOR) or _young_age(reading) for reading in readings)
    if young and any(_says(reading, SEXUAL) for reading in readings):
        raise PolicyRefused.at("prompt", SEXUAL_MINOR)
    if shows_character and any(_says(reading, MADE_YOUNG) or _young_age(reading) for reading in readings):
        raise PolicyRefused.at("prompt", YOUNG)


def _readings(text: str) -> tuple[str, ...]:
    """The text in plain small letters: as it stands, and with digits read as letters."""
    wide = unicodedata.normalize("NFKD", text)
    shown = "".join(c for c in wide if unicodedata.category(c) not in ("Mn", "Cf"))
    plain = shown.casefold().replace("ß", "ss")
    joined = SPACED.sub(lambda match: re.sub(r"[ ._*-]", "", match[0]), plain)
    return tuple(re.sub(r"[^\w]+", " ", reading) for reading in (plain, joined, joined.translate(DIGITS)))


def _says(reading: str, words: tuple[str, ...]) -> bool:
    return _pattern(words).search(reading) is not None


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b")


def _young_age(reading: str) -> bool:
    """An age under 18 in digits or words."""
    said = [match[1] for match in (*AGE.finditer(reading), *AGED.finditer(reading))]
    return any(not number.isdigit() or int(number) < ADULT for number in said)
