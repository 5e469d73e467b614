"""Turns validation errors into sentences that name the field: one table for REST and pages."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from influencer_app.errors import FieldProblem, InvalidInput

ModelT = TypeVar("ModelT", bound=BaseModel)

PLACES = ("body", "query", "path", "header")
"""Where FastAPI says that a field stands."""

SENTENCES = {
    "missing": "{field} is required.",
    "extra_forbidden": "{field} is not a known field.",
    "string_type": "{field} must be text.",
    "string_unicode": "{field} contains characters that can’t be stored.",
    "control_characters": "{field} can’t contain control characters.",
    "string_too_short": "{field} must have at least {min_length:,} characters.",
    "string_too_long": "{field} can have at most {max_length:,} characters.",
    "too_short": "Choose at least {min_length}.",
    "too_long": "Choose at most {max_length}.",
    "string_pattern_mismatch": "{field} has the wrong format.",
    "int_type": "{field} must be a whole number.",
    "int_from_float": "{field} must be a whole number.",
    "int_parsing": "{field} must be a whole number.",
    "int_parsing_size": "{field} is too large.",
    "greater_than_equal": "{field} must be {ge:,} or more.",
    "less_than_equal": "{field} must be {le:,} or less.",
    "bool_type": "{field} must be true or false.",
    "literal_error": "{field} must be {expected}.",
    "uuid_parsing": "{field} must be an id.",
    "uuid_type": "{field} must be an id.",
    "datetime_parsing": "{field} must be a date or time, such as 2026-01-31T12:00:00Z.",
    "datetime_from_date_parsing": "{field} must be a date or time, such as 2026-01-31T12:00:00Z.",
    "datetime_type": "{field} must be a date or time, such as 2026-01-31T12:00:00Z.",
    "datetime_object_invalid": "{field} must be a date or time, such as 2026-01-31T12:00:00Z.",
    "dict_type": "{field} must be an object.",
    "list_type": "{field} must be a list.",
    "model_type": "Send a JSON object.",
    "model_attributes_type": "Send a JSON object.",
    "json_invalid": "The request is not valid JSON.",
}
"""By Pydantic's type of error; one that is missing here falls back to ``OTHERWISE``."""

REQUIRED = "{field} is required."
OTHERWISE = "{field} can’t be used."
OURS = ("value_error", "too_young")
"""Errors that we raise ourselves, with a whole sentence."""

LABELS = {
    "q": "Search",
    "id": "ID",
    "old": "Current password",
    "new": "New password",
    "fps": "Frames per second",
    "output_id": "Picture",
    "character_id": "Character",
    "upload_id": "Upload",
    "template_id": "Template",
    "X-Workspace": "Workspace",
    "body": "The request body",
}
"""What people call a field, where its name does not say it."""


def parse(model: type[ModelT], fields: Any) -> ModelT:
    """``fields`` as ``model``; ``InvalidInput`` with a sentence for each field that is wrong."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise invalid(error.errors()) from error


def invalid(errors: Sequence[Any]) -> InvalidInput:
    """Validation errors of Pydantic by field, as sentences."""
    found = [FieldProblem(_field(error), sentence(error)) for error in errors]
    return InvalidInput(found[0].message if found else "The request can’t be used.", *found)


def sentence(error: Mapping[str, Any]) -> str:
    """What is wrong with which field."""
    kind, context = error["type"], error.get("ctx", {})
    if kind in OURS:
        return str(error["msg"]).removeprefix("Value error, ")
    text = SENTENCES.get(kind, OTHERWISE)
    empty = kind == "string_too_short" and context["min_length"] == 1
    if empty or ("input" in error and error["input"] is None and kind.endswith("_type")):
        text = REQUIRED
    if kind == "literal_error":
        context = {"expected": str(context["expected"]).replace("'", "")}
    return text.format(field=_label(_field(error)), **context)


def _field(error: Mapping[str, Any]) -> str:
    if error["type"] == "json_invalid":
        return "body"
    return ".".join(str(part) for part in error["loc"] if part not in PLACES) or "body"


def _label(field: str) -> str:
    if field in LABELS:
        return LABELS[field]
    words = field.replace("_", " ")
    return words[:1].upper() + words[1:]
