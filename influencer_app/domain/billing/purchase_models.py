"""Tables of what workspaces buy: the customer, purchases and the subscription, keyed by workspace."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now


class BillingCustomer(SQLModel, table=True):
    """Under which id the payment provider knows a workspace. Nobody is ever found by an address."""

    __tablename__ = "billing_customer"

    workspace_id: UUID = Field(primary_key=True, foreign_key="workspace.id", ondelete="CASCADE")
    customer_id: str = Field(max_length=64, unique=True)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)


class Purchase(SQLModel, table=True):
    """One checkout: of a pack, with the credits it had then, or of a plan at a price.

    ``session_id`` and ``payment_id`` are the provider's ids.
    """

    __table_args__ = (
        CheckConstraint("(pack is null) <> (plan_price_id is null)", name="one_thing"),
        CheckConstraint("status in ('new', 'open', 'paid', 'expired')", name="status_known"),
        Index("ix_purchase_workspace_newest", "workspace_id", "id"),
        Index("ix_purchase_unpaid", "created_at", postgresql_where="status <> 'paid'"),
        Index("ix_purchase_trial", "person_id", postgresql_where="trial_days > 0 and status = 'open'"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    workspace_id: UUID = Field(foreign_key="workspace.id", ondelete="CASCADE")
    person_id: UUID
    pack: str | None = Field(default=None, max_length=32, foreign_key="pack.code")
    plan_price_id: UUID | None = Field(default=None, foreign_key="plan_price.id")
    credits: int = 0
    trial_days: int = 0
    status: str = Field(default="new", max_length=8)
    session_id: str | None = Field(default=None, max_length=120, unique=True)
    payment_id: str | None = Field(default=None, max_length=64, unique=True)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    paid_at: datetime | None = Field(default=None, sa_type=Instant)


class Subscription(SQLModel, table=True):
    """A workspace's newest subscription, as the provider last told it.

    ``plan`` is what it gives now: None once it has ended, or its payment has failed for too long. The
    workspace is then on ``plan_before``. ``read_at`` is when the provider was asked; older answers count
    no more.
    """

    __table_args__ = (
        CheckConstraint("interval in ('month', 'year')", name="interval_known"),
        Index("ix_subscription_grace", "grace_until", postgresql_where="plan is not null"),
        Index("ix_subscription_read", "read_at", postgresql_where="ended_at is null"),
    )

    workspace_id: UUID = Field(primary_key=True, foreign_key="workspace.id", ondelete="CASCADE")
    subscription_id: str = Field(max_length=64, unique=True)
    plan_price_id: UUID = Field(foreign_key="plan_price.id")
    interval: str = Field(max_length=8)
    status: str = Field(max_length=24)
    plan: str | None = Field(default=None, max_length=32, foreign_key="plan.code")
    plan_before: str = Field(max_length=32, foreign_key="plan.code")
    renews_at: datetime | None = Field(default=None, sa_type=Instant)
    cancels_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    pending_plan: str | None = Field(default=None, max_length=32, foreign_key="plan.code")
    grace_until: datetime | None = Field(default=None, sa_type=Instant)
    read_at: datetime = Field(sa_type=Instant)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)


class Trial(SQLModel, table=True):
    """A person has had their trial; it is kept when the workspace is gone, and goes with the account."""

    person_id: UUID = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    plan: str = Field(max_length=32, foreign_key="plan.code")
    started_at: datetime = Field(default_factory=now, sa_type=Instant)
