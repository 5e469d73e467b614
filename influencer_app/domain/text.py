"""One form for all text that people send: composed (NFC), visible, and in its own direction.

Unicode has several spellings of one letter, letters that show nothing and signs that turn the text around
them. Input models mark their fields with one of the markers below, so that what is stored, limited and
compared is what is seen. The OpenAPI schema says exactly what is taken.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidatorFunctionWrapHandler, WrapValidator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

CONTROLS = r"\u0000-\u001f\u007f-\u009f\u2028\u2029"
PROSE_CONTROLS = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
"""The same without line breaks and tabs. Both are the insides of a character class."""

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_EMPTY = "\u00ad\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"
_JOINERS = "\u200c\u200d"
_BLANK = (
    "\u0300-\u036f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef"
)
"""Letters, marks and signs that show nothing by themselves, such as accents and the fillers of Hangul."""

INVISIBLE = f"{_DIRECTION}{_EMPTY}{_JOINERS}{_BLANK}"
_DROPPED = re.compile(f"[{_DIRECTION}{_EMPTY}]")
_STRAY_JOINERS = re.compile(
    rf"(?:(?<=\s)|^)[{_JOINERS}]+|[{_JOINERS}]+(?=\s|$)|(?<=[{_JOINERS}])[{_JOINERS}]+"
)
_VISIBLE = re.compile(rf"[^\s{INVISIBLE}]")
_SPACING_CONTROLS = re.compile("[\u0001-\u001f\u007f-\u009f]")
_LINE_BREAKS = re.compile("[\u2028\u2029]")


def normalise(text: str) -> str:
    """Composed, without signs of direction and of no width; "" if nothing of it can be seen.

    Joiners stay between the letters or emoji that they join.
    """
    text = _DROPPED.sub("", unicodedata.normalize("NFC", text))
    text = unicodedata.normalize("NFC", _STRAY_JOINERS.sub("", text))
    return text if _VISIBLE.search(text) else ""


def one_password_form(password: str) -> str:
    """The form in which a password is measured and hashed (NFC, as RFC 8265 has it)."""
    return unicodedata.normalize("NFC", password)


def search_form(text: str) -> str:
    """The form in which words are looked for: any case and spelling, "ss" for "ß", "fi" for "ﬁ"."""
    return unicodedata.normalize("NFKC", text).casefold()


@dataclass(frozen=True)
class TextWithout:
    """Marks a ``str`` field as text without these characters, kept in its normal form."""

    controls: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check what was sent, and bring it to its form before the constraints that the field has."""
        inner = handler(source)
        refused = re.compile(f"[{self.controls}]")
        longest = inner.get("max_length")

        def check(value: Any) -> Any:
            if not isinstance(value, str):
                return value
            if longest is not None and len(value) > longest:
                raise PydanticKnownError("string_too_long", {"max_length": longest})
            if refused.search(value):
                raise PydanticCustomError("control_characters", "Leave out the control characters.")
            return normalise(_LINE_BREAKS.sub("\n", value))

        return core_schema.no_info_before_validator_function(check, inner)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add the pattern; a text that may not be empty has something visible in it."""
        found = handler(schema)
        allowed = f"[^{self.controls}]*"
        visible = rf"[^\s{self.controls}{INVISIBLE}]" if found.get("minLength") else ""
        found["pattern"] = f"^{allowed}{visible}{allowed if visible else ''}$"
        return found


def _search(value: Any, check: ValidatorFunctionWrapHandler) -> str:
    if isinstance(value, str):
        value = normalise(_SPACING_CONTROLS.sub(" ", value))
    return str(check(value))


def _as_typed(value: Any, check: ValidatorFunctionWrapHandler) -> str:
    return str(check(value.replace("\0", "") if isinstance(value, str) else value))


OneLine = TextWithout(CONTROLS)
"""Marks a ``str`` field as one line without control characters."""

Prose = TextWithout(PROSE_CONTROLS)
"""Marks a ``str`` field as text that may have line breaks and tabs."""

SearchWords = WrapValidator(_search)
"""Marks a ``str`` field as words to search for: control characters count as spaces, and NUL finds nothing."""

AsTyped = WrapValidator(_as_typed)
"""Marks a ``str`` field as text that is still being typed: only NUL, which Postgres refuses, is dropped."""
