"""Every table says how it is exported and erased."""

import pytest
from sqlalchemy import Table, UniqueConstraint

from influencer_app.db.base import table
from influencer_app.db.tables import all_tables
from influencer_app.domain.privacy.registry import RULES
from influencer_app.domain.privacy.rules import BySteps, Not, OfPerson, OfWorkspace, TableRule, With, Within

NAMES = ("key", "_key")
"""How columns with a storage key are called."""

NO_FILES = {
    "ledger_entry": "key",
    "person": "email_key",
    "idempotency_record": "key",
    "file_deletion": "key",
    "passkey": "public_key",
}
BY_A_STEP = {"provider_job"}
"""Deleted by the step that deletes the generation; it has no foreign key to it."""

ruled = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def test_a_table_without_a_rule_fails() -> None:
    assert sorted(rule.name for rule in RULES) == sorted(all_tables().tables)


@ruled
def test_a_rule_names_columns_that_are_there(rule: TableRule) -> None:
    of = table(rule.model)
    named = {*rule.leave_out, *rule.file_columns} - {"last_enqueued_at", "next_attempt_at", "lease_until"}
    named -= {"lease_holder"}
    for how in (rule.export, rule.erase):
        if isinstance(how, OfPerson | OfWorkspace | Within):
            named.add(how.column)
    assert named <= set(of.columns.keys())


@ruled
def test_every_column_with_a_storage_key_is_one_of_its_files(rule: TableRule) -> None:
    """Otherwise a file would stay behind when its row is erased."""
    found = {name for name in table(rule.model).columns.keys() if name.endswith(NAMES)}  # noqa: SIM118
    found -= {NO_FILES.get(rule.name, "")}
    if rule.name == "render_task":
        assert found == {"raw_key"}  # deleted when its generation is canceled
        return
    assert found == set(rule.file_columns)


@ruled
def test_what_names_a_person_or_a_workspace_is_exported_or_says_why_not(rule: TableRule) -> None:
    names = {"person_id", "workspace_id"} & set(table(rule.model).columns.keys())
    if names and isinstance(rule.export, Not):
        assert len(rule.export.because) > 20


@ruled
def test_what_goes_with_another_row_cascades_from_it(rule: TableRule) -> None:
    if not isinstance(rule.erase, With):
        return
    parent = table(rule.erase.parent)
    assert rule.name in BY_A_STEP or parent in {
        key.referred_table for key in table(rule.model).foreign_key_constraints if key.ondelete == "CASCADE"
    }


@ruled
def test_whoever_erases_rows_finds_them_by_an_index(rule: TableRule) -> None:
    how = rule.erase
    if isinstance(how, OfPerson | OfWorkspace):
        assert how.column in leading(table(rule.model))
    if isinstance(how, BySteps):
        assert "workspace_id" in leading(table(rule.model))


def leading(of: Table) -> set[str]:
    """The first column of the primary key and of each index."""
    first = {next(iter(index.columns)).name for index in of.indexes if len(index.columns)}
    unique = [one for one in of.constraints if isinstance(one, UniqueConstraint)]
    first |= {next(iter(one.columns)).name for one in unique}
    return first | {next(iter(of.primary_key.columns)).name}


def test_nothing_refers_to_a_person_so_that_the_ledger_or_the_audit_log_would_go_with_them() -> None:
    for name in ("ledger_entry", "audit_entry"):
        assert not all_tables().tables[name].foreign_keys
