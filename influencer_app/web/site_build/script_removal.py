"""Removes Reflex's scripts from pages without state; only HTML, styles and our own scripts stay."""

import re
from collections.abc import Iterable
from pathlib import Path

SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)
PRELOAD = re.compile(r'<link rel="modulepreload"[^>]*>')
STREAMED = re.compile(r'<div hidden(?:="")? id="S:\d+">.*?</div>', re.DOTALL)
HOLE = re.compile(r"<!--\$\?--><template id=\"B:\d+\"></template><!--/\$-->")
THEME = 'localStorage.getItem("theme")'


def plain_pages(folder: Path, routes: Iterable[str]) -> dict[str, str]:
    """Take Reflex's scripts out of these pages below ``folder``. Returns the file of each route."""
    found: dict[str, str] = {}
    for route in routes:
        name = f"{route.strip('/')}/index.html".lstrip("/")
        twin = folder / f"{route.strip('/')}.html"
        text = without_scripts((folder / name).read_text(encoding="utf-8"))
        for path in (folder / name, *([twin] if twin.is_file() else [])):
            path.write_text(text, encoding="utf-8")
        found[route] = name
    return found


def without_scripts(page: str) -> str:
    """The page with nothing to run but the theme's line and files of our own below ``/js/``."""

    def kept(match: re.Match[str]) -> str:
        ours = 'src="/js/' in match["attributes"] or THEME in match["body"]
        return match[0] if ours else ""

    return HOLE.sub("", STREAMED.sub("", PRELOAD.sub("", SCRIPT.sub(kept, page))))
