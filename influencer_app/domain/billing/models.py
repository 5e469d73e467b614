"""Tables of plans, packs and prices, edited by the operator."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now


class Plan(SQLModel, table=True):
    """A plan and what it allows; ``entitlements`` alone reads what a workspace may do from it.

    ``monthly_cents`` is shown where nothing can be bought; what is charged is a ``PlanPrice``.
    """

    __table_args__ = (
        CheckConstraint("daily_credits >= 0", name="daily_credits_positive"),
        CheckConstraint("running_max >= 1", name="running_max_positive"),
        CheckConstraint("trial_days >= 0", name="trial_days_positive"),
    )

    code: str = Field(primary_key=True, max_length=32)
    name: str = Field(max_length=60)
    monthly_cents: int = 0
    daily_credits: int
    running_max: int = 1
    watermark: bool = False
    api_access: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    video_seconds_max: int = Field(default=60, sa_column_kwargs={"server_default": "60"})
    trial_days: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    position: int = 0


class PlanPrice(SQLModel, table=True):
    """A version of what a plan costs. A change retires it and adds another; who subscribed keeps theirs."""

    __tablename__ = "plan_price"
    __table_args__ = (
        CheckConstraint("cents > 0", name="cents_positive"),
        CheckConstraint("interval in ('month', 'year')", name="interval_known"),
        Index(
            "uq_plan_price_current",
            "plan",
            "interval",
            unique=True,
            postgresql_where="retired_at is null",
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    plan: str = Field(max_length=32, foreign_key="plan.code")
    interval: str = Field(max_length=8)
    cents: int
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    retired_at: datetime | None = Field(default=None, sa_type=Instant)


class Pack(SQLModel, table=True):
    """Bought credits that do not expire. A purchase keeps the credits that it was begun with."""

    __table_args__ = (
        CheckConstraint("credits > 0", name="credits_positive"),
        CheckConstraint("cents > 0", name="cents_positive"),
    )

    code: str = Field(primary_key=True, max_length=32)
    name: str = Field(max_length=60)
    credits: int
    cents: int
    offered: bool = True
    position: int = 0


class Price(SQLModel, table=True):
    """Credits for one output of a kind; ``per_seconds`` is set where each started span is charged."""

    __table_args__ = (CheckConstraint("credits >= 0", name="credits_positive"),)

    kind: str = Field(primary_key=True, max_length=32)
    credits: int
    per_seconds: int | None = None
