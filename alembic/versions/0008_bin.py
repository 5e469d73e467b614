"""Outputs can be discarded alone, and the ledger knows what was deleted.

Revision: 0008_bin, after: 0007_unmarked_pictures
"""

import sqlalchemy as sa

from alembic import op

revision = "0008_bin"
down_revision = "0007_unmarked_pictures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("output", sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("reservation", sa.Column("description", sa.String(160), nullable=True))


def downgrade() -> None:
    op.drop_column("reservation", "description")
    op.drop_column("output", "discarded_at")
