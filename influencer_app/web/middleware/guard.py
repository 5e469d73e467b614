"""Redirects guests away from protected pages, and signed-in people away from the sign-in pages."""

import posixpath
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, quote

from starlette.types import ASGIApp, Receive, Scope, Send

from influencer_app.redirects import safe_redirect_path
from influencer_app.web.middleware.messages import answer, header
from influencer_app.web.routes import AUTH, PROTECTED, SIGN_IN

IsSignedIn = Callable[[str], Awaitable[bool]]
"""Gets the raw Cookie header, which may be empty."""


class PageGuard:
    """Redirects by whether ``is_signed_in`` says so; only page requests are looked at."""

    def __init__(self, app: ASGIApp, is_signed_in: IsSignedIn) -> None:
        self.app = app
        self.is_signed_in = is_signed_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        target = None
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            target = await self._elsewhere(scope)
        if target is None:
            await self.app(scope, receive, send)
        else:
            await answer(send, 302, [("location", target), ("cache-control", "no-store"), ("vary", "cookie")])

    async def _elsewhere(self, scope: Scope) -> str | None:
        path = _plain(scope["path"])
        query = scope.get("query_string", b"").decode("latin-1")
        if _is_protected(path):
            if await self.is_signed_in(header(scope, "cookie")):
                return None
            back = quote(path, safe="/-._~") + (f"?{query}" if query else "")
            return f"{SIGN_IN}?next={quote(safe_redirect_path(back), safe='/')}"
        if path in AUTH and await self.is_signed_in(header(scope, "cookie")):
            wanted = parse_qs(query).get("next", [""])[0]
            return quote(safe_redirect_path(wanted), safe="/?&=%-._~:@!$'()*+,;")
        return None


def _plain(path: str) -> str:
    """The path as the file server below will read it: no doubled slashes, no dots to climb with."""
    return posixpath.normpath("/" + path.lstrip("/"))


def _is_protected(path: str) -> bool:
    """A protected page, also by the name of its file (``/dashboard.html``)."""
    lowered = path.lower()
    return any(lowered == prefix or lowered.startswith((f"{prefix}/", f"{prefix}.")) for prefix in PROTECTED)
