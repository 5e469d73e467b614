"""Indexes of what was discarded, by workspace and by time, and of portraits, which deleting a file looks for.

Revision: 0009_index_bin, after: 0008_bin
"""

from alembic import op

revision = "0009_index_bin"
down_revision = "0008_bin"
branch_labels = None
depends_on = None

DISCARDED = "discarded_at is not null"
INDEXES = (
    ("ix_generation_bin", "generation", ["workspace_id", "id"], DISCARDED),
    ("ix_output_bin", "output", ["workspace_id", "id"], DISCARDED),
    ("ix_output_discarded", "output", ["discarded_at"], DISCARDED),
    ("ix_character_portrait", "character", ["portrait_asset_id"], "portrait_asset_id is not null"),
)


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("set statement_timeout = 0")
        for name, table, columns, where in INDEXES:
            op.create_index(name, table, columns, postgresql_where=where, postgresql_concurrently=True)


def downgrade() -> None:
    with op.get_context().autocommit_block():
        for name, table, *_ in INDEXES:
            op.drop_index(name, table, postgresql_concurrently=True)
