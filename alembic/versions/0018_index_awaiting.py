"""Indexes of generations that wait for a confirmation, and of all that have not ended.

Revision: 0018_index_awaiting, after: 0018_await_confirmation
"""

from alembic import op

revision = "0018_index_awaiting"
down_revision = "0018_await_confirmation"
branch_labels = None
depends_on = None

OPEN = "status in ('queued', 'preparing', 'submitted', 'rendering', 'finishing')"
UNENDED = "status in ('queued', 'preparing', 'awaiting_confirmation', 'submitted', 'rendering', 'finishing')"
AWAITING = "status = 'awaiting_confirmation'"


def upgrade() -> None:
    op.execute("alter table generation validate constraint ck_generation_status_known")
    with op.get_context().autocommit_block():
        op.execute("set statement_timeout = 0")
        for name, columns, where in (
            ("ix_generation_unended", ["workspace_id", "id"], UNENDED),
            ("ix_generation_awaiting", ["deadline_at"], AWAITING),
        ):
            op.create_index(name, "generation", columns, postgresql_where=where, postgresql_concurrently=True)
        op.drop_index("ix_generation_open", "generation", postgresql_concurrently=True)


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_generation_open",
            "generation",
            ["workspace_id", "id"],
            postgresql_where=OPEN,
            postgresql_concurrently=True,
        )
        for name in ("ix_generation_awaiting", "ix_generation_unended"):
            op.drop_index(name, "generation", postgresql_concurrently=True)
