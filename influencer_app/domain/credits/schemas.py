"""Subjects of spending, and read models of balance and ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, computed_field

Bucket = Literal["daily", "bought"]
EntryKind = Literal[
    "reset", "plan", "reserve", "settle", "release", "grant", "purchase", "refund", "dispute", "adjust"
]
GrantKind = Literal["grant", "purchase", "dispute"]
TakeBackKind = Literal["refund", "dispute"]
SubjectKind = Literal["generation"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What credits are reserved for and spent on: the kind of a row, and its id."""

    kind: SubjectKind
    id: UUID

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


class Balance(BaseModel):
    """All in credits. ``available`` is daily plus bought, without what is reserved.

    ``debt`` is what was refunded after it was spent: the next bought credits pay it.
    """

    available: int
    daily: int
    daily_allowance: int
    bought: int
    debt: int
    reserved: int
    resets_at: datetime


class EntryDetail(BaseModel):
    """A ledger entry. A settle entry moves nothing: it tells how much of a reservation was used.

    ``person_id`` is whose request it was, null for what the system or an operator did, ``reason`` says why.
    """

    id: UUID
    person_id: UUID | None
    amount: int
    settled: int
    bucket: Bucket
    kind: str
    subject_kind: SubjectKind | None
    subject_id: UUID | None
    balance_after: int
    reason: str | None
    created_at: datetime

    @computed_field  # type: ignore[prop-decorator]  # pydantic's own way; mypy knows no decorated property
    @property
    def generation_id(self) -> UUID | None:
        """The generation that the entry belongs to, or None."""
        return self.subject_id if self.subject_kind == "generation" else None


class EntryFilter(BaseModel):
    """A filter of ledger entries; None matches all. ``to`` is exclusive."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid")

    kind: EntryKind | None = None
    bucket: Bucket | None = None
    from_: datetime | None = Field(default=None, alias="from")
    to: datetime | None = None
