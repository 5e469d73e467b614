"""The OpenAPI schema, with problem documents."""

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


ANY_PROBLEM: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "A problem; 400 invalid, 401 not signed in, 402 too few credits, 404 not there or"
        " another person's, 409 conflict, 413 too large, 429 too often (Retry-After), 503 not available.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}
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


class Api(FastAPI):
    """FastAPI with our problem documents in its schema."""

    def openapi(self) -> dict[str, Any]:
        """The schema, generated once."""
        schema = super().openapi()
        schemas = schema.setdefault("components", {}).setdefault("schemas", {})
        if "Problem" not in schemas:
            made = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(made.pop("$defs"))
            schemas["Problem"] = made
        return schema
