"""The documentation names every table and folder, and nothing that does not exist."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent, indent

import pytest

from influencer_app.db.tables import all_tables
from tests.support import ROOT

DOCS = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "recipes").glob("*.md")),
)
RECIPES = tuple(sorted((ROOT / "docs" / "recipes").glob("*.md")))
ARCHITECTURE = ROOT / "docs" / "architecture.md"

INLINE = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)")
PATH = re.compile(r"\.?(?:[\w.-]+/)+[\w.-]*|[\w.-]+\.(?:py|md|js|css|toml|ini|lock|yaml)")
FILE = re.compile(r"# (in )?(\S+)\.py\b")

NOT_IN_THE_TREE = re.compile(
    r"DATA_DIR/.*|(postgres|valkey|media|c2pa|logs|run|artifacts)/.*|(minimax|black-forest-labs)/.*"
    r"|(stability-ai|tencentarc|cjwbw|bytedance|wan-video|prunaai)/.*"
)
"""Folders that a running installation or the tests write, and models of a provider."""

PREFIXES = (
    *("", "docs", "influencer_app", "influencer_app/domain", "influencer_app/domain/generation"),
    *("influencer_app/web", "influencer_app/api", "influencer_app/commands", "influencer_app/integrations"),
)
"""Where a path in the text may start."""

OURS = ("influencer_app", "workers", "tests")
SOURCES = ("influencer_app", "workers", "tests", "docs", "bench", "alembic", "assets")


def prose(text: str) -> str:
    """The text without its code blocks."""
    return BLOCK.sub("", text)


def paths(text: str) -> set[str]:
    """Every path that is named inline, outside of code blocks."""
    return {name for name in INLINE.findall(prose(text)) if PATH.fullmatch(name)}


def exists(name: str, page: Path) -> bool:
    """A path from one of the places where it may start; a bare file name from anywhere."""
    near = (page.parent / name, *(ROOT / prefix / name for prefix in PREFIXES))
    if any(path.exists() for path in near):
        return True
    return "/" not in name and any(True for source in SOURCES for _ in (ROOT / source).rglob(name))


def missing(page: Path, text: str) -> set[str]:
    """Paths and links of a page that lead nowhere."""
    written = {str(path) for path in new_paths(text)}
    named = {name for name in paths(text) if not NOT_IN_THE_TREE.fullmatch(name)}
    gone = {name for name in named if name not in written and not exists(name, page)}
    links = {link for link in LINK.findall(prose(text)) if "://" not in link}
    return gone | {link for link in links if not (page.parent / link).exists()}


def folders(below: str) -> set[str]:
    """The packages directly below a folder of ``influencer_app``."""
    found = (ROOT / "influencer_app" / below).iterdir()
    return {f"{path.name}/" for path in found if path.is_dir() and any(path.glob("*.*"))} - {"__pycache__/"}


def steps(text: str) -> list[tuple[str, list[str]]]:
    """File and functions of each numbered row of the tables."""
    rows = re.findall(r"^\| \d+ \| `([^`]+)` \| ([^|]+) \|", text, re.MULTILINE)
    return [(path, INLINE.findall(functions)) for path, functions in rows]


def code_blocks(text: str) -> list[str]:
    """The blocks of Python, which stand indented in lists."""
    return [dedent(code) for _, language, code in BLOCK.findall(text) if language == "python"]


def new_paths(text: str) -> set[Path]:
    """The files that a recipe writes: the block of a new file begins with its path; and their folders."""
    heads = [FILE.match(code) for code in code_blocks(text)]
    files = [Path(f"{head[2]}.py") for head in heads if head is not None and not head[1]]
    return {folder for file in files for folder in (file, *file.parents)}


def provided(text: str) -> set[str]:
    """What a recipe writes: modules whose block begins with their path, and definitions added to others."""
    found: set[str] = set()
    for code in code_blocks(text):
        if (head := FILE.match(code)) is not None:
            module = head[2].replace("/", ".")
            tree = ast.parse(code)
            defined = {one.name for one in tree.body if isinstance(one, ast.ClassDef | ast.AsyncFunctionDef)}
            found |= {f"{module}.{name}" for name in defined} if head[1] else {module}
    return found


def imported_names(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Module and name of every import of our own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in OURS:
            yield from ((node.module, alias.name) for alias in node.names)


def unresolved(text: str) -> set[str]:
    """Imports of a recipe's code that neither the source nor the recipe itself provides."""
    written = provided(text)
    return {
        f"{module}.{name}"
        for code in code_blocks(text)
        for module, name in imported_names(ast.parse(code))
        if not {module, f"{module}.{name}"} & written and not _resolves(module, name)
    }


def _resolves(module: str, name: str) -> bool:
    try:
        found = importlib.import_module(module)
    except ModuleNotFoundError:
        return False
    return hasattr(found, name) or _is_module(f"{module}.{name}")


def _is_module(dotted: str) -> bool:
    path = ROOT / dotted.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").is_file()


def test_every_path_in_the_documentation_exists() -> None:
    gone = {str(page.relative_to(ROOT)): missing(page, page.read_text(encoding="utf-8")) for page in DOCS}
    assert {page: names for page, names in gone.items() if names} == {}


def test_a_path_that_does_not_exist_is_found() -> None:
    text = "`web/gone/`, `tests/support.py`, `/api/ready`, `domain.gone`, [x](gone.md)\n```\n`no.py`\n```\n"
    assert missing(ARCHITECTURE, text) == {"web/gone/", "gone.md"}


def test_architecture_names_every_table() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(\w+)` \| `[\w/.]+`", text, re.MULTILINE))
    assert {table.name for table in all_tables().sorted_tables} - named == set()


@pytest.mark.parametrize("below", [".", "domain", "domain/generation", "web"])
def test_architecture_names_every_folder(below: str) -> None:
    named = {Path(name).name + "/" for name in paths(ARCHITECTURE.read_text(encoding="utf-8"))}
    assert len(folders(below)) > 5
    assert folders(below) - named == set()


def test_every_step_of_the_walk_names_functions_of_its_file() -> None:
    walk = steps(ARCHITECTURE.read_text(encoding="utf-8"))
    assert len(walk) > 10
    wrong = [
        f"{path}: {function}"
        for path, functions in walk
        for function in functions
        if not re.search(rf"^\s*(async def|def|class) {function}\b", _source(path), re.MULTILINE)
    ]
    assert wrong == []


@pytest.mark.parametrize("page", RECIPES, ids=lambda page: page.stem)
def test_the_code_of_a_recipe_imports_what_exists(page: Path) -> None:
    assert unresolved(page.read_text(encoding="utf-8")) == set()


def test_an_import_that_does_not_exist_is_found() -> None:
    code = "from influencer_app.errors import NotFound, Gone\nfrom influencer_app.gone import X\n"
    gone = {"influencer_app.errors.Gone", "influencer_app.gone.X"}
    assert unresolved(f"   ```python\n{indent(code, '   ')}   ```\n") == gone
    assert unresolved(f"```python\n# influencer_app/gone.py\n{code}```\n") == {"influencer_app.errors.Gone"}
    added = "```python\n# in influencer_app/errors.py\nclass Gone: ...\n```\n"
    assert unresolved(f"{added}```python\n{code}```\n") == {"influencer_app.gone.X"}


def _source(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_every_attack_has_its_tests() -> None:
    text = (ROOT / "docs" / "attacks.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", text)
    assert len(named) > 40
    gone = [
        f"{path}::{name}"
        for path, name in named
        if not re.search(rf"^(async )?def {name}\(", (ROOT / "tests" / path).read_text(), re.MULTILINE)
    ]
    assert gone == []
