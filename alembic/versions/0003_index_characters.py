"""Indexes for what a character has: generations of one type, and its newest portrait.

Revision: 0003_index_characters, after: 0002_seed_plans_and_models
"""

from alembic import op

revision = "0003_index_characters"
down_revision = "0002_seed_plans_and_models"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("set statement_timeout = 0")
        op.create_index(
            "ix_generation_character_type",
            "generation",
            ["character_id", "type", "id"],
            postgresql_concurrently=True,
        )
        op.create_index(
            "ix_generation_character_portraits",
            "generation",
            ["character_id", "id"],
            postgresql_where="purpose = 'portrait'",
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index("ix_generation_character_portraits", "generation", postgresql_concurrently=True)
        op.drop_index("ix_generation_character_type", "generation", postgresql_concurrently=True)
