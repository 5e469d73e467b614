"""Entries of the ledger as rows that say what they were, and the days of the chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from uuid import UUID

from influencer_app.db.base import started_at
from influencer_app.domain.credits.schemas import EntryDetail
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.web.pages.settings.copy import BUCKETS, KINDS
from influencer_app.web.time_zone import start_of_day

NOUNS = {"video": "Clip", "avatar": "Talking video"}
REASON_MAX = 160
FIXED_REASONS = {
    "reset": "Daily credits reset",
    "plan": "Daily credits of another plan",
    "purchase": "Credits bought",
    "grant": "Credits added",
    "refund": "A payment was refunded",
    "dispute": "A payment is disputed",
    "adjust": "Corrected by the operator",
}


@dataclass(frozen=True)
class LedgerRow:
    """An entry as it is shown. ``tone`` is plain, good (came back or was added) or quiet (moved nothing)."""

    id: str
    at: str
    kind: str
    reason: str
    thumb: str
    href: str
    bucket: str
    amount: str
    tone: str
    after: str


@dataclass(frozen=True)
class DaySpend:
    """What was spent on a day; ``share`` of the most, 0 to 1."""

    day: str
    spent: int
    share: float
    today: bool


def ledger_row(
    entry: EntryDetail, known: Mapping[UUID, GenerationDetail], deleted: Mapping[UUID, str]
) -> LedgerRow:
    """One entry; ``known`` are the generations that still exist, ``deleted`` describes others."""
    made = known.get(entry.generation_id) if entry.generation_id else None
    outputs = made.outputs if made else []
    return LedgerRow(
        id=str(entry.id),
        at=entry.created_at.isoformat(),
        kind=KINDS[entry.kind],
        reason=_reason(entry, made, deleted)[:REASON_MAX],
        thumb=outputs[0].thumb_url if outputs else "",
        href=str(outputs[0].id) if outputs else "",
        bucket=BUCKETS[entry.bucket],
        amount=f"{entry.settled} used" if entry.kind == "settle" else _signed(entry.amount),
        tone="quiet" if entry.kind == "settle" else ("good" if entry.amount > 0 else "plain"),
        after=str(entry.balance_after),
    )


def day_spends(days: Sequence[date], spent: Mapping[date, int], zone: tzinfo) -> list[DaySpend]:
    """The days in their order, the last one is today; what is missing in ``spent`` is 0."""
    most = max(spent.values(), default=0) or 1
    return [
        DaySpend(
            start_of_day(day, zone).isoformat(), spent.get(day, 0), spent.get(day, 0) / most, day == days[-1]
        )
        for day in days
    ]


def _reason(entry: EntryDetail, made: GenerationDetail | None, deleted: Mapping[UUID, str]) -> str:
    if entry.kind in FIXED_REASONS:
        text = FIXED_REASONS[entry.kind]
        return f"{text}: {entry.reason}" if entry.reason else text
    if made is None:
        return _deleted(entry, deleted)
    text = made.script or made.prompt
    if entry.kind == "release":
        return f"{_why_back(made)}: {text}"
    return f"{_noun(made)}: {text}" if text else _noun(made)


def _noun(made: GenerationDetail) -> str:
    if made.type != "image":
        return NOUNS[made.type]
    return "1 picture" if made.count == 1 else f"{made.count} pictures"


def _deleted(entry: EntryDetail, deleted: Mapping[UUID, str]) -> str:
    """What it was and when it was started; ids are UUIDv7, so they say when."""
    if entry.generation_id is None:
        return ""
    started = f"{started_at(entry.generation_id):%-d %b %Y}"
    text = deleted.get(entry.generation_id)
    return f"Deleted, from {started}: {text}" if text else f"Deleted, from {started}"


def _why_back(made: GenerationDetail) -> str:
    if made.status == "canceled":
        return "Canceled"
    missing = made.count - len(made.outputs)
    return f"{missing} of {made.count} not delivered" if made.outputs else "Nothing was delivered"


def _signed(amount: int) -> str:
    return f"+{amount}" if amount > 0 else f"\N{MINUS SIGN}{-amount}" if amount < 0 else "0"
