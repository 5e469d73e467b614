"""Exports and erasures of accounts, deleted workspaces, the audit log; ledger entries outlive workspaces.

Revision: 0016_privacy, after: 0015_api_keys
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0016_privacy"
down_revision = "0015_api_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_role", sa.String(16), nullable=False),
        sa.Column("act", sa.String(60), nullable=False),
        sa.Column("target_kind", sa.String(32), nullable=False),
        sa.Column("target_id", sa.String(120), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(
        "ix_audit_entry_actor",
        "audit_entry",
        ["actor_id", "id"],
        unique=False,
        postgresql_where="actor_id is not null",
    )
    op.create_index("ix_audit_entry_target", "audit_entry", ["target_id", "id"], unique=False)
    op.execute(
        """
        create function refuse_audit_change() returns trigger language plpgsql as $$
        begin
            raise exception 'the audit log is never changed';
        end $$
        """
    )
    op.execute(
        "create trigger audit_entry_is_final before update or delete on audit_entry"
        " for each row execute function refuse_audit_change()"
    )
    op.execute(
        "create trigger audit_entry_stays before truncate on audit_entry"
        " for each statement execute function refuse_audit_change()"
    )
    op.create_table(
        "erasure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("workspace_id", sa.Uuid(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_holder", sa.String(120), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(person_id is null) <> (workspace_id is null)", name=op.f("ck_erasure_one_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index("ix_erasure_due", "erasure", ["due_at"], unique=False)
    op.create_index(
        "ix_erasure_parent", "erasure", ["parent_id"], unique=False, postgresql_where="parent_id is not null"
    )
    op.create_index(
        "uq_erasure_person", "erasure", ["person_id"], unique=True, postgresql_where="person_id is not null"
    )
    op.create_index(
        "uq_erasure_workspace",
        "erasure",
        ["workspace_id"],
        unique=True,
        postgresql_where="workspace_id is not null",
    )
    op.create_table(
        "data_export",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_holder", sa.String(120), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status in ('working', 'ready', 'failed')", name=op.f("ck_data_export_status_known")
        ),
        sa.CheckConstraint("progress between 0 and 1", name=op.f("ck_data_export_progress_range")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_data_export_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_export")),
    )
    op.create_index("ix_data_export_expires", "data_export", ["expires_at"], unique=False)
    op.create_index(
        "ix_data_export_open",
        "data_export",
        ["lease_until"],
        unique=False,
        postgresql_where="status = 'working'",
    )
    op.create_index("ix_data_export_person_newest", "data_export", ["person_id", "id"], unique=False)
    op.create_index(
        "uq_data_export_working",
        "data_export",
        ["person_id"],
        unique=True,
        postgresql_where="status = 'working'",
    )
    op.drop_constraint(op.f("fk_ledger_entry_workspace_id_workspace"), "ledger_entry", type_="foreignkey")
    op.add_column("workspace", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("workspace", "deleted_at")
    op.create_foreign_key(
        op.f("fk_ledger_entry_workspace_id_workspace"),
        "ledger_entry",
        "workspace",
        ["workspace_id"],
        ["id"],
        ondelete="CASCADE",
        postgresql_not_valid=True,
    )
    op.drop_index("uq_data_export_working", table_name="data_export", postgresql_where="status = 'working'")
    op.drop_index("ix_data_export_person_newest", table_name="data_export")
    op.drop_index("ix_data_export_open", table_name="data_export", postgresql_where="status = 'working'")
    op.drop_index("ix_data_export_expires", table_name="data_export")
    op.drop_table("data_export")
    op.drop_index("uq_erasure_workspace", table_name="erasure", postgresql_where="workspace_id is not null")
    op.drop_index("uq_erasure_person", table_name="erasure", postgresql_where="person_id is not null")
    op.drop_index("ix_erasure_parent", table_name="erasure", postgresql_where="parent_id is not null")
    op.drop_index("ix_erasure_due", table_name="erasure")
    op.drop_table("erasure")
    op.drop_index("ix_audit_entry_target", table_name="audit_entry")
    op.drop_index("ix_audit_entry_actor", table_name="audit_entry", postgresql_where="actor_id is not null")
    op.drop_table("audit_entry")
    op.execute("drop function refuse_audit_change()")
