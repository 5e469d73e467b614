"""Indexes of webhook events that are due, and of those that failed; the rules of plans are validated.

Revision: 0017_index_webhooks, after: 0017_billing
"""

from alembic import op

revision = "0017_index_webhooks"
down_revision = "0017_billing"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_webhook_event_due", ["next_attempt_at"], "next_attempt_at is not null"),
    ("ix_webhook_event_failed", ["received_at"], "error <> '' and processed_at is null"),
)


def upgrade() -> None:
    op.execute("alter table plan validate constraint ck_plan_trial_days_positive")
    with op.get_context().autocommit_block():
        op.execute("set statement_timeout = 0")
        for name, columns, where in INDEXES:
            op.create_index(
                name, "webhook_event", columns, postgresql_where=where, postgresql_concurrently=True
            )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        for name, *_ in INDEXES:
            op.drop_index(name, "webhook_event", postgresql_concurrently=True)
