"""Request ids, log lines and metrics of requests."""

import asyncio
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from influencer_app.api.problems import CLIENT_LEFT, unexpected
from influencer_app.db.base import new_id
from influencer_app.metrics import REQUEST_ERRORS, REQUEST_SECONDS

log = structlog.get_logger(__name__)

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class RequestLogging:
    """ASGI middleware around the API. It handles all errors, so that each response has its request id."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http" or not is_api(scope["path"]):
            await self.app(scope, receive, send)
            return
        request_id = str(new_id())
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        begun = time.perf_counter()
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except asyncio.CancelledError:
            status = status or CLIENT_LEFT
            raise
        except Exception as error:  # the edge: whatever it is, it is told and ends here
            if status:
                raise
            await unexpected(error)(scope, receive, watched)
        finally:
            _record(scope, status or 500, time.perf_counter() - begun)


def is_api(path: str) -> bool:
    """True for a path of the API; others are pages and files."""
    return path.startswith("/api/") or path == "/metrics"


def _record(scope: Scope, status: int, seconds: float) -> None:
    """Labels come from fixed sets, so that clients cannot inflate their number."""
    route = getattr(scope.get("route"), "path", "unknown")
    method = scope["method"] if scope["method"] in METHODS else "other"
    REQUEST_SECONDS.labels(method, route, status).observe(seconds)
    if status >= 500:
        REQUEST_ERRORS.labels(route).inc()
    log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))
