"""Rewrites the back end's URLs, which Reflex bakes into one chunk, to the origin of the page."""

import re
from pathlib import Path

BAKED = re.compile(r"""(["'`])(?P<scheme>https?|wss?)://localhost:\d+(?P<path>/[^"'`]*)?\1""")


class BackendUrlNotFound(Exception):
    """No chunk with a baked address was found: Reflex builds in another way now."""


def use_page_origin(folder: Path) -> int:
    """Rewrite baked addresses below ``folder``/assets to ``location.origin``. Returns how many there were.

    Raises ``BackendUrlNotFound`` when there is none, because the site would then reach one address only.
    """
    count = 0
    for chunk in sorted((folder / "assets").glob("reflex-env-*.js")):
        text, found = BAKED.subn(_from_location, chunk.read_text(encoding="utf-8"))
        if found:
            chunk.write_text(text, encoding="utf-8")
            count += found
    if not count:
        raise BackendUrlNotFound(f"no baked address in {folder / 'assets'}/reflex-env-*.js")
    return count


def _from_location(match: re.Match[str]) -> str:
    path = match["path"] or ""
    # Prerendering evaluates the chunk where there is no page.
    here = f'(globalThis.location?.origin??"")+"{path}"'
    if match["scheme"].startswith("ws"):
        return f'({here}).replace(/^http/,"ws")'
    return f"({here})"
