"""Nothing but ``domain/credits`` changes a balance, a reservation or the ledger."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from influencer_app.db.tables import all_tables

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "influencer_app" / "domain" / "credits"
WRITES = re.compile(
    r"\b(update|into|delete\s+from|truncate(\s+table)?|alter\s+table)\s+\"?"
    r"(credit_account|reservation|ledger_entry)\b",
    re.IGNORECASE,
)
IMPORTS = re.compile(
    r"^\s*(from|import)\s+influencer_app\.domain\.credits(\.|\s+import\s.*)\b(models|balances)\b"
)
NAMES_ALL_TABLES = Path("influencer_app/domain/privacy/registry.py")
"""Says of every table how its rows are exported and erased: a balance with its workspace, an entry never."""

SOURCES = [
    path
    for folder in ("influencer_app", "workers")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if OWN not in path.parents and path != ROOT / NAMES_ALL_TABLES
]


def violations(source: str) -> Iterator[str]:
    """Imports of the tables or of what changes them, and SQL that writes to them."""
    for number, line in enumerate(source.splitlines(), 1):
        if IMPORTS.search(line) or WRITES.search(line):
            yield f"line {number}: {line.strip()}"


def test_no_statement_elsewhere_changes_a_balance() -> None:
    found = {str(path.relative_to(ROOT)): list(violations(path.read_text())) for path in SOURCES}
    assert {path: lines for path, lines in found.items() if lines} == {}
    assert len(SOURCES) > 300


@pytest.mark.parametrize(
    "source",
    [
        "from influencer_app.domain.credits.models import CreditAccount",
        "from influencer_app.domain.credits import balances",
        "import influencer_app.domain.credits.balances",
        "run('update credit_account set bought = 5')",
        "run('insert into ledger_entry select 1')",
        "run('DELETE FROM reservation')",
    ],
)
def test_each_way_around_it_is_found(source: str) -> None:
    assert len(list(violations(source))) == 1


def test_nothing_cascades_into_the_ledger() -> None:
    assert all_tables().tables["ledger_entry"].foreign_keys == set()
