"""Tables of outgoing webhooks: endpoints, and what was sent to them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, member_key, new_id, now

PENDING = "next_attempt_at is not null"


class WebhookEndpoint(SQLModel, table=True):
    """An address that is told of a workspace's events. It goes with the membership of who made it.

    Secrets are encrypted. After a rotation the old one signs as well until ``old_secret_until``.
    """

    __tablename__ = "webhook_endpoint"
    __table_args__ = (
        member_key(),
        CheckConstraint("disabled_reason in ('', 'paused', 'gone', 'failing')", name="reason_known"),
        Index("ix_webhook_endpoint_member", "workspace_id", "person_id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    workspace_id: UUID
    person_id: UUID
    url: str = Field(max_length=2000)
    events: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    secret: str
    old_secret: str | None = None
    old_secret_until: datetime | None = Field(default=None, sa_type=Instant)
    failing_since: datetime | None = Field(default=None, sa_type=Instant)
    disabled_at: datetime | None = Field(default=None, sa_type=Instant)
    disabled_reason: str = Field(default="", max_length=8)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)


class Delivery(SQLModel, table=True):
    """One event for one endpoint. ``body`` is sent and signed as it is, each time under the same id.

    ``next_attempt_at`` is empty once it was delivered or given up; ``sending_until`` while nobody sends it.
    """

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        CheckConstraint("status in ('pending', 'delivered', 'failed')", name="status_known"),
        Index("ix_webhook_delivery_newest", "endpoint_id", "id"),
        Index("ix_webhook_delivery_due", "next_attempt_at", postgresql_where=PENDING),
        Index("ix_webhook_delivery_pending", "endpoint_id", "id", postgresql_where=PENDING),
        Index("ix_webhook_delivery_sending", "endpoint_id", postgresql_where="sending_until is not null"),
        Index("ix_webhook_delivery_created", "created_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    endpoint_id: UUID = Field(foreign_key="webhook_endpoint.id", ondelete="CASCADE")
    event: str = Field(max_length=40)
    body: str
    status: str = Field(default="pending", max_length=12)
    attempts: int = 0
    response_code: int | None = None
    error: str = Field(default="", max_length=200)
    next_attempt_at: datetime | None = Field(default_factory=now, sa_type=Instant)
    sending_until: datetime | None = Field(default=None, sa_type=Instant)
    attempted_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
