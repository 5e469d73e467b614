"""Read models of plans and prices."""

from pydantic import BaseModel


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
