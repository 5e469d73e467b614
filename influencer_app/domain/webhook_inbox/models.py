"""Webhook events that providers sent, and up to where a provider was asked for those that did not arrive."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, now


class WebhookEvent(SQLModel, table=True):
    """A verified event, stored once before it is acknowledged.

    ``event_id`` is the provider's id of the event, ``kind`` what happened, ``subject`` its id of the thing
    that changed. It is due at ``next_attempt_at`` until it has been processed or given up.
    """

    __tablename__ = "webhook_event"
    __table_args__ = (
        Index("ix_webhook_event_open", "provider", "subject", postgresql_where="processed_at is null"),
        Index("ix_webhook_event_due", "next_attempt_at", postgresql_where="next_attempt_at is not null"),
        Index(
            "ix_webhook_event_failed",
            "received_at",
            postgresql_where="error <> '' and processed_at is null",
        ),
    )

    provider: str = Field(primary_key=True, max_length=32)
    event_id: str = Field(primary_key=True, max_length=120)
    kind: str = Field(default="", max_length=80, sa_column_kwargs={"server_default": ""})
    subject: str = Field(max_length=120)
    attempts: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    error: str = Field(default="", max_length=300, sa_column_kwargs={"server_default": ""})
    received_at: datetime = Field(default_factory=now, sa_type=Instant, index=True)
    next_attempt_at: datetime | None = Field(default=None, sa_type=Instant)
    processed_at: datetime | None = Field(default=None, sa_type=Instant)


class WebhookCursor(SQLModel, table=True):
    """Up to when a provider was asked for all its events."""

    __tablename__ = "webhook_cursor"

    provider: str = Field(primary_key=True, max_length=32)
    asked_until: datetime = Field(sa_type=Instant)
