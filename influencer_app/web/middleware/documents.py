"""Pages that need no script are sent from here, with what only the request knows written into them.

A static page marks places in its HTML: ``<b data-fill="price.image">5</b>`` shows the value of that
name, ``<p data-when="error.taken error.conflict" hidden>`` is shown when one of the names has a value,
``<input data-value="email">`` starts with it, and ``<input data-wrong="error.taken">`` is marked as
invalid. ``<a data-onward href="/auth/signup">`` takes ``next`` along. So a form that comes back with an
error says so without any script.
"""

import gzip
import html
import re
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qs, quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from influencer_app.ways import AFTER_SIGN_IN, safe_path
from influencer_app.web.middleware.sending import answer, header, is_html, response_headers
from influencer_app.web.routes import AUTH, NOT_FOUND

Figures = Callable[[], Awaitable[Mapping[str, str]]]

FILL = re.compile(r'(<(?P<tag>\w+)\b[^<>]*\bdata-fill="(?P<name>[\w.-]+)"[^<>]*>)[^<]*(?=</(?P=tag)>)')
WHEN = re.compile(r'<\w+\b[^<>]*\bdata-when="(?P<names>[\w. -]+)"[^<>]*>')
INPUT = re.compile(r"<input\b[^<>]*?(?=/?>)")
VALUE = re.compile(r'\bdata-value="(?P<name>[\w.-]+)"')
WRONG = re.compile(r'\bdata-wrong="(?P<names>[\w. -]+)"')
ONWARD = re.compile(
    r'(<a\b[^<>]*\bdata-onward\b[^<>]*\bhref="[^"?]*|<a\b[^<>]*\bhref="[^"?]*(?="[^<>]*\bdata-onward\b))'
)
HIDDEN = re.compile(r'\shidden(=""|="hidden"|="true")?(?=[\s/>])')
OLD_VALUE = re.compile(r'\svalue="[^"]*"')

CODE = re.compile(r"^[a-z-]{1,40}$")
ECHO_MAX = 254
"""Characters of an address that we repeat; longer ones are none."""


def fill(page: str, values: Mapping[str, str]) -> str:
    """The page with ``values`` in its marked places; every value is escaped."""

    def text(match: re.Match[str]) -> str:
        name = match["name"]
        return match[1] + html.escape(values[name]) if name in values else match[0]

    def shown(match: re.Match[str]) -> str:
        return HIDDEN.sub("", match[0]) if _any(match["names"], values) else match[0]

    def started(match: re.Match[str]) -> str:
        tag = match[0].rstrip()
        value, wrong = VALUE.search(tag), WRONG.search(tag)
        if value and value["name"] in values:
            tag = f'{OLD_VALUE.sub("", tag)} value="{html.escape(values[value["name"]])}"'
        if wrong and _any(wrong["names"], values):
            tag = f'{tag} aria-invalid="true"'
        return tag

    def onward(match: re.Match[str]) -> str:
        target = values.get("next", AFTER_SIGN_IN)
        return match[0] if target == AFTER_SIGN_IN else f"{match[0]}?next={quote(target, safe='/')}"

    return ONWARD.sub(onward, INPUT.sub(started, WHEN.sub(shown, FILL.sub(text, page))))


def form_values(query: str, page: str) -> dict[str, str]:
    """What a sign-in page takes from its address: ``next``, ``email``, and ``error`` as a shown place.

    A code that the page has no words for shows the place ``error.other``.
    """
    asked = {name: values[-1] for name, values in parse_qs(query).items()}
    found = {"next": safe_path(asked.get("next", ""))}
    email = asked.get("email", "")
    if 0 < len(email) <= ECHO_MAX:
        found["email"] = email
    error = asked.get("error", "").replace("_", "-")
    if error:
        known = CODE.match(error) and f"error.{error}" in _places(page)
        found[f"error.{error}" if known else "error.other"] = "yes"
    return found


def _places(page: str) -> set[str]:
    return {name for match in WHEN.finditer(page) for name in match["names"].split()}


def _any(names: str, values: Mapping[str, str]) -> bool:
    return any(values.get(name) for name in names.split())


class Documents:
    """Answers static pages itself, and puts our page into every HTML 404 from below."""

    def __init__(self, app: ASGIApp, pages: Mapping[str, str], figures: Figures | None = None) -> None:
        self.app = app
        self.pages = pages
        self.figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        path = "/" + scope["path"].strip("/")
        if path in self.pages:
            await self._page(scope, send, path, 404 if path == NOT_FOUND else 200)
            return
        await self._watch(scope, receive, send)

    async def _watch(self, scope: Scope, receive: Receive, send: Send) -> None:
        lost = False

        async def watched(message: Message) -> None:
            nonlocal lost
            if message["type"] == "http.response.start":
                missing = message["status"] == 404 and is_html(response_headers(message))
                lost = missing and NOT_FOUND in self.pages
            if not lost:
                await send(message)

        await self.app(scope, receive, watched)
        if lost and "text/html" in header(scope, "accept"):
            await self._page(scope, send, NOT_FOUND, 404)
        elif lost:
            await answer(send, 404, [("content-type", "text/plain; charset=utf-8")], b"Not found")

    async def _page(self, scope: Scope, send: Send, route: str, status: int) -> None:
        values = dict(await self.figures()) if self.figures is not None else {}
        if route in AUTH:
            values |= form_values(scope.get("query_string", b"").decode("latin-1"), self.pages[route])
        body = fill(self.pages[route], values).encode()
        headers = [("content-type", "text/html; charset=utf-8"), ("vary", "accept-encoding")]
        if "gzip" in header(scope, "accept-encoding"):
            body = gzip.compress(body, 5, mtime=0)
            headers.append(("content-encoding", "gzip"))
        await answer(send, status, headers, body, head=scope["method"] == "HEAD")
