"""Columns for the checks of models: when the next one is due, and why the last one failed.

Revision: 0005_model_checks, after: 0004_normalise_text
"""

import sqlalchemy as sa

from alembic import op

revision = "0005_model_checks"
down_revision = "0004_normalise_text"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("model", sa.Column("check_failures", sa.Integer(), server_default="0", nullable=False))
    op.add_column("model", sa.Column("check_error", sa.String(300), server_default="", nullable=False))
    op.add_column(
        "model",
        sa.Column("next_check_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )
    for column in ("check_failures", "check_error", "next_check_at"):
        op.alter_column("model", column, server_default=None)


def downgrade() -> None:
    for column in ("next_check_at", "check_error", "check_failures"):
        op.drop_column("model", column)
