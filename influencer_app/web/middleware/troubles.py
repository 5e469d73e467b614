"""What goes wrong while a page is made: written down, and told by a page with a way on."""

from collections.abc import Mapping

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from influencer_app.web.middleware.documents import send_page
from influencer_app.web.middleware.filling import Values, fill
from influencer_app.web.middleware.sending import answer, header, is_html, response_headers
from influencer_app.web.routes import AWAY, BROKEN

log = structlog.get_logger(__name__)

RETRY = ("retry-after", "10")
PLAIN = ("content-type", "text/plain; charset=utf-8")
NOT_PAGES = ("/api/", "/_", "/ping", "/metrics")


class Troubles:
    """Pages that fail get our page instead: 503 when it is one of ``away`` (the database), else 500.

    What has its own words (the API, and every error that is HTML already) passes.
    """

    def __init__(
        self,
        app: ASGIApp,
        pages: Mapping[str, str],
        away: tuple[type[Exception], ...] = (),
        fixed: Values | None = None,
    ) -> None:
        self.app = app
        self.pages = {route: fill(page, fixed or {}) for route, page in pages.items()}
        self.away = away

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

        route = BROKEN
        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if started:
                raise
            failed = True
            route = self._told(scope, error)
        if failed:
            await self._page(scope, send, route)

    def _told(self, scope: Scope, error: Exception) -> str:
        if isinstance(error, self.away):
            log.error("page_without_services", path=scope["path"], reason=type(error).__name__)
            return AWAY
        log.error("page_failed", path=scope["path"], exc_info=error)
        return BROKEN

    async def _page(self, scope: Scope, send: Send, route: str) -> None:
        status, more = (503, (RETRY,)) if route == AWAY else (500, ())
        if route in self.pages and "text/html" in header(scope, "accept"):
            await send_page(scope, send, status, self.pages[route], more)
        else:
            words = b"Not available" if route == AWAY else b"Something went wrong"
            await answer(send, status, [PLAIN, *more], words, head=scope["method"] == "HEAD")
