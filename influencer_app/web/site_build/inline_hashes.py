"""Hashes of the inline scripts and styles of each built page, for its Content-Security-Policy."""

import base64
import hashlib
from html.parser import HTMLParser
from pathlib import Path

EMPTY = "sha256-" + base64.b64encode(hashlib.sha256(b"").digest()).decode()
"""Emotion opens an empty style element and fills it by script, which a policy does not touch."""

Hashes = dict[str, list[str]]


class _Inline(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.attributes: list[str] = []
        self._open: list[str] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if style := found.get("style"):
            self.attributes.append(style)
        if tag == "script" and not found.get("src"):
            self._open, self._text = self.scripts, []
        elif tag == "style":
            self._open, self._text = self.styles, []

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._open is not None and tag in ("script", "style"):
            self._open.append("".join(self._text))
            self._open = None


def inline_hashes(html: str) -> Hashes:
    """The hashes of one page: ``scripts``, ``styles`` and ``attributes``, as a policy writes them."""
    parser = _Inline()
    parser.feed(html)
    parser.close()
    return {
        "scripts": _hashes(parser.scripts),
        "styles": sorted({EMPTY, *_hashes(parser.styles)}),
        "attributes": _hashes(parser.attributes),
    }


def page_policies(folder: Path) -> dict[str, Hashes]:
    """The hashes of every page below ``folder``, by its path with slashes; ``404.html`` is the fallback."""
    pages = {
        path.relative_to(folder).as_posix(): inline_hashes(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }
    fallback = pages.get("__spa-fallback.html") or pages.get("index.html")
    if fallback is not None:
        pages.setdefault("404.html", fallback)
    return pages


def _hashes(texts: list[str]) -> list[str]:
    return sorted({"sha256-" + base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in texts})
