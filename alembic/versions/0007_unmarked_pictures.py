"""A watermarked picture is kept without its mark too, to make clips of.

Revision: 0007_unmarked_pictures, after: 0006_count_reference_images
"""

import sqlalchemy as sa

from alembic import op

revision = "0007_unmarked_pictures"
down_revision = "0006_count_reference_images"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("asset", sa.Column("unmarked_key", sa.String(200), nullable=True))


def downgrade() -> None:
    op.drop_column("asset", "unmarked_key")
