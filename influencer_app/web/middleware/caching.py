"""Adds Cache-Control to responses that have none."""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from influencer_app.web.middleware.messages import is_html, response_headers
from influencer_app.web.routes import PROTECTED

HASHED = re.compile(r"^/assets/.+-[\w-]{8}\.\w+$")
"""Files that the build names by their content."""

FOR_EVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400, stale-while-revalidate=604800"
ASK = "no-cache"
NEVER = "no-store"

LONG_LIVED = ("/fonts/", "/icons/", "/samples/")
MARKED = ("/js/", *LONG_LIVED)
"""With ``?v=`` and a mark of their content in the address, these never change."""


class CacheControl:
    """Adds Cache-Control where the app has not said anything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = response_headers(message)
                if "cache-control" not in headers:
                    value = _value(scope, message["status"], html=is_html(headers))
                    if value:
                        headers["Cache-Control"] = value
            await send(message)

        await self.app(scope, receive, marked)


def _value(scope: Scope, status: int, *, html: bool) -> str:
    path: str = scope["path"]
    if path.startswith(("/_", "/ping")):
        return ""
    if path.startswith(("/api/", "/metrics")):
        return NEVER
    if html:
        private = status != 200 or path.startswith((*PROTECTED, "/auth/"))
        return NEVER if private else ASK
    if status not in (200, 206, 304):
        return NEVER
    marked = path.startswith(MARKED) and scope.get("query_string", b"").startswith(b"v=")
    if marked or HASHED.match(path):
        return FOR_EVER
    return A_DAY if path.startswith(LONG_LIVED) else ASK
