"""An answer that is given once more has its members in the order of the first time.

Revision: 0003, after: 0002
"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column(
        "idempotent_answer", "body", type_=sa.JSON(), existing_type=JSONB(), postgresql_using="body::json"
    )


def downgrade() -> None:
    op.alter_column(
        "idempotent_answer", "body", type_=JSONB(), existing_type=sa.JSON(), postgresql_using="body::jsonb"
    )
