"""Validates user text: no NUL (Postgres refuses it), no control characters in names."""

import unicodedata

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

KEPT_IN_PROSE = "\n\r\t"


def _without_controls(text: str, kept: str) -> str:
    if any(unicodedata.category(letter) == "Cc" and letter not in kept for letter in text):
        raise PydanticCustomError("control_characters", "Leave out the control characters.")
    return text


def _one_line(text: str) -> str:
    return _without_controls(text, "")


def _prose(text: str) -> str:
    return _without_controls(text, KEPT_IN_PROSE)


OneLine = AfterValidator(_one_line)
"""Marks a ``str`` field as one line without control characters."""

Prose = AfterValidator(_prose)
"""Marks a ``str`` field as text that may have line breaks and tabs."""
