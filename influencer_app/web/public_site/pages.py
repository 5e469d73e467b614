"""Sends the public pages: HTML without Reflex's scripts, rendered from templates."""

import gzip
import posixpath
from collections.abc import Mapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from influencer_app.domain.accounts.tokens import COOKIE
from influencer_app.web.middleware.guard import IsSignedIn
from influencer_app.web.middleware.messages import answer, header, is_html, response_headers
from influencer_app.web.public_site.form_values import form_values
from influencer_app.web.public_site.site_values import Loader, SiteValues
from influencer_app.web.public_site.templating import SIGNED_IN, PageTemplate
from influencer_app.web.routes import ERRORS, FORMS, NOT_FOUND

NO_VALUES = SiteValues()
"""For pages that show none."""


class PublicPages:
    """Answers requests for public pages, and puts our page into every HTML 404 from below.

    ``pages`` are the templates by route, ``values`` loads what some of them show, ``fixed`` are values that
    never change while the process runs. ``is_signed_in`` gets the raw Cookie header.
    """

    def __init__(
        self,
        app: ASGIApp,
        pages: Mapping[str, PageTemplate],
        values: Loader | None = None,
        fixed: Mapping[str, Any] | None = None,
        is_signed_in: IsSignedIn | None = None,
    ) -> None:
        self.app = app
        self.pages = pages
        self.values = values
        self.fixed = dict(fixed or {})
        self.is_signed_in = is_signed_in
        self._rendered: dict[tuple[str, bool], tuple[SiteValues, str]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        route = _route(scope["path"])
        if route in self.pages:
            missing = route in (NOT_FOUND, *ERRORS)
            await self._page(scope, send, NOT_FOUND if missing else route, 404 if missing else 200)
            return
        await self._replace_404(scope, receive, send)

    async def _replace_404(self, scope: Scope, receive: Receive, send: Send) -> None:
        missing = False

        async def watched(message: Message) -> None:
            nonlocal missing
            if message["type"] == "http.response.start":
                html = message["status"] == 404 and is_html(response_headers(message))
                missing = html and NOT_FOUND in self.pages
            if not missing:
                await send(message)

        await self.app(scope, receive, watched)
        if missing and "text/html" in header(scope, "accept"):
            await self._page(scope, send, NOT_FOUND, 404)
        elif missing:
            await answer(send, 404, [("content-type", "text/plain; charset=utf-8")], b"Not found")

    async def _page(self, scope: Scope, send: Send, route: str, status: int) -> None:
        values = NO_VALUES
        if self.values is not None and self.pages[route].needs_site_values:
            values = await self.values()
        query = scope.get("query_string", b"").decode("latin-1") if route in FORMS else ""
        signed_in = self.pages[route].needs_visitor and await self._signed_in(scope)
        vary = (("vary", "cookie"),) if self.pages[route].needs_visitor else ()
        await send_page(scope, send, status, self._render(route, values, query, signed_in), vary)

    async def _signed_in(self, scope: Scope) -> bool:
        """Whether the visitor is; without a session cookie nobody is asked."""
        cookies = header(scope, "cookie")
        if self.is_signed_in is None or f"{COOKIE}=" not in cookies:
            return False
        return await self.is_signed_in(cookies)

    def _render(self, route: str, values: SiteValues, query: str, signed_in: bool) -> str:
        """The page; kept while the values are the same, unless the query has a say."""
        kept = self._rendered.get((route, signed_in))
        if not query and kept is not None and kept[0] is values:
            return kept[1]
        template = self.pages[route]
        context = {**self.fixed, **values.as_context(), SIGNED_IN: signed_in}
        if route in FORMS:
            context |= form_values(query, template.error_codes)
        page = template.render(context)
        if not query:
            self._rendered[route, signed_in] = (values, page)
        return page


def _route(path: str) -> str:
    """``/pricing``, ``/pricing/``, ``/pricing.html`` and ``/pricing/index.html`` are one page."""
    plain = posixpath.normpath(f"/{path.lstrip('/')}")
    return plain.removesuffix("/index.html").removesuffix(".html") or "/"


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
