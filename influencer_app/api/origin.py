"""Rejects unsafe browser requests from foreign origins."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from influencer_app.api.problems import problem
from influencer_app.errors import NotAllowed
from influencer_app.wiring import runtime

SAFE = ("GET", "HEAD", "OPTIONS")
OTHER_SITES = ("cross-site", "same-site")


class SameOrigin:
    """ASGI middleware: 403 for a foreign ``Origin`` or ``Sec-Fetch-Site``. Scripts send neither.

    Also applies without a cookie: a foreign page must not sign anybody in.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        unsafe = scope["type"] == "http" and scope["method"] not in SAFE
        if unsafe and not _own(Headers(scope=scope)):
            await problem(NotAllowed("This request came from another site."))(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _own(headers: Headers) -> bool:
    if headers.get("sec-fetch-site") in OTHER_SITES:
        return False
    hosts = {headers.get("host"), _host(runtime().settings.base_url)} - {None, ""}
    return all(_host(origin) in hosts for origin in headers.getlist("origin"))


def _host(origin: str) -> str:
    """Host and port; empty for ``null`` or an invalid origin."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
