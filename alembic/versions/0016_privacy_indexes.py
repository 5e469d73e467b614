"""Indexes for erasing: by workspace, by address, and what ended at a provider.

Revision: 0016_privacy_indexes, after: 0016_privacy
"""

import sqlalchemy as sa

from alembic import op

revision = "0016_privacy_indexes"
down_revision = "0016_privacy"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_asset_workspace_newest", "asset", ["workspace_id", "id"], None),
    ("ix_reservation_workspace", "reservation", ["workspace_id"], None),
    ("ix_invitation_person", "invitation", ["person_id"], None),
    ("ix_invitation_email", "invitation", [sa.literal_column("lower(email)")], "email <> ''"),
    ("ix_mail_address", "mail", [sa.literal_column("lower(address)")], None),
    ("ix_provider_job_ended", "provider_job", ["ended_at"], "ended_at is not null"),
)


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("set statement_timeout = 0")
        for name, table, columns, where in INDEXES:
            op.create_index(name, table, columns, postgresql_where=where, postgresql_concurrently=True)
        op.drop_index("ix_asset_workspace_id", "asset", postgresql_concurrently=True)


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index("ix_asset_workspace_id", "asset", ["workspace_id"], postgresql_concurrently=True)
        for name, table, *_ in INDEXES:
            op.drop_index(name, table, postgresql_concurrently=True)
