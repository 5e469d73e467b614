"""Debt, plans and reasons in the ledger, whose entries nothing changes or deletes.

Revision: 0018_ledger, after: 0016_privacy_indexes
"""

import sqlalchemy as sa

from alembic import op

revision = "0018_ledger"
down_revision = "0016_privacy_indexes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("daily_used", "debt"):
        op.add_column("credit_account", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    op.add_column("credit_account", sa.Column("allowance", sa.Integer(), nullable=True))
    op.execute(
        "alter table credit_account add constraint ck_credit_account_daily_used_not_negative"
        " check (daily_used >= 0) not valid"
    )
    op.execute(
        "alter table credit_account add constraint ck_credit_account_debt_first"
        " check (debt >= 0 and (debt = 0 or bought = 0)) not valid"
    )
    op.add_column("ledger_entry", sa.Column("reason", sa.String(200), nullable=True))
    op.drop_constraint(op.f("ck_ledger_entry_kind_known"), "ledger_entry", type_="check")
    op.execute(
        "alter table ledger_entry add constraint ck_ledger_entry_kind_known"
        " check (kind in ('reset', 'plan', 'reserve', 'settle', 'release', 'grant', 'purchase', 'refund',"
        " 'dispute', 'adjust')) not valid"
    )
    op.execute(
        """
        create function refuse_ledger_change() returns trigger language plpgsql as $$
        begin
            raise exception 'entries of the ledger are never changed or deleted'
                using errcode = 'integrity_constraint_violation';
        end $$
        """
    )
    op.execute(
        "create trigger ledger_entry_append_only before update or delete or truncate on ledger_entry"
        " for each statement execute function refuse_ledger_change()"
    )


def downgrade() -> None:
    op.execute("drop trigger ledger_entry_append_only on ledger_entry")
    op.execute("drop function refuse_ledger_change()")
    op.execute(
        "update ledger_entry set kind = 'adjust' where kind in ('plan', 'purchase', 'refund', 'dispute')"
    )
    op.drop_constraint(op.f("ck_ledger_entry_kind_known"), "ledger_entry", type_="check")
    op.create_check_constraint(
        op.f("ck_ledger_entry_kind_known"),
        "ledger_entry",
        "kind in ('reset', 'reserve', 'settle', 'release', 'grant', 'adjust')",
    )
    op.drop_column("ledger_entry", "reason")
    op.drop_constraint(op.f("ck_credit_account_debt_first"), "credit_account", type_="check")
    op.drop_constraint(op.f("ck_credit_account_daily_used_not_negative"), "credit_account", type_="check")
    for name in ("allowance", "debt", "daily_used"):
        op.drop_column("credit_account", name)
