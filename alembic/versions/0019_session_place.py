"""Sessions know the place that they were opened at.

Revision: 0019_session_place, after: 0018_index_awaiting
"""

import sqlalchemy as sa

from alembic import op

revision = "0019_session_place"
down_revision = "0018_index_awaiting"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_in_session", sa.Column("place", sa.String(80), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("sign_in_session", "place")
