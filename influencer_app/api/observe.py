"""A request id, a log line and a measurement for each request."""

import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from influencer_app.db.base import new_id
from influencer_app.metrics import REQUEST_ERRORS, REQUEST_SECONDS

log = structlog.get_logger(__name__)


class Observed:
    """ASGI middleware around the API."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http" or not scope["path"].startswith(("/api/", "/metrics")):
            await self.app(scope, receive, send)
            return
        request_id = str(new_id())
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            seconds = time.perf_counter() - started
            route = getattr(scope.get("route"), "path", "unknown")
            REQUEST_SECONDS.labels(scope["method"], route, status).observe(seconds)
            if status >= 500:
                REQUEST_ERRORS.labels(route).inc()
            log.info(
                "request", method=scope["method"], route=route, status=status, ms=round(seconds * 1000, 1)
            )
