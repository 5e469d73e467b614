"""Every file, folder and test that a decision names exists."""

import re
from pathlib import Path

from tests.support import ROOT

DECISIONS = ROOT / "docs" / "decisions"
PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|md|js|toml|ini)")
TEST = re.compile(r"test_\w+")


def missing(text: str) -> set[str]:
    """What ``text`` cites in backticks that is not there."""
    cited = set(re.findall(r"`([^`\n]+)`", text))
    linked = {link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link}
    paths = {name for name in cited if PATH.fullmatch(name)}
    tests = {name for name in cited if TEST.fullmatch(name)}
    gone = {name for name in paths if not (ROOT / name).exists() and not _in_the_package(name)}
    gone |= {link for link in linked if not (DECISIONS / link).exists()}
    return gone | (tests - _tests() if tests else set())


def test_decisions_cite_what_exists() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in DECISIONS.glob("*.md")}
    assert texts
    assert {name: gone for name, text in texts.items() if (gone := missing(text))} == {}


def test_what_does_not_exist_is_found() -> None:
    text = "See `tests/gone.py`, `test_that_never_was`, [this](0000-gone.md), `web/gone`, `/api/ready`."
    assert missing(text) == {"tests/gone.py", "test_that_never_was", "0000-gone.md", "web/gone"}
    assert missing("See `tests/support.py`, `web/access.py`, `test_what_does_not_exist_is_found`.") == set()


def _in_the_package(name: str) -> bool:
    return (ROOT / "influencer_app" / name).exists()


def _tests() -> set[str]:
    """The names of all test functions."""
    return {
        name
        for path in Path(ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    }
