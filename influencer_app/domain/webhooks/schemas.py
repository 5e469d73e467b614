"""Input and read models of outgoing webhooks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from influencer_app.domain.strict import Flag
from influencer_app.domain.webhooks.events import EVENTS, EventName
from influencer_app.domain.webhooks.rules import URL_MAX

Url = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=URL_MAX, pattern=r"^[!-~\s]*$")
]
Events = Annotated[
    list[EventName], Field(min_length=1, max_length=len(EVENTS), json_schema_extra={"uniqueItems": True})
]
DisabledReason = Literal["paused", "gone", "failing"]
DeliveryStatus = Literal["pending", "delivered", "failed"]


class NewWebhook(BaseModel):
    """An endpoint to be made."""

    model_config = ConfigDict(extra="forbid")

    url: Url
    events: Events


class WebhookChange(BaseModel):
    """A partial update; ``rotate_secret`` makes a new secret, which is shown once."""

    model_config = ConfigDict(extra="forbid")

    url: Url | None = None
    events: Events | None = None
    enabled: Flag | None = None
    rotate_secret: Flag = False


class WebhookDetail(BaseModel):
    """An endpoint as its maker sees it; ``secret`` is there when it was just made."""

    id: UUID
    url: str
    events: list[EventName]
    enabled: bool
    disabled_reason: DisabledReason | None
    failing_since: datetime | None
    created_at: datetime
    secret: str | None = None


class DeliveryDetail(BaseModel):
    """What was sent to an endpoint: ``attempts`` so far, and what the last one got."""

    id: UUID
    event: str
    status: DeliveryStatus
    attempts: int
    response_code: int | None
    error: str | None
    attempted_at: datetime | None
    next_attempt_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A delivery that somebody is about to send for the ``attempts``-th time; secrets are encrypted."""

    id: UUID
    endpoint_id: UUID
    url: str
    body: str
    attempts: int
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutgoingWebhook:
    """A webhook to be sent, with the secrets that sign it."""

    message_id: str
    url: str
    body: str
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt got: a status, or the reason why there is none."""

    code: int | None = None
    error: str = ""
    retry_after: timedelta | None = None

    @property
    def delivered(self) -> bool:
        """Whether the endpoint took it."""
        return self.code is not None and 200 <= self.code < 300
