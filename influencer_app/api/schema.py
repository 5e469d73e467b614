"""The OpenAPI schema, with problem documents."""

from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
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
    401: "Not signed in, or email and password do not match, or the API key is wrong.",
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


KEY_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "em_...",
    "description": "A key of Settings, API keys. It belongs to one workspace.",
}
"""How the schema describes API keys."""


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
        components = schema.setdefault("components", {})
        components.setdefault("securitySchemes", {})["key"] = KEY_SCHEME
        scopes = _key_scopes(self)
        for path, operations in schema["paths"].items():
            for method, operation in operations.items():
                if (path, method) in scopes:
                    _add_key(operation, scopes[path, method])
                _add_problems(operation["responses"], _follows(path, method, operation))
                for parameter in operation.get("parameters", ()):
                    parameter["schema"] = _without_null(parameter["schema"])
        schemas = components.setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        made = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(made.pop("$defs"))
        schemas["Problem"] = made
        return schema


def _key_scopes(api: FastAPI) -> dict[tuple[str, str], str]:
    """What each operation that takes API keys asks of one."""
    return {
        (route.path or "", method.lower()): scope
        for route in iter_route_contexts(api.routes)
        if (scope := getattr(getattr(route, "endpoint", None), "key_scope", None))
        for method in route.methods or ()
    }


def _add_key(operation: dict[str, Any], scope: str) -> None:
    """A key instead of the session, or of nothing where nobody has to sign in. 403 without the scope."""
    operation["security"] = [*operation.get("security", [{}, {"session": []}]), {"key": []}]
    operation["description"] = f"{operation.get('description', '')}\n\nAPI keys: `{scope}`.".strip()
    operation["responses"].setdefault("403", _problem(403))


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
