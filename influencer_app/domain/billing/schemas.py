"""Read models of plans, packs, prices and what a workspace has bought; what can be asked for."""

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Interval = Literal["month", "year"]


class PlanDetail(BaseModel):
    """A plan. ``monthly_cents`` in US cents, ``daily_credits`` in credits a day."""

    code: str
    name: str
    monthly_cents: int
    daily_credits: int
    running_max: int
    watermark: bool


class PriceDetail(BaseModel):
    """Credits for one output of a kind, or for each started ``per_seconds``."""

    kind: str
    credits: int
    per_seconds: int | None = None


class PlanOffer(PlanDetail):
    """A plan as it can be bought: US cents a month and a year, None where it cannot; free days at first."""

    month_cents: int | None = None
    year_cents: int | None = None
    trial_days: int
    api_access: bool
    video_seconds_max: int


class PackDetail(BaseModel):
    """Bought credits that do not expire, for US cents."""

    code: str
    name: str
    credits: int
    cents: int


class Offers(BaseModel):
    """What can be bought here; ``buying`` is False on a server without payments."""

    buying: bool
    plans: list[PlanOffer]
    packs: list[PackDetail]


CODE = r"^[A-Za-z0-9_-]+$"
CODE_MAX = 32
"""What plans and packs are called by in requests."""


class NewCheckout(BaseModel):
    """What somebody wants to buy: a plan, paid monthly or yearly, or a pack."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "oneOf": [
                {"required": ["plan"], "properties": {"plan": {"type": "string"}}},
                {"required": ["pack"], "properties": {"pack": {"type": "string"}}},
            ]
        },
    )

    plan: str | None = Field(default=None, max_length=CODE_MAX, pattern=CODE)
    interval: Interval = "month"
    pack: str | None = Field(default=None, max_length=CODE_MAX, pattern=CODE)

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if (self.plan is None) == (self.pack is None):
            raise ValueError("Name a plan or a pack.")
        return self


class SessionToConfirm(BaseModel):
    """The checkout that somebody has returned from."""

    model_config = ConfigDict(extra="forbid")

    session_id: str = Field(min_length=1, max_length=120, pattern=r"^[A-Za-z0-9_]+$")


class PageToOpen(BaseModel):
    """A page of the payment provider."""

    url: str


class InvoiceDetail(BaseModel):
    """An invoice, as the payment provider has it. ``total`` in cents of ``currency``."""

    id: str
    number: str | None
    status: str
    total: int
    currency: str
    created_at: datetime
    pdf_url: str | None
    url: str | None


class CardDetail(BaseModel):
    """The card that is charged."""

    brand: str
    last4: str
    expires: str


class SubscriptionDetail(BaseModel):
    """A subscription. ``pending_plan`` begins at ``renews_at``; an unpaid plan ends at ``grace_until``."""

    status: str
    interval: Interval
    renews_at: datetime | None
    cancels_at: datetime | None
    pending_plan: str | None
    grace_until: datetime | None


class BillingDetail(BaseModel):
    """The plan of a workspace and how it is paid for.

    ``status`` is ``none`` without a subscription. ``invoices`` is None while the payment provider does not
    answer.
    """

    plan: str
    status: str
    interval: Interval | None = None
    renews_at: datetime | None = None
    cancels_at: datetime | None = None
    pending_plan: str | None = None
    grace_until: datetime | None = None
    debt: int = 0
    payment_method: CardDetail | None = None
    invoices: list[InvoiceDetail] | None
    buying: bool
    has_customer: bool
