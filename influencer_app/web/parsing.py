"""Validates everything that a browser sends: type hints of handlers check nothing."""

import re
from typing import Any
from uuid import UUID

from influencer_app.app_services.validation import parse
from influencer_app.domain.strict import parse_uuid
from influencer_app.errors import InvalidInput, NotAMember

UNSTORABLE = re.compile("[\\x00\\ud800-\\udfff]")
NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
__all__ = ["parse", "parse_choice", "parse_id", "parse_number", "parse_text", "parse_workspace"]


def parse_number(text: str) -> int | str | None:
    """The number in a field of a form, None for an empty one; other text stays, for ``parse`` to refuse."""
    text = text.strip()
    return int(text) if NUMBER.fullmatch(text) else text or None


def parse_id(value: Any) -> UUID:
    """An id; ``InvalidInput`` for anything else."""
    try:
        return parse_uuid(value)
    except (TypeError, ValueError) as error:
        raise InvalidInput("This id is not valid.") from error


def parse_workspace(value: Any) -> UUID | None:
    """The id of a workspace, None for an empty text; ``NotAMember`` for anything else."""
    if value == "":
        return None
    try:
        return parse_uuid(value)
    except (TypeError, ValueError) as error:
        raise NotAMember from error


def parse_text(value: Any, limit: int) -> str:
    """A text of at most ``limit`` characters; ``InvalidInput`` for anything else.

    Characters that no database keeps are left out.
    """
    if not isinstance(value, str) or len(value) > limit:
        raise InvalidInput(f"Use text of at most {limit} characters.")
    return UNSTORABLE.sub("", value)


def parse_choice(value: Any, choices: tuple[str, ...]) -> str:
    """One of a few words; ``InvalidInput`` for anything else."""
    if value not in choices:
        raise InvalidInput("Choose one of the options.")
    return str(value)
