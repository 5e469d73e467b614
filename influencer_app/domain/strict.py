"""Types of input that take exactly what the OpenAPI schema says, and convert nothing else.

``WHOLE``, ``Flag`` and ``Id`` are for JSON. ``QUERY_WHOLE`` and ``QueryFlag`` also take the text that a query
holds, in the one form in which JSON would write it. As in JSON Schema, 4.0 is an integer.
"""

import re
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

INTEGER = re.compile(r"(0|-?[1-9][0-9]{0,18})(?:\.0+)?")
UUID_TEXT = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
TIMESTAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?)?"
)
"""RFC 3339, also without an offset or a time of day."""


def parse_uuid(text: str) -> UUID:
    """An id in its usual form, 36 characters. Raises ``ValueError`` for all others that ``UUID`` takes."""
    if not UUID_TEXT.fullmatch(text):
        raise ValueError(text)
    return UUID(text)


def _whole(value: Any) -> Any:
    if isinstance(value, bool | str):
        raise PydanticKnownError("int_type")
    return value


def _query_whole(value: Any) -> Any:
    found = INTEGER.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) if found else _whole(value)


def _boolean(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _id(value: Any) -> Any:
    if isinstance(value, str) and not UUID_TEXT.fullmatch(value):
        raise PydanticCustomError("uuid_parsing", "This is not an id.")
    return value


def _timestamp(value: Any) -> Any:
    if isinstance(value, datetime) or (isinstance(value, str) and TIMESTAMP.fullmatch(value)):
        return value
    raise PydanticCustomError("datetime_parsing", "This is not a time.")


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


WHOLE = BeforeValidator(_whole)
"""Marks an ``int`` as a JSON integer. It comes last: limits after it would not reach the schema."""

QUERY_WHOLE = BeforeValidator(_query_whole)
"""The same for an integer in a query."""

Flag = Annotated[bool, Strict()]
"""``true`` or ``false``."""

QueryFlag = Annotated[bool, Strict(), BeforeValidator(_boolean)]
"""A boolean, or ``true`` or ``false`` as text."""

Id = Annotated[UUID, BeforeValidator(_id)]
"""A UUID; of the ways to write one, the usual."""

Moment = Annotated[
    datetime,
    BeforeValidator(_timestamp),
    AfterValidator(_in_utc),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}],
            "description": "RFC 3339; without an offset it is UTC, without a time of day it is midnight.",
        }
    ),
]
"""A timestamp as text, never a number."""
