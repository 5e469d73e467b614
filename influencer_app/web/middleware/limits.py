"""Limits the size of request bodies, and closes endpoints of Reflex that are not used."""

from fnmatch import fnmatchcase

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from influencer_app.web.middleware.messages import header, problem

CLOSED = ("/_upload", "/_all_routes", "/auth-codespace")
"""Endpoints of Reflex that we do not use."""

FORM_BYTES = 1_000_000
"""What larger limits leave for the rest of the form beside its file."""


class _TooLarge(Exception):
    """The body went over its limit while it was read."""


class BodyLimit:
    """Answers 413 to bodies over their limit, announced or not, and 404 to unused endpoints."""

    def __init__(self, app: ASGIApp, limit: int, below: dict[str, int] | None = None) -> None:
        self.app = app
        self.limit = limit
        self.below = below or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        if any(path == endpoint or path.startswith(f"{endpoint}/") for endpoint in CLOSED):
            await problem(send, 404, "not-found", "Not found", "There is nothing at this address.")
            return
        limit = self._limit(path)
        announced = header(scope, "content-length")
        if announced and (not announced.isdecimal() or int(announced) > limit):
            await self._refuse(send, limit, int(announced) if announced.isdecimal() else 0)
            return
        await self._count(scope, receive, send, limit)

    async def _count(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        read = 0
        started = False

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            # A framework that caught our error would answer 400; the true answer follows below.
            if read <= limit or started:
                started = started or message["type"] == "http.response.start"
                await send(message)

        try:
            await self.app(scope, counted, noted)
        except _TooLarge:
            if started:
                raise
        if read > limit and not started:
            await self._refuse(send, limit)

    def _limit(self, path: str) -> int:
        fitting = [prefix for prefix in self.below if fnmatchcase(path, f"{prefix}*")]
        return self.below[max(fitting, key=len)] if fitting else self.limit

    async def _refuse(self, send: Send, limit: int, announced: int = 0) -> None:
        most, thing = (limit - FORM_BYTES, "file") if limit > FORM_BYTES else (limit, "request")
        size = f"; this {thing} has {_megabytes(announced)}" if announced else ""
        await problem(send, 413, "too-large", "Too large", f"At most {_megabytes(most)}{size}.")


def _megabytes(size: int) -> str:
    return f"{round(size / 1_000_000, 1):g} MB" if size >= 100_000 else f"{size} bytes"
