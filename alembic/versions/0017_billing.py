"""Prices and packs, what workspaces buy, and the inbox that has webhooks processed.

Revision: 0017_billing, after: 0019_session_place
"""

import sqlalchemy as sa

from alembic import op

revision = "0017_billing"
down_revision = "0019_session_place"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pack",
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("cents > 0", name=op.f("ck_pack_cents_positive")),
        sa.CheckConstraint("credits > 0", name=op.f("ck_pack_credits_positive")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_pack")),
    )
    op.create_table(
        "webhook_cursor",
        sa.Column("provider", sa.String(32), nullable=False),
        sa.Column("asked_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("provider", name=op.f("pk_webhook_cursor")),
    )
    op.create_table(
        "plan_price",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan", sa.String(32), nullable=False),
        sa.Column("interval", sa.String(8), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("interval in ('month', 'year')", name=op.f("ck_plan_price_interval_known")),
        sa.CheckConstraint("cents > 0", name=op.f("ck_plan_price_cents_positive")),
        sa.ForeignKeyConstraint(["plan"], ["plan.code"], name=op.f("fk_plan_price_plan_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_price")),
    )
    op.create_index(
        "uq_plan_price_current",
        "plan_price",
        ["plan", "interval"],
        unique=True,
        postgresql_where="retired_at is null",
    )
    op.create_table(
        "trial",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("plan", sa.String(32), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_trial_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["plan"], ["plan.code"], name=op.f("fk_trial_plan_plan")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_trial")),
    )
    op.create_table(
        "billing_customer",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_billing_customer_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_billing_customer")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_billing_customer_customer_id")),
    )
    op.create_table(
        "purchase",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("pack", sa.String(32), nullable=True),
        sa.Column("plan_price_id", sa.Uuid(), nullable=True),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("trial_days", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("session_id", sa.String(120), nullable=True),
        sa.Column("payment_id", sa.String(64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status in ('new', 'open', 'paid', 'expired')", name=op.f("ck_purchase_status_known")
        ),
        sa.CheckConstraint("(pack is null) <> (plan_price_id is null)", name=op.f("ck_purchase_one_thing")),
        sa.ForeignKeyConstraint(["pack"], ["pack.code"], name=op.f("fk_purchase_pack_pack")),
        sa.ForeignKeyConstraint(
            ["plan_price_id"], ["plan_price.id"], name=op.f("fk_purchase_plan_price_id_plan_price")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_purchase_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_purchase_payment_id")),
        sa.UniqueConstraint("session_id", name=op.f("uq_purchase_session_id")),
    )
    op.create_index(
        "ix_purchase_unpaid", "purchase", ["created_at"], unique=False, postgresql_where="status <> 'paid'"
    )
    op.create_index(
        "ix_purchase_trial",
        "purchase",
        ["person_id"],
        unique=False,
        postgresql_where="trial_days > 0 and status = 'open'",
    )
    op.create_index("ix_purchase_workspace_newest", "purchase", ["workspace_id", "id"], unique=False)
    op.create_table(
        "subscription",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("subscription_id", sa.String(64), nullable=False),
        sa.Column("plan_price_id", sa.Uuid(), nullable=False),
        sa.Column("interval", sa.String(8), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("plan", sa.String(32), nullable=True),
        sa.Column("plan_before", sa.String(32), nullable=False),
        sa.Column("renews_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancels_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pending_plan", sa.String(32), nullable=True),
        sa.Column("grace_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("interval in ('month', 'year')", name=op.f("ck_subscription_interval_known")),
        sa.ForeignKeyConstraint(
            ["pending_plan"], ["plan.code"], name=op.f("fk_subscription_pending_plan_plan")
        ),
        sa.ForeignKeyConstraint(["plan"], ["plan.code"], name=op.f("fk_subscription_plan_plan")),
        sa.ForeignKeyConstraint(
            ["plan_before"], ["plan.code"], name=op.f("fk_subscription_plan_before_plan")
        ),
        sa.ForeignKeyConstraint(
            ["plan_price_id"], ["plan_price.id"], name=op.f("fk_subscription_plan_price_id_plan_price")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_subscription_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("subscription_id", name=op.f("uq_subscription_subscription_id")),
    )
    op.create_index(
        "ix_subscription_grace",
        "subscription",
        ["grace_until"],
        unique=False,
        postgresql_where="plan is not null",
    )
    op.create_index(
        "ix_subscription_read", "subscription", ["read_at"], unique=False, postgresql_where="ended_at is null"
    )
    op.add_column("plan", sa.Column("api_access", sa.Boolean(), nullable=False, server_default="false"))
    op.add_column("plan", sa.Column("video_seconds_max", sa.Integer(), nullable=False, server_default="60"))
    op.add_column("plan", sa.Column("trial_days", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("webhook_event", sa.Column("kind", sa.String(80), nullable=False, server_default=""))
    op.add_column("webhook_event", sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("webhook_event", sa.Column("error", sa.String(300), nullable=False, server_default=""))
    op.add_column("webhook_event", sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("""
        alter table plan
        add constraint ck_plan_trial_days_positive check (trial_days >= 0) not valid
    """)
    _seed()


def _seed() -> None:
    op.execute("""
        update plan set api_access = true where code <> 'free'
    """)
    op.execute("""
        insert into plan_price (id, plan, interval, cents, created_at)
        select gen_random_uuid(), code, span.name, monthly_cents * span.months, now() from plan
        cross join (values ('month', 1), ('year', 10)) as span (name, months) where monthly_cents > 0
    """)
    op.execute("""
        insert into pack (code, name, credits, cents, offered, position) values
        ('small', '500 credits', 500, 900, true, 0), ('medium', '2,000 credits', 2000, 2900, true, 1),
        ('large', '6,000 credits', 6000, 7900, true, 2)
    """)


def downgrade() -> None:
    op.drop_column("webhook_event", "next_attempt_at")
    op.drop_column("webhook_event", "error")
    op.drop_column("webhook_event", "attempts")
    op.drop_column("webhook_event", "kind")
    op.drop_column("plan", "trial_days")
    op.drop_column("plan", "video_seconds_max")
    op.drop_column("plan", "api_access")
    op.drop_index("ix_subscription_read", table_name="subscription", postgresql_where="ended_at is null")
    op.drop_index("ix_subscription_grace", table_name="subscription", postgresql_where="plan is not null")
    op.drop_table("subscription")
    op.drop_index("ix_purchase_workspace_newest", table_name="purchase")
    op.drop_index(
        "ix_purchase_trial", table_name="purchase", postgresql_where="trial_days > 0 and status = 'open'"
    )
    op.drop_index("ix_purchase_unpaid", table_name="purchase")
    op.drop_table("purchase")
    op.drop_table("billing_customer")
    op.drop_table("trial")
    op.drop_index("uq_plan_price_current", table_name="plan_price", postgresql_where="retired_at is null")
    op.drop_table("plan_price")
    op.drop_table("webhook_cursor")
    op.drop_table("pack")
