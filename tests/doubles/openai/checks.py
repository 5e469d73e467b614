"""Checks requests and answers against the vendor's published schemas.

``jsonschema`` comes with what ``make test`` installs. Without it, after ``make up`` alone, the emulator
answers what it is asked and checks nothing.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

HAS_SCHEMAS = find_spec("jsonschema") is not None


def problems(shape: dict[str, Any], body: Any) -> Iterator[tuple[str, str]]:
    """What does not fit: a message and the path of the value."""
    if HAS_SCHEMAS:
        from jsonschema import Draft202012Validator  # noqa: PLC0415 - see above

        for problem in Draft202012Validator(shape).iter_errors(body):
            yield problem.message, str(problem.json_path)


def check(shape: dict[str, Any], body: Any) -> None:
    """Raises ``ValueError`` for an answer that the vendor would not give."""
    for message, path in problems(shape, body):
        raise ValueError(f"{path}: {message}")
