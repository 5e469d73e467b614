"""Tables of plans and prices, edited by the operator."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class Plan(SQLModel, table=True):
    """A plan: daily credits, concurrent jobs, and whether outputs carry a watermark."""

    __table_args__ = (
        CheckConstraint("daily_credits >= 0", name="daily_credits_positive"),
        CheckConstraint("running_max >= 1", name="running_max_positive"),
    )

    code: str = Field(primary_key=True, max_length=32)
    name: str = Field(max_length=60)
    monthly_cents: int = 0
    daily_credits: int
    running_max: int = 1
    watermark: bool = False
    position: int = 0


class Price(SQLModel, table=True):
    """Credits for one output of a kind; ``per_seconds`` is set where each started span is charged."""

    __table_args__ = (CheckConstraint("credits >= 0", name="credits_positive"),)

    kind: str = Field(primary_key=True, max_length=32)
    credits: int
    per_seconds: int | None = None
