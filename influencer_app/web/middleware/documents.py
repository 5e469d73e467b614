"""Pages that need no script are sent from here, with what only the request knows written into them."""

import gzip
from collections.abc import Awaitable, Callable, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from influencer_app.web.middleware.figures import Figures, needs_figures
from influencer_app.web.middleware.filling import Values, fill, form_values
from influencer_app.web.middleware.sending import answer, header, is_html, response_headers
from influencer_app.web.routes import AUTH, NOT_FOUND, TROUBLES

NONE = Figures()
"""For pages that show none."""


class Documents:
    """Answers static pages itself, and puts our page into every HTML 404 from below.

    ``pages`` are their HTML by route, ``figures`` gives the numbers (asked for where a page shows any),
    ``fixed`` are values that never change while the process runs, such as ``operator.name``.
    """

    def __init__(
        self,
        app: ASGIApp,
        pages: Mapping[str, str],
        figures: Callable[[], Awaitable[Figures]] | None = None,
        fixed: Values | None = None,
    ) -> None:
        self.app = app
        self.pages = pages
        self.figures = figures
        self.fixed = dict(fixed or {})
        self._kept: dict[str, tuple[Figures, str]] = {}
        self.asking = frozenset(route for route, page in pages.items() if needs_figures(page))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        path = "/" + scope["path"].strip("/")
        if path in self.pages:
            lost = path in (NOT_FOUND, *TROUBLES)
            await self._page(scope, send, NOT_FOUND if lost else path, 404 if lost else 200)
            return
        await self._watch(scope, receive, send)

    async def _watch(self, scope: Scope, receive: Receive, send: Send) -> None:
        lost = False

        async def watched(message: Message) -> None:
            nonlocal lost
            if message["type"] == "http.response.start":
                missing = message["status"] == 404 and is_html(response_headers(message))
                lost = missing and NOT_FOUND in self.pages
            if not lost:
                await send(message)

        await self.app(scope, receive, watched)
        if lost and "text/html" in header(scope, "accept"):
            await self._page(scope, send, NOT_FOUND, 404)
        elif lost:
            await answer(send, 404, [("content-type", "text/plain; charset=utf-8")], b"Not found")

    async def _page(self, scope: Scope, send: Send, route: str, status: int) -> None:
        found = NONE
        if self.figures is not None and route in self.asking:
            found = await self.figures()
        query = scope.get("query_string", b"").decode("latin-1") if route in AUTH else ""
        await send_page(scope, send, status, self._filled(route, found, query))

    def _filled(self, route: str, found: Figures, query: str) -> str:
        """The page with all values; kept while the figures are the same, unless the address has a say."""
        kept = self._kept.get(route)
        if not query and kept is not None and kept[0] is found:
            return kept[1]
        values = {**self.fixed, **found.values}
        if route in AUTH:
            values |= form_values(query, self.pages[route])
        page = fill(self.pages[route], values, found.rows)
        if not query:
            self._kept[route] = (found, page)
        return page


async def send_page(
    scope: Scope, send: Send, status: int, page: str, more: tuple[tuple[str, str], ...] = ()
) -> None:
    """Send HTML, compressed where the browser takes that; to a HEAD request only its headers."""
    body = page.encode()
    headers = [("content-type", "text/html; charset=utf-8"), ("vary", "accept-encoding"), *more]
    if "gzip" in header(scope, "accept-encoding"):
        body = gzip.compress(body, 5, mtime=0)
        headers.append(("content-encoding", "gzip"))
    await answer(send, status, headers, body, head=scope["method"] == "HEAD")
