"""What is thrown away can be taken back for a while.

Revision: 0009, after: 0008
"""

import sqlalchemy as sa

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("generation", sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_generation_discarded",
        "generation",
        ["discarded_at"],
        unique=False,
        postgresql_where="discarded_at is not null",
    )


def downgrade() -> None:
    op.drop_index(
        "ix_generation_discarded", table_name="generation", postgresql_where="discarded_at is not null"
    )
    op.drop_column("generation", "discarded_at")
