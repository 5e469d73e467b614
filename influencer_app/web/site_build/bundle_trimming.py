"""Removes what Reflex adds to every page and ours do not need, before the bundler runs.

Reflex draws through Emotion, for styles written as properties. Ours are classes, so elements are made by
React alone: 8 kB less on each page, and no style element that a Content-Security-Policy must allow. The
same place gives changing texts elements of their own, see ``plain_jsx.js``. Reflex
also keeps whole libraries at hand for components sent as text to be evaluated, which our policy forbids.
"""

import re
from pathlib import Path

PLAIN_JSX = Path(__file__).with_name("plain_jsx.js").read_text(encoding="utf-8")
PLAIN_JSX_PATH = Path("utils") / "plain-jsx.js"

ALIASES = "alias: ["
OUR_ALIAS = f"""alias: [
      {{
        find: "@emotion/react",
        replacement: fileURLToPath(new URL("./{PLAIN_JSX_PATH.as_posix()}", import.meta.url)),
      }},"""

WINDOW_LIBRARY = re.compile(r'^import \* as \w+ from "[^"]+";\n', re.MULTILINE)
WINDOW_EFFECT = re.compile(
    r"  useEffect\(\(\) => \{\n    // Make contexts and state.*?\n  \}, \[\]\);\n", re.DOTALL
)

STYLE_PROPERTY = re.compile(r"\bcss:\s*\(\{")


class BuildChanged(Exception):
    """Reflex writes its files in another way now, or a page uses what the build leaves out."""


def use_plain_jsx(vite_config: str) -> str:
    """Vite's configuration with React in place of Emotion."""
    return _replaced(vite_config, ALIASES, OUR_ALIAS)


def without_window_libraries(root: str) -> str:
    """The app's root without the libraries that it would keep on ``window``."""
    found, count = WINDOW_EFFECT.subn("", root)
    if count != 1:
        raise BuildChanged("the effect that fills window.__reflex was not found in root.jsx")
    return WINDOW_LIBRARY.sub("", found)


def check_no_style_properties(web: Path) -> None:
    """Raises ``BuildChanged`` for a compiled page whose style is a property (``width="4px"``).

    Classes say it, or ``components.base.style`` where it changes with data.
    """
    skipped = {"node_modules", "build", "public"}
    for folder in sorted(path for path in web.iterdir() if path.is_dir() and path.name not in skipped):
        for file in sorted(folder.rglob("*.jsx")):
            match = STYLE_PROPERTY.search(file.read_text(encoding="utf-8"))
            if match:
                near = file.read_text(encoding="utf-8")[match.start() : match.start() + 120]
                raise BuildChanged(f"{file.relative_to(web)} has a style as a property: {near}")


def _replaced(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise BuildChanged(f"{old!r} was expected once")
    return text.replace(old, new)
