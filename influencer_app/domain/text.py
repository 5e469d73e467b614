"""One form for all text that people send: composed (NFC), visible, and in its own direction.

Unicode has several spellings of one letter, letters that show nothing and signs that turn the text around
them. Input models mark their fields with one of the markers below, so that what is stored, limited and
compared is what is seen.
"""

import re
import unicodedata
from typing import Any

from pydantic import ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

KEPT_IN_PROSE = "\n\r\t"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_EMPTY = "\u00ad\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"
_JOINERS = "\u200c\u200d"
_DROPPED = re.compile(f"[{_DIRECTION}{_EMPTY}]")
_STRAY_JOINERS = re.compile(
    rf"(?:(?<=\s)|^)[{_JOINERS}]+|[{_JOINERS}]+(?=\s|$)|(?<=[{_JOINERS}])[{_JOINERS}]+"
)
_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and symbols by their category that show nothing, such as the fillers of Hangul."""


def normalise(text: str) -> str:
    """Composed, without signs of direction and of no width; "" if nothing of it can be seen.

    Joiners stay between the letters or emoji that they join.
    """
    text = _DROPPED.sub("", unicodedata.normalize("NFC", text))
    text = unicodedata.normalize("NFC", _STRAY_JOINERS.sub("", text))
    return text if any(map(_is_visible, text)) else _controls(text)


def one_password_form(password: str) -> str:
    """The form in which a password is measured and hashed (NFC, as RFC 8265 has it)."""
    return unicodedata.normalize("NFC", password)


def search_form(text: str) -> str:
    """The form in which words are looked for: any case and spelling, "ss" for "ß", "fi" for "ﬁ"."""
    return unicodedata.normalize("NFKC", text).casefold()


def _is_visible(letter: str) -> bool:
    if letter in _BLANK_LETTERS:
        return False
    category = unicodedata.category(letter)
    # A letter that this Python does not know yet (Cn) may be a new emoji.
    return category[0] in "LNPS" or category in ("Cn", "Co")


def _controls(text: str) -> str:
    """The control characters alone, so that they are refused as such."""
    return "".join(letter for letter in text if unicodedata.category(letter) == "Cc" and not letter.isspace())


def _without_controls(text: str, kept: str) -> str:
    if any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") and letter not in kept for letter in text):
        raise PydanticCustomError("control_characters", "Leave out the control characters.")
    return text


def _one_line(value: Any, check: ValidatorFunctionWrapHandler) -> str:
    return _without_controls(check(normalise(value) if isinstance(value, str) else value), "")


def _prose(value: Any, check: ValidatorFunctionWrapHandler) -> str:
    if isinstance(value, str):
        value = normalise(re.sub("[\u2028\u2029]", "\n", value))
    return _without_controls(check(value), KEPT_IN_PROSE)


def _search(value: Any, check: ValidatorFunctionWrapHandler) -> str:
    if isinstance(value, str):
        shown = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in value)
        value = normalise(shown)
    return str(check(value))


def _as_typed(value: Any, check: ValidatorFunctionWrapHandler) -> str:
    return str(check(value.replace("\0", "") if isinstance(value, str) else value))


OneLine = WrapValidator(_one_line)
"""Marks a ``str`` field as one line without control characters. Its limits count the normalised text."""

Prose = WrapValidator(_prose)
"""Marks a ``str`` field as text that may have line breaks and tabs."""

SearchWords = WrapValidator(_search)
"""Marks a ``str`` field as words to search for, in which control characters count as spaces."""

AsTyped = WrapValidator(_as_typed)
"""Marks a ``str`` field as text that is still being typed: only NUL, which Postgres refuses, is dropped."""
