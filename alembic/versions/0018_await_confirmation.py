"""Generations that wait until somebody confirms another price than was shown.

A longer status is no other type to Postgres: the table is not rewritten, and versions before can read it.

Revision: 0018_await_confirmation, after: 0018_validate_ledger
"""

import sqlalchemy as sa

from alembic import op

revision = "0018_await_confirmation"
down_revision = "0018_validate_ledger"
branch_labels = None
depends_on = None
contract = True

STATUS = "ck_generation_status_known"


def upgrade() -> None:
    op.add_column("generation", sa.Column("credits_required", sa.Integer(), nullable=True))
    op.drop_constraint(op.f(STATUS), "generation", type_="check")
    op.alter_column("generation", "status", type_=sa.String(24), existing_nullable=False)
    op.execute(
        "alter table generation add constraint ck_generation_status_known check (status in ('queued',"
        " 'preparing', 'awaiting_confirmation', 'submitted', 'rendering', 'finishing', 'succeeded', 'failed',"
        " 'canceled')) not valid"
    )


def downgrade() -> None:
    op.execute(
        "update generation set status = 'canceled', finished_at = now() where status = 'awaiting_confirmation'"
    )
    op.drop_constraint(op.f(STATUS), "generation", type_="check")
    op.alter_column("generation", "status", type_=sa.String(16), existing_nullable=False)
    op.create_check_constraint(
        op.f(STATUS),
        "generation",
        "status in ('queued', 'preparing', 'submitted', 'rendering', 'finishing', 'succeeded', 'failed',"
        " 'canceled')",
    )
    op.drop_column("generation", "credits_required")
