"""An endpoint for webhooks that verifies signatures with the real package, and misbehaves as it is told."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


@dataclass
class Receiver:
    """An ASGI application. ``answers`` are used up in turn, then it says 204.

    An answer is a status, ``(status, headers)``, "hang" (says nothing until ``released``), or "drip" (a body
    without an end).
    """

    answers: list[Any] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    open_now: int = 0
    open_max: int = 0
    sent: int = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """See ASGI."""
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        self.headers.append({name.decode(): value.decode() for name, value in scope["headers"]})
        self.bodies.append(body.decode())
        self.arrived.set()
        self.open_now += 1
        self.open_max = max(self.open_max, self.open_now)
        try:
            await self._answer(self.answers.pop(0) if self.answers else 204, receive, send)
        finally:
            self.open_now -= 1

    async def _answer(self, answer: Any, receive: Any, send: Any) -> None:
        if answer == "hang":
            await self.released.wait()
            answer = 204
        status, headers = answer if isinstance(answer, tuple) else (200 if answer == "drip" else answer, {})
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        while answer == "drip":
            await send({"type": "http.response.body", "body": b"x" * 16_384, "more_body": True})
            self.sent += 16_384
            await asyncio.sleep(0)
        await send({"type": "http.response.body", "body": b""})

    def verified(self, secret: str, index: int = -1) -> dict[str, Any]:
        """The payload of a request, if this secret has signed it. Raises ``WebhookVerificationError``."""
        found: dict[str, Any] = Webhook(secret).verify(self.bodies[index], self.headers[index])
        return found

    def is_signed_by(self, secret: str, index: int = -1) -> bool:
        """Whether this secret has signed a request."""
        try:
            return self.verified(secret, index) == json.loads(self.bodies[index])
        except WebhookVerificationError:
            return False
