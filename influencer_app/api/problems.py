"""Errors as problem documents (RFC 9457)."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from influencer_app.errors import AppError, FieldProblem, InvalidInput, RateLimited

log = structlog.get_logger(__name__)

TITLES = {404: "Not found", 405: "Method not allowed", 413: "Too large"}


def problem(error: AppError) -> JSONResponse:
    """The answer to an error of ours."""
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, RateLimited) else None
    return document(error.code, error.title, error.status, error.sentence, headers=headers, **error.details())


def document(
    code: str,
    title: str,
    status: int,
    detail: str,
    *,
    headers: dict[str, str] | None = None,
    **more: object,
) -> JSONResponse:
    """A problem document."""
    body = {"type": f"/problems/{code}", "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(body, status, headers=headers, media_type="application/problem+json")


def invalid(errors: list[Any]) -> InvalidInput:
    """What Pydantic found, by field, in sentences."""
    found = []
    for error in errors:
        place = [str(part) for part in error["loc"] if part not in ("body", "query", "path", "header")]
        message = "This is not valid JSON." if error["type"] == "json_invalid" else str(error["msg"])
        found.append(FieldProblem(".".join(place) or "body", message.removeprefix("Value error, ")))
    return InvalidInput(found[0].message if found else "The request cannot be used.", *found)


def install_problems(app: FastAPI) -> None:
    """Every error leaves as a problem document, without a trace."""

    @app.exception_handler(AppError)
    async def _ours(_: Request, error: AppError) -> JSONResponse:
        return problem(error)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return problem(invalid(list(error.errors())))

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        title = TITLES.get(error.status_code, "Not possible")
        code = title.lower().replace(" ", "-")
        return document(code, title, error.status_code, str(error.detail), headers=dict(error.headers or {}))

    @app.exception_handler(Exception)
    async def _unexpected(_: Request, error: Exception) -> JSONResponse:
        log.exception("unexpected_error", kind=type(error).__name__)
        return document(
            "error", "Something went wrong", 500, "This is our fault, and it has been written down."
        )
