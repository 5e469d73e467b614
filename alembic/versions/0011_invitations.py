"""Invitations to workspaces.

Revision: 0011_invitations, after: 0010_mail
"""

import sqlalchemy as sa

from alembic import op

revision = "0011_invitations"
down_revision = "0010_mail"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role in ('owner', 'editor', 'viewer')", name=op.f("ck_invitation_role_known")),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_invitation_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index("ix_invitation_expires", "invitation", ["expires_at"], unique=False)
    op.create_index("ix_invitation_workspace_newest", "invitation", ["workspace_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_invitation_workspace_newest", table_name="invitation")
    op.drop_index("ix_invitation_expires", table_name="invitation")
    op.drop_table("invitation")
