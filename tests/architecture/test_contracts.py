"""The import contracts cover every folder and every table, and fail for a new one that they do not name."""

import configparser
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from influencer_app.db.tables import all_tables
from influencer_app.discovery import all_subclasses
from tests.support import ROOT

CONTRACTS = ".importlinter"
LINT = (sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()")
LINT_OPTIONS = ("--no-cache", "--no-logo")


@pytest.fixture
def empty_tree(tmp_path: Path) -> Path:
    """Our contracts and our modules, all of them empty."""
    for folder in ("influencer_app", "workers"):
        for path in (ROOT / folder).rglob("*.py"):
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.touch()
    (tmp_path / CONTRACTS).write_text((ROOT / CONTRACTS).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def lint(folder: Path) -> tuple[int, str]:
    """Exit code and output of import-linter."""
    done = subprocess.run(
        [*LINT, *LINT_OPTIONS],
        cwd=folder,
        env={**os.environ, "COLUMNS": "500"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def write(folder: Path, module: str, text: str = "") -> None:
    path = folder / module
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "__init__.py").touch()
    path.write_text(text, encoding="utf-8")


def test_every_folder_stands_in_a_contract(empty_tree: Path) -> None:
    """Empty modules break no other rule, so that what fails below fails for the one reason."""
    code, output = lint(empty_tree)
    assert code == 0, output


@pytest.mark.parametrize("folder", ["influencer_app", "influencer_app/domain"])
def test_a_new_folder_without_a_contract_fails(empty_tree: Path, folder: str) -> None:
    write(empty_tree, f"{folder}/brand_new/service.py")
    code, output = lint(empty_tree)
    assert (code, f"{folder.replace('/', '.')}.brand_new" in output) == (1, True), output


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("domain/accounts/newest.py", "import influencer_app.domain.generation"),
        ("domain/billing/newest.py", "import influencer_app.settings"),
        ("db/newest.py", "import influencer_app.commands"),
        ("web/newest.py", "import influencer_app.domain.model_catalog.models"),
        ("api/newest.py", "import influencer_app.web"),
    ],
)
def test_an_import_upwards_fails(empty_tree: Path, module: str, text: str) -> None:
    write(empty_tree, f"influencer_app/{module}", text)
    code, output = lint(empty_tree)
    assert (code, "is not allowed to import" in output) == (1, True), output


def test_every_table_is_hidden_from_the_pages() -> None:
    """In a module ``models``, which the contract names by wildcard, or in one that it names by itself."""
    all_tables()
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / CONTRACTS, encoding="utf-8")
    named = contracts["importlinter:contract:tables"]["forbidden_modules"].split()
    assert "influencer_app.domain.**.models" in named
    tables = [kind for kind in all_subclasses(SQLModel) if hasattr(kind, "__table__")]
    homes = {kind.__module__ for kind in tables if kind.__module__.startswith("influencer_app.domain.")}
    assert len(homes) > 5
    assert [home for home in homes if "models" not in home.split(".") and home not in named] == []
