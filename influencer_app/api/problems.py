"""Errors as problem documents (RFC 9457)."""

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from influencer_app.app_services.validation import invalid
from influencer_app.errors import AppError, InvalidInput, RateLimited, StorageFull, Unavailable

log = structlog.get_logger(__name__)

TITLES = {404: "Not found", 405: "Method not allowed", 413: "Too large", 415: "Unknown kind of body"}
SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    413: "The body is larger than what is read here.",
}
DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeout)
DISK_FULL = "53100"
"""The database's code for a disk without space."""

RETRY_AFTER_SECONDS = 5
CLIENT_LEFT = 499
"""The status that servers log when the client has disconnected."""


def problem(error: AppError) -> JSONResponse:
    """The response to an ``AppError``."""
    headers = None
    if isinstance(error, RateLimited):
        headers = {"Retry-After": str(error.retry_after)}
    elif isinstance(error, Unavailable):
        headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
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


def http_problem(status: int, headers: dict[str, str] | None = None, detail: str = "") -> JSONResponse:
    """The response to an error of HTTP itself."""
    title = TITLES.get(status, "Not possible")
    code = title.lower().replace(" ", "-")
    return document(code, title, status, SENTENCES.get(status, detail), headers=headers)


def database_away(error: Exception) -> Unavailable:
    """Logs a ``DATABASE_AWAY`` error and maps it to ours."""
    cause = getattr(error, "orig", None) or error
    sqlstate = getattr(cause, "sqlstate", None)
    log.error("database_away", reason=type(cause).__name__, sqlstate=sqlstate)
    if sqlstate == DISK_FULL:
        return StorageFull()
    return Unavailable("The database does not answer. Nothing was changed; try again in a moment.")


def unexpected(error: Exception) -> JSONResponse:
    """Logs an unexpected error with its traceback and answers 500."""
    log.error("unexpected_error", kind=type(error).__name__, exc_info=error)
    return document("error", "Something went wrong", 500, "This is our fault, and it has been written down.")


def install_problems(app: FastAPI) -> None:
    """Returns every error as a problem document, without a traceback."""

    @app.exception_handler(AppError)
    async def _ours(_: Request, error: AppError) -> JSONResponse:
        return problem(error)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return problem(invalid(error.errors()))

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 400:
            return problem(InvalidInput.at("body", "The body cannot be read."))
        return http_problem(error.status_code, dict(error.headers or {}), str(error.detail))

    @app.exception_handler(ClientDisconnect)
    async def _left(_: Request, __: ClientDisconnect) -> Response:
        return Response(status_code=CLIENT_LEFT)

    @app.exception_handler(Exception)
    async def _unexpected(_: Request, error: Exception) -> JSONResponse:
        return unexpected(error)

    for kind in DATABASE_AWAY:

        @app.exception_handler(kind)
        async def _away(_: Request, error: Exception) -> JSONResponse:
            return problem(database_away(error))
