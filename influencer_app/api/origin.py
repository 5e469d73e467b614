"""Unsafe requests that carry a cookie must come from our own pages."""

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from influencer_app.api.problems import problem
from influencer_app.errors import NotAllowed
from influencer_app.wiring import runtime

SAFE = ("GET", "HEAD", "OPTIONS")


class SameOrigin:
    """ASGI middleware: 403 for a foreign ``Origin`` or ``Sec-Fetch-Site``. Programs send neither."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "http" and scope["method"] not in SAFE and not self._own(scope):
            await problem(NotAllowed("This request came from another site."))(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _own(self, scope: Scope) -> bool:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        site = headers.get("sec-fetch-site")
        if site in ("cross-site", "same-site"):
            return False
        origin = headers.get("origin")
        if origin is None:
            return True
        hosts = {headers.get("host"), urlsplit(runtime().settings.base_url).netloc}
        return urlsplit(origin).netloc in hosts
