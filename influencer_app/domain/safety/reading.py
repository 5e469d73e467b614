"""Normalises text for the policy check, undoing common ways to hide words.

Accents and invisible letters go, letters of other scripts that look like ours become ours, letters with
gaps are joined, digits and signs are read as the letters they stand for, stretched words are shortened,
and stars stand for any letter.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from influencer_app.domain.safety.words import ACCENTED_INNOCENT, ALWAYS, INNOCENT, MINOR, SEXUAL

LEET = (str.maketrans("0134578@$!|+", "oieastbasiit"), str.maketrans("0134579@$!|6", "oleastgasllb"))
LOOKALIKE = str.maketrans("аевкмнорстухіѕјһԁոɡıαορντκιυχ⁄ɑ", "aebkmhopctyxisjhdngiaopvtkiyx/a")
EMOJI = str.maketrans({**dict.fromkeys("👧👦🧒👶🚸🍼", " child "), "🔞": " nsfw ", "🍆": " penis "})
BOXED = {
    first + place: chr(ord("a") + place)
    for first in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
    for place in range(26)
}
GAPS = re.compile(r"\b(?:\w[ ._*\-]{1,3}){2,}\w\b")
GLUE = re.compile(r"(?<=\w)[._*\-|/·'’]+(?=\w)")
STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
STARRED = re.compile(r"\w+(?:[*#]+\w+)+")
NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """``plain`` are the readings, in words with one gap each; ``accented`` and ``pointed`` (with its
    punctuation) are the text as it stands."""

    plain: tuple[str, ...]
    accented: str
    pointed: str


def read(text: str) -> Reading:
    """All readings of a text."""
    shown = _visible(unicodedata.normalize("NFKC", text.translate(EMOJI).translate(BOXED))).casefold()
    accented = _without(_accented_innocent(), shown)
    bare = "".join(c for c in unicodedata.normalize("NFKD", accented) if unicodedata.category(c) != "Mn")
    pointed = _without(_innocent(), bare.replace("ß", "ss").translate(LOOKALIKE))
    joined = GAPS.sub(lambda match: _apart(re.sub(r"[ ._*\-]", "", match[0])), pointed)
    ways = [pointed, joined, GLUE.sub("", pointed), STARRED.sub(_guessed, pointed)]
    ways += [way.translate(table) for way in tuple(ways) for table in LEET]
    ways += [STRETCHED.sub(kept, way) for way in tuple(ways) for kept in (r"\1", r"\1\1")]
    plain = dict.fromkeys(NO_WORD.sub(" ", way).strip() for way in ways)
    return Reading(tuple(plain), NO_WORD.sub(" ", accented), pointed)


def pattern(words: tuple[str, ...]) -> str:
    """An expression for any of them; ``~`` at the end stands for more letters."""
    longest = sorted(words, key=len, reverse=True)
    return r"\b(?:" + "|".join(re.escape(word).replace("\\~", r"\w*") for word in longest) + r")\b"


def _visible(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def _without(innocent: re.Pattern[str], text: str) -> str:
    """A comma stays in their place, so that no new words meet there."""
    return innocent.sub(" , ", text)


@lru_cache(maxsize=1)
def _innocent() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(INNOCENT) + r")\b")


@lru_cache(maxsize=1)
def _accented_innocent() -> re.Pattern[str]:
    return re.compile(pattern(ACCENTED_INNOCENT))


@lru_cache(maxsize=1)
def _single_words() -> tuple[str, ...]:
    """The words of one piece that are worth looking for in what was taken apart."""
    return tuple(
        sorted(
            {word.rstrip("~") for word in (*ALWAYS, *MINOR, *SEXUAL) if " " not in word and len(word) > 2},
            key=len,
            reverse=True,
        )
    )


@lru_cache(maxsize=1)
def _inside() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _single_words())))


def _apart(letters: str) -> str:
    """Letters that had gaps, with the words that we know set apart again, and as one word."""
    plain = letters.translate(LEET[0])
    return f" {letters} {_inside().sub(lambda match: f' {match[0]} ', plain)} "


def _guessed(match: re.Match[str]) -> str:
    """A word with stars, read as one that we know and that fits."""
    likely = re.compile(re.sub(r"[*#]", r"\\w", match[0]))
    return next((word for word in _single_words() if likely.fullmatch(word)), match[0])
