"""Reads and sends ASGI messages: request headers, whole responses, problems."""

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send

Header = tuple[str, str]


def header(scope: Scope, name: str) -> str:
    """A request header, or an empty string; several Cookie headers become one."""
    key = name.lower().encode("latin-1")
    found = [value.decode("latin-1") for candidate, value in scope.get("headers", ()) if candidate == key]
    return ("; " if key == b"cookie" else ", ").join(found)


async def answer(
    send: Send, status: int, headers: Iterable[Header], body: bytes = b"", *, head: bool = False
) -> None:
    """Send a whole response; to a HEAD request only its headers."""
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    raw.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if head else body})


async def problem(send: Send, status: int, code: str, title: str, detail: str) -> None:
    """Send an RFC 9457 problem."""
    text = (
        f'{{"type":"/problems/{code}","title":"{title}","status":{status},"detail":"{detail}","errors":[]}}'
    )
    kind = ("content-type", "application/problem+json")
    await answer(send, status, [kind, ("cache-control", "no-store")], text.encode())


def response_headers(message: Message) -> MutableHeaders:
    """The headers of a ``http.response.start``, to be changed in place."""
    message.setdefault("headers", [])
    return MutableHeaders(raw=message["headers"])


def is_html(headers: MutableHeaders) -> bool:
    """Whether a response is a page."""
    return headers.get("content-type", "").lower().startswith("text/html")
