"""Whatever people make belongs to a workspace."""

import pytest
from sqlalchemy import ForeignKeyConstraint, Table

from influencer_app.db.tables import all_tables

OF_THE_INSTALLATION = {
    "plan",
    "plan_price",
    "pack",
    "price",
    "model",
    "webhook_event",
    "webhook_cursor",
    "file_deletion",
    "ended_count",
}
"""Tables that hold nothing of anybody: what operators edit, work that is to be done, counts."""

OUTLIVES_ITS_OWNER = {"provider_job", "ledger_entry", "audit_entry"}
"""Deleted with nothing: what runs at a provider is ended there, whatever became of the generation; the ledger
and the audit log are never changed."""

OF_PEOPLE = {
    *("person", "sign_in_session", "email_token", "linked_identity", "mail", "trial", "workspace"),
    *("second_factor", "recovery_code", "passkey", "sign_in_challenge"),
    *("data_export", "erasure"),
}
"""Tables above workspaces: an account, what it signs in with, is mailed, exports and erases, and the
workspace itself."""


def owners(table: Table) -> list[ForeignKeyConstraint]:
    """Foreign keys whose parent's deletion deletes the row, and without which there is no row."""
    return [
        key
        for key in table.foreign_key_constraints
        if key.ondelete == "CASCADE" and not any(column.nullable for column in key.columns)
    ]


def belongs_to_a_workspace(table: Table) -> bool:
    """By its own ``workspace_id``, or as a part of a row that has one."""
    parents = [key.referred_table for key in owners(table)]
    if "workspace_id" in table.columns:
        return any(parent.name in ("workspace", "membership") for parent in parents)
    return any(belongs_to_a_workspace(parent) for parent in parents)


ACROSS_WORKSPACES = {"ix_generation_queued_by_person", "ix_invitation_person", "ix_purchase_trial"}
"""Indexes of the dispatcher, which is fair between people, whichever workspace they use, for erasing what
somebody has sent, and of trials, of which each person has one."""


def leads(table: Table) -> set[str]:
    """The first column of the primary key and of each index."""
    indexes = [index for index in table.indexes if index.name not in ACROSS_WORKSPACES]
    return {next(iter(key.columns)).name for key in (table.primary_key, *indexes) if key.columns}


EXCEPTIONS = OF_THE_INSTALLATION | OUTLIVES_ITS_OWNER | OF_PEOPLE
TABLES = [one for one in all_tables().sorted_tables if one.name not in EXCEPTIONS]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_people_make_belongs_to_a_workspace(table: Table) -> None:
    assert belongs_to_a_workspace(table)
    if "person_id" in table.columns:
        assert "workspace_id" in table.columns


@pytest.mark.parametrize(
    "table", [one for one in TABLES if "workspace_id" in one.columns], ids=lambda table: table.name
)
def test_what_is_read_by_workspace_is_found_by_it(table: Table) -> None:
    assert "workspace_id" in leads(table)
    if table.name != "membership":
        assert "person_id" not in leads(table)


def test_tables_of_nobody_name_nobody() -> None:
    for table in all_tables().sorted_tables:
        if table.name in OF_THE_INSTALLATION:
            assert not {"person_id", "workspace_id"} & set(table.columns.keys()), table.name
    assert {one.name for one in all_tables().sorted_tables} >= EXCEPTIONS
