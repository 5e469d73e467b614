"""Linked identities.

Revision: 0013_linked_identities, after: 0012_official_models
"""

import sqlalchemy as sa

from alembic import op

revision = "0013_linked_identities"
down_revision = "0012_official_models"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "linked_identity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("issuer", sa.String(300), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_linked_identity_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linked_identity")),
        sa.UniqueConstraint("person_id", "provider", "issuer", name="uq_linked_identity_person"),
        sa.UniqueConstraint("provider", "issuer", "subject", name="uq_linked_identity_subject"),
    )


def downgrade() -> None:
    op.drop_table("linked_identity")
