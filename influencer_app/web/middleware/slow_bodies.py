"""Ends requests whose body stops half way or comes too slowly."""

import asyncio

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from influencer_app.web.middleware.messages import problem

log = structlog.get_logger(__name__)

DETAIL = "The upload stopped half way. Send it again."


class BodyTimeout:
    """Answers 408 where a body pauses for ``idle_seconds`` or takes ``total_seconds``.

    The app below sees a client that has left, and what it answers is not sent.
    """

    def __init__(self, app: ASGIApp, idle_seconds: float, total_seconds: float) -> None:
        self.app = app
        self.idle_seconds = idle_seconds
        self.total_seconds = total_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        deadline = asyncio.get_running_loop().time() + self.total_seconds
        complete = timed_out = started = False

        async def limited() -> Message:
            nonlocal complete, timed_out
            if complete:
                return await receive()
            if timed_out:
                return {"type": "http.disconnect"}
            until = min(deadline, asyncio.get_running_loop().time() + self.idle_seconds)
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                timed_out = True
                return {"type": "http.disconnect"}
            complete = not message.get("more_body", False)
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            if timed_out and not started:
                return
            started = started or message["type"] == "http.response.start"
            await send(message)

        await self.app(scope, limited, noted)
        if timed_out and not started:
            log.info("body_timed_out", path=scope["path"])
            await problem(send, 408, "too-slow", "Too slow", DETAIL)
