"""The OpenAPI schema, with problem documents."""

from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, Field


class FieldError(BaseModel):
    """One invalid field."""

    field: str
    message: str


class Problem(BaseModel):
    """A problem document (RFC 9457)."""

    type: str = Field(examples=["/problems/not-found"])
    title: str
    status: int
    detail: str = Field(description="a sentence for people")
    errors: list[FieldError] | None = Field(default=None, description="with 400: what is wrong, by field")
    required: int | None = Field(default=None, description="with 402: credits")
    available: int | None = Field(default=None, description="with 402: credits")
    credits_required: int | None = Field(
        default=None, description="with 409: the price, where it is not `expected_credits`"
    )
    challenge: str | None = Field(
        default=None, description="with 403 `second_factor_required`: to be sent back with a code"
    )


PROBLEMS = {
    400: "Invalid input; `errors` says what is wrong, by field.",
    401: "Not signed in, or email and password do not match.",
    402: "Not enough credits: `required` and `available`.",
    403: "Not allowed, or sent by another site.",
    404: "Not there, or another person's.",
    409: "In conflict with the current state.",
    413: "The body is too large.",
    429: "Too many requests.",
    503: "Not available, or not configured.",
}
RETRIED = (429, 503)
"""Statuses that come with ``Retry-After``."""

UNSAFE = ("post", "put", "patch", "delete")
WITHOUT_DATABASE = ("/api/health", "/api/ready")
BY_FASTAPI = ("422", "default")
"""Responses that FastAPI documents and that never occur."""


FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "the whole file",
        "content": {"image/jpeg": {}, "image/webp": {}},
        "headers": {"ETag": {"schema": {"type": "string"}}},
    },
    206: {"description": "the part that was asked for"},
    304: {"description": "as it was"},
    416: {"description": "a part that the file does not have"},
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """``responses`` of a route: problems beside those that follow from what it takes."""
    return {status: _problem(status) for status in statuses}


class Api(FastAPI):
    """FastAPI with our problem documents in its schema."""

    def openapi(self) -> dict[str, Any]:
        """The schema, generated once."""
        known = self.openapi_schema is not None
        schema = super().openapi()
        if known:
            return schema
        for path, operations in schema["paths"].items():
            for method, operation in operations.items():
                _add_problems(operation["responses"], _follows(path, method, operation))
                for parameter in operation.get("parameters", ()):
                    parameter["schema"] = _without_null(parameter["schema"])
        schemas = schema.setdefault("components", {}).setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        made = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(made.pop("$defs"))
        schemas["Problem"] = made
        return schema


def _problem(status: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": PROBLEMS[status],
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status in RETRIED:
        found["headers"] = {"Retry-After": {"schema": {"type": "string"}, "description": "seconds"}}
    return found


def _follows(path: str, method: str, operation: dict[str, Any]) -> Iterator[int]:
    """The problems that follow from what an operation takes."""
    parameters = {(one["in"], one["name"]) for one in operation.get("parameters", ())}
    if parameters or "requestBody" in operation:
        yield 400
    if "security" in operation:
        yield 401
    if method in UNSAFE:
        yield 403
    if any(place == "path" for place, _ in parameters) or ("header", "X-Workspace") in parameters:
        yield 404
    if method in UNSAFE and method != "delete":
        yield 413
    if path not in WITHOUT_DATABASE:
        yield 503


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter may be left out, but there is no null in an address or a header."""
    kinds: list[dict[str, Any]] = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return {name: value for name, value in schema.items() if name != "anyOf"} | kinds[0]


def _add_problems(responses: dict[str, Any], statuses: Iterable[int]) -> None:
    for name in BY_FASTAPI:
        responses.pop(name, None)
    for status in statuses:
        responses.setdefault(str(status), _problem(status))
