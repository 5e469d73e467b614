"""Logs errors of page requests and answers them with a page that offers a way on."""

from collections.abc import Mapping
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from influencer_app.web.middleware.messages import answer, header, is_html, response_headers
from influencer_app.web.public_site.pages import send_page
from influencer_app.web.public_site.templating import PageTemplate
from influencer_app.web.routes import SERVER_ERROR, UNAVAILABLE

log = structlog.get_logger(__name__)

RETRY = ("retry-after", "10")
PLAIN = ("content-type", "text/plain; charset=utf-8")
NOT_PAGES = ("/api/", "/_", "/ping", "/metrics")


class ErrorPages:
    """Replaces failed pages: 503 for an error in ``unavailable`` (the database), else 500.

    Errors that have a body of their own (the API's, and every one that is HTML already) pass.
    """

    def __init__(
        self,
        app: ASGIApp,
        pages: Mapping[str, PageTemplate],
        unavailable: tuple[type[Exception], ...] = (),
        fixed: Mapping[str, Any] | None = None,
    ) -> None:
        self.app = app
        self.pages = {
            route: pages[route].render(fixed or {}) for route in (SERVER_ERROR, UNAVAILABLE) if route in pages
        }
        self.unavailable = unavailable

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(NOT_PAGES):
            await self.app(scope, receive, send)
            return
        started = failed = False

        async def watched(message: Message) -> None:
            nonlocal started, failed
            if message["type"] == "http.response.start":
                failed = message["status"] >= 500 and not is_html(response_headers(message))
                started = not failed
            if not failed:
                await send(message)

        route = SERVER_ERROR
        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if started:
                raise
            failed = True
            route = self._log(scope, error)
        if failed:
            await self._page(scope, send, route)

    def _log(self, scope: Scope, error: Exception) -> str:
        if isinstance(error, self.unavailable):
            log.error("page_without_services", path=scope["path"], reason=type(error).__name__)
            return UNAVAILABLE
        log.error("page_failed", path=scope["path"], exc_info=error)
        return SERVER_ERROR

    async def _page(self, scope: Scope, send: Send, route: str) -> None:
        status, more = (503, (RETRY,)) if route == UNAVAILABLE else (500, ())
        if route in self.pages and "text/html" in header(scope, "accept"):
            await send_page(scope, send, status, self.pages[route], more)
        else:
            words = b"Not available" if route == UNAVAILABLE else b"Something went wrong"
            await answer(send, status, [PLAIN, *more], words, head=scope["method"] == "HEAD")
