"""Validates everything that a browser sends: type hints of handlers check nothing."""

from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from influencer_app.errors import FieldProblem, InvalidInput, NotAMember

ModelT = TypeVar("ModelT", bound=BaseModel)


def parse(model: type[ModelT], fields: Any) -> ModelT:
    """``fields`` as ``model``; ``InvalidInput`` with a sentence for each field that is wrong."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        problems = [
            FieldProblem(str(p["loc"][0]) if p["loc"] else "form", _words(str(p["msg"])))
            for p in error.errors()
        ]
        raise InvalidInput(problems[0].message, *problems) from error


def parse_id(value: Any) -> UUID:
    """An id; ``InvalidInput`` for anything else."""
    try:
        return UUID(value)
    except (AttributeError, TypeError, ValueError) as error:
        raise InvalidInput("This is not an id of ours.") from error


def parse_workspace(value: Any) -> UUID | None:
    """The id of a workspace, None for an empty text; ``NotAMember`` for anything else."""
    if value == "":
        return None
    try:
        return UUID(value)
    except (AttributeError, TypeError, ValueError) as error:
        raise NotAMember from error


def parse_text(value: Any, limit: int) -> str:
    """A text of at most ``limit`` characters; ``InvalidInput`` for anything else."""
    if not isinstance(value, str) or len(value) > limit:
        raise InvalidInput(f"This is not a text of at most {limit} characters.")
    return value


def parse_choice(value: Any, choices: tuple[str, ...]) -> str:
    """One of a few words; ``InvalidInput`` for anything else."""
    if value not in choices:
        raise InvalidInput("This is not one of the choices.")
    return str(value)


def _words(message: str) -> str:
    return message.removeprefix("Value error, ").replace("String should", "This should").rstrip(".") + "."
