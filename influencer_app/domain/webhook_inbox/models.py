"""Webhook events that providers sent."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, now


class WebhookEvent(SQLModel, table=True):
    """A verified event, stored once before it is acknowledged.

    ``event_id`` is the provider's id of the event, ``subject`` its id of the thing that changed.
    """

    __tablename__ = "webhook_event"
    __table_args__ = (
        Index("ix_webhook_event_open", "provider", "subject", postgresql_where="processed_at is null"),
    )

    provider: str = Field(primary_key=True, max_length=32)
    event_id: str = Field(primary_key=True, max_length=120)
    subject: str = Field(max_length=120)
    received_at: datetime = Field(default_factory=now, sa_type=Instant, index=True)
    processed_at: datetime | None = Field(default=None, sa_type=Instant)
