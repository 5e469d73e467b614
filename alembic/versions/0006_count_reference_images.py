"""A character knows how many reference images it has.

Revision: 0006_count_reference_images, after: 0005_model_checks
"""

import sqlalchemy as sa

from alembic import op

revision = "0006_count_reference_images"
down_revision = "0005_model_checks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("character", sa.Column("reference_count", sa.Integer(), server_default="0", nullable=False))
    op.alter_column("character", "reference_count", server_default=None)
    op.execute(
        "update character set reference_count = counted.many from"
        " (select character_id, count(*) as many from reference_image group by character_id) counted"
        " where counted.character_id = character.id"
    )


def downgrade() -> None:
    op.drop_column("character", "reference_count")
