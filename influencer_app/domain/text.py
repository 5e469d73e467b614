"""Validates user text: no NUL (Postgres refuses it), no control characters in names.

The check sees what was sent, before whitespace around it is removed. So does the OpenAPI schema, whose
length and pattern are therefore exactly what is taken.
"""

import re
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

CONTROLS = r"\u0000-\u001f\u007f-\u009f"
PROSE_CONTROLS = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
"""The same without line breaks and tabs. Both are the insides of a character class."""


@dataclass(frozen=True)
class TextWithout:
    """Marks a ``str`` field as text without these characters."""

    controls: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check before the constraints that the field has."""
        inner = handler(source)
        refused = re.compile(f"[{self.controls}]")
        longest = inner.get("max_length")

        def check(value: Any) -> Any:
            if isinstance(value, str):
                if longest is not None and len(value) > longest:
                    raise PydanticKnownError("string_too_long", {"max_length": longest})
                if refused.search(value):
                    raise PydanticCustomError("control_characters", "Leave out the control characters.")
            return value

        return core_schema.no_info_before_validator_function(check, inner)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add the pattern; a text that may not be empty has something visible in it."""
        found = handler(schema)
        allowed = f"[^{self.controls}]*"
        visible = rf"[^\s{self.controls}]" if found.get("minLength") else ""
        found["pattern"] = f"^{allowed}{visible}{allowed if visible else ''}$"
        return found


OneLine = TextWithout(CONTROLS)
"""Marks a ``str`` field as one line without control characters."""

Prose = TextWithout(PROSE_CONTROLS)
"""Marks a ``str`` field as text that may have line breaks and tabs."""
