"""A signed-in browser has the moment when it was last here.

Revision: 0004, after: 0003
"""

import sqlalchemy as sa

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_in_session", sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("update sign_in_session set last_seen_at = created_at")
    op.alter_column("sign_in_session", "last_seen_at", nullable=False)


def downgrade() -> None:
    op.drop_column("sign_in_session", "last_seen_at")
