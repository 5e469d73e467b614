"""Adds security headers, with a Content-Security-Policy for each page."""

import posixpath

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from influencer_app.web.middleware.messages import is_html, response_headers
from influencer_app.web.routes import NOT_FOUND, SERVER_ERROR, UNAVAILABLE
from influencer_app.web.site_build.inline_hashes import EMPTY, Hashes

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
HSTS = "max-age=31536000"
BARE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""For documents that are not pages of ours, such as an SVG that is opened by itself."""

NOTHING: Hashes = {"scripts": [], "styles": [EMPTY], "attributes": []}
FALLBACK = "404.html"
ERROR_PAGES = {404: NOT_FOUND, 500: SERVER_ERROR, 503: UNAVAILABLE}
"""The pages sent in place of others, by their status."""


def content_policy(hashes: Hashes, media: tuple[str, ...] = (), *, https: bool = False) -> str:
    """The policy of one page: what we serve ourselves, and the inline pieces that the build wrote.

    Scripts that change style by the object model are free to; style attributes in the HTML itself are
    allowed by hash (``unsafe-hashes`` reaches attributes only here, never scripts).
    """
    from_us = " ".join(("'self'", *media))
    attributes = (
        " ".join(("'unsafe-hashes'", *_quoted(hashes["attributes"]))) if hashes["attributes"] else "'none'"
    )
    parts = [
        "default-src 'none'",
        " ".join(("script-src 'self'", *_quoted(hashes["scripts"]))),
        "script-src-attr 'none'",
        " ".join(("style-src 'self'", *_quoted(hashes["styles"]))),
        f"style-src-attr {attributes}",
        f"img-src {from_us} data: blob:",
        f"media-src {from_us} blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
    if https:
        parts.append("upgrade-insecure-requests")
    return "; ".join(parts)


class SecurityHeaders:
    """Adds them to every response; what the app has set by itself stays."""

    def __init__(
        self,
        app: ASGIApp,
        pages: dict[str, Hashes],
        *,
        https: bool = False,
        media: tuple[str, ...] = (),
    ) -> None:
        self.app = app
        self.fixed = {**FIXED, **({"Strict-Transport-Security": HSTS} if https else {})}
        self.policies = {_route(name): content_policy(h, media, https=https) for name, h in pages.items()}
        fallback = pages.get(FALLBACK, NOTHING)
        self.fallback = content_policy(fallback, media, https=https)
        self.error_policies = {
            status: self.policies.get(page, self.fallback) for status, page in ERROR_PAGES.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = response_headers(message)
                for name, value in self.fixed.items():
                    headers.setdefault(name, value)
                if is_html(headers):
                    headers.setdefault("Content-Security-Policy", self._policy(scope, message["status"]))
                elif headers.get("content-type", "").startswith(("image/svg", "application/xml", "text/xml")):
                    headers.setdefault("Content-Security-Policy", BARE)
            await send(message)

        await self.app(scope, receive, guarded)

    def _policy(self, scope: Scope, status: int) -> str:
        if status in self.error_policies:
            return self.error_policies[status]
        path = posixpath.normpath("/" + scope["path"].lstrip("/"))
        return self.policies.get(_route(path), self.fallback)


def _route(name: str) -> str:
    """``dashboard/index.html``, ``dashboard.html`` and ``/dashboard/`` are one page."""
    return "/" + name.strip("/").removesuffix("index.html").removesuffix(".html").strip("/")


def _quoted(hashes: list[str]) -> list[str]:
    return [f"'{value}'" for value in hashes]
