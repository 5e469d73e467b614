"""Validates the constraints of the ledger, which new rows obey already.

Revision: 0018_validate_ledger, after: 0018_ledger
"""

from alembic import op

revision = "0018_validate_ledger"
down_revision = "0018_ledger"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table credit_account validate constraint ck_credit_account_daily_used_not_negative")
    op.execute("alter table credit_account validate constraint ck_credit_account_debt_first")
    op.execute("alter table ledger_entry validate constraint ck_ledger_entry_kind_known")


def downgrade() -> None:
    """A constraint stays valid."""
