"""What people see of their credits."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Pot = Literal["daily", "bought"]
EntryKind = Literal["reset", "reserve", "settle", "release", "grant", "adjust"]


class Balance(BaseModel):
    """All in credits. ``available`` is daily and bought together; what is reserved is already off."""

    available: int
    daily: int
    daily_allowance: int
    bought: int
    reserved: int
    resets_at: datetime


class EntryDetail(BaseModel):
    """A line of the ledger. A settle line moves nothing: it tells how much of a reserve was used."""

    id: UUID
    amount: int
    settled: int
    pot: Pot
    kind: str
    generation_id: UUID | None
    balance_after: int
    created_at: datetime


class EntryFilter(BaseModel):
    """Which lines to list; None leaves a question open. ``to`` is the first moment that is left out."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid")

    kind: EntryKind | None = None
    pot: Pot | None = None
    from_: datetime | None = Field(default=None, alias="from")
    to: datetime | None = None
