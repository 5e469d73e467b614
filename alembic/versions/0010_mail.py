"""Mails to send, and what the links in them stand for.

Revision: 0010_mail, after: 0009_index_bin
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0010_mail"
down_revision = "0009_index_bin"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "email_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(12), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose in ('verify', 'reset', 'confirm_old', 'confirm_new')",
            name=op.f("ck_email_token_purpose_known"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_email_token_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_token")),
    )
    op.create_index("ix_email_token_expires", "email_token", ["expires_at"], unique=False)
    op.create_index(
        "ix_email_token_group",
        "email_token",
        ["group_id"],
        unique=False,
        postgresql_where="group_id is not null",
    )
    op.create_index("ix_email_token_person", "email_token", ["person_id", "purpose"], unique=False)
    op.create_table(
        "mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("template", sa.String(40), nullable=False),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("token_id", sa.Uuid(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mail_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    op.create_index("ix_mail_created", "mail", ["created_at"], unique=False)
    op.create_index(
        "ix_mail_due",
        "mail",
        ["next_attempt_at"],
        unique=False,
        postgresql_where="next_attempt_at is not null",
    )
    op.create_index(op.f("ix_mail_person_id"), "mail", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_mail_person_id"), table_name="mail")
    op.drop_index("ix_mail_due", table_name="mail", postgresql_where="next_attempt_at is not null")
    op.drop_index("ix_mail_created", table_name="mail")
    op.drop_table("mail")
    op.drop_index("ix_email_token_person", table_name="email_token")
    op.drop_index("ix_email_token_group", table_name="email_token")
    op.drop_index("ix_email_token_expires", table_name="email_token")
    op.drop_table("email_token")
