"""A person has the moment until which they have seen what ended.

Revision: 0007, after: 0006
"""

import sqlalchemy as sa

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("notices_seen_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("update person set notices_seen_at = now()")
    op.alter_column("person", "notices_seen_at", nullable=False)


def downgrade() -> None:
    op.drop_column("person", "notices_seen_at")
