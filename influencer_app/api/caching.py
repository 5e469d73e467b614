"""Adds Cache-Control to answers of the API that have none."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from influencer_app.api.request_logging import is_api


class NoStore:
    """ASGI middleware: what a route says nothing about is not stored anywhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http" or not is_api(scope["path"]):
            await self.app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(raw=message["headers"]).setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, marked)
