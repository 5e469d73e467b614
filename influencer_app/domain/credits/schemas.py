"""What credits are spent on, and the read models of balance and ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, computed_field

Pot = Literal["daily", "bought"]
EntryKind = Literal["reset", "reserve", "settle", "release", "grant", "adjust"]
SubjectKind = Literal["generation"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What credits are reserved for and spent on: the kind of a row, and its id."""

    kind: SubjectKind
    id: UUID

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


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
    subject_kind: SubjectKind | None
    subject_id: UUID | None
    balance_after: int
    created_at: datetime

    @computed_field  # type: ignore[prop-decorator]  # pydantic's own way; mypy knows no decorated property
    @property
    def generation_id(self) -> UUID | None:
        """The generation that the entry belongs to, or None."""
        return self.subject_id if self.subject_kind == "generation" else None


class EntryFilter(BaseModel):
    """Which lines to list; None leaves a question open. ``to`` is the first moment that is left out."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid")

    kind: EntryKind | None = None
    pot: Pot | None = None
    from_: datetime | None = Field(default=None, alias="from")
    to: datetime | None = None
