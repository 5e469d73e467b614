"""Plans and prices as they are read."""

from pydantic import BaseModel


class PlanDetail(BaseModel):
    """What a plan gives. ``monthly_cents`` in US cents, ``daily_credits`` credits a day."""

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
