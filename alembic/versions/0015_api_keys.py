"""API keys and outgoing webhooks.

Revision: 0015_api_keys, after: 0012_official_models
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0015_api_keys"
down_revision = "0012_official_models"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("scopes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("prefix", sa.String(12), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["membership.workspace_id", "membership.person_id"],
            name=op.f("fk_api_key_workspace_id_person_id_membership"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("hash", name=op.f("uq_api_key_hash")),
    )
    op.create_index("ix_api_key_member", "api_key", ["workspace_id", "person_id"], unique=False)
    op.create_index(
        "ix_api_key_revoked",
        "api_key",
        ["revoked_at"],
        unique=False,
        postgresql_where="revoked_at is not null",
    )


def downgrade() -> None:
    op.drop_index("ix_api_key_revoked", table_name="api_key", postgresql_where="revoked_at is not null")
    op.drop_index("ix_api_key_member", table_name="api_key")
    op.drop_table("api_key")
