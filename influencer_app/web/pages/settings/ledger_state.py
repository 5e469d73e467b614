"""The ledger: the balance, what was spent by day, and a window on every entry."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, cast
from urllib.parse import urlencode
from uuid import UUID

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.base import now
from influencer_app.db.transaction import reading
from influencer_app.domain.billing.queries import get_plan
from influencer_app.domain.billing.schemas import PlanDetail
from influencer_app.domain.credits.queries import find_descriptions, list_entries, spent_by_day
from influencer_app.domain.credits.schemas import Balance, Bucket, EntryDetail, EntryFilter, EntryKind
from influencer_app.domain.generation.queries import find_generations
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.domain.workspaces.schemas import Actor, WorkspaceScope
from influencer_app.web import routes
from influencer_app.web.access import background, signed_in
from influencer_app.web.live.reload import Reload
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.credits import BALANCE
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.copy import BUCKETS, KINDS
from influencer_app.web.pages.settings.ledger_rows import DaySpend, LedgerRow, day_spends, ledger_row
from influencer_app.web.parsing import parse_choice
from influencer_app.web.time_zone import next_day, parse_day, start_of_day, time_zone, zone_name
from influencer_app.web.window import Window

PAGE_SIZE = 40
WINDOW_SIZE = 200
DAYS = 14
CSV = "/api/user/credits/entries.csv"
FILTERS = ("kind", "bucket", "from", "to")
EMPTY = dict.fromkeys(FILTERS, "")


@dataclass(frozen=True)
class EntryPage:
    """A page of entries with the generations that still exist, descriptions of the others, and the cursor
    of the next one."""

    filters: dict[str, str]
    entries: list[EntryDetail]
    generations: dict[UUID, GenerationDetail]
    deleted: dict[UUID, str]
    older: str

    @property
    def rows(self) -> list[LedgerRow]:
        """As they are shown."""
        return [ledger_row(entry, self.generations, self.deleted) for entry in self.entries]


@dataclass(frozen=True)
class LedgerData:
    """The whole section."""

    balance: Balance
    plan: PlanDetail
    days: list[DaySpend]
    page: EntryPage


class LedgerState(PageState):
    """The filters stand in the address."""

    available: int = 0
    daily: int = 0
    bought: int = 0
    debt: int = 0
    reserved: int = 0
    allowance: int = 0
    csv_url: str = CSV
    """The address of what the filters show, as a file."""

    plan_name: str = ""
    plan_daily: int = 0
    plan_watermark: bool = True
    rows: list[LedgerRow] = []
    older_cursor: str = ""
    newer_cursors: list[str] = []
    filters: dict[str, str] = EMPTY
    days: list[DaySpend] = []
    ready: bool = False

    _window_start: str = ""

    _loaders: ClassVar = frozenset({BALANCE})

    @rx.var
    def filtered(self) -> bool:
        """Whether not every entry is shown."""
        return any(self.filters.values())

    @rx.var
    def debt_note(self) -> str:
        """What is owed, and how it is paid."""
        return copy.DEBT.format(debt=self.debt)

    @rx.var
    def bucket_widths(self) -> list[str]:
        """Daily, reserved and bought as parts of one bar; what was spent of the day stays empty."""
        whole = max(self.allowance, self.daily + self.reserved) + self.bought or 1
        return [f"{part / whole:.2%}" for part in (self.daily, self.reserved, self.bought)]

    @signed_in
    async def filter_by(self, actor: Actor, name: str, value: str) -> Any:
        """Another filter, as an address."""
        chosen = {**self.filters, parse_choice(name, FILTERS): value if isinstance(value, str) else ""}
        return rx.redirect(_address(parse_filters(chosen)))

    @signed_in
    @background
    async def load_older(self, actor: Actor) -> None:
        """The page below."""
        filters, cursor = dict(self.filters), self.older_cursor
        if not cursor:
            return
        page = await self._read(actor, filters, cursor)
        async with self:
            if filters == self.filters and cursor == self.older_cursor:
                self._set_window(self._window().add_older(page.rows, page.older, WINDOW_SIZE, PAGE_SIZE))

    @signed_in
    @background
    async def load_newer(self, actor: Actor) -> None:
        """The page above, which was dropped while scrolling down."""
        filters, cursors = dict(self.filters), list(self.newer_cursors)
        if not cursors:
            return
        page = await self._read(actor, filters, cursors[-1])
        async with self:
            if filters == self.filters and cursors == self.newer_cursors:
                self._set_window(self._window().add_newer(page.rows, page.older, WINDOW_SIZE))

    def _open(self, data: LedgerData) -> None:
        """Show the section that is opened."""
        self._show_balance(data.balance)
        self.plan_name, self.plan_daily = data.plan.name, data.plan.daily_credits
        self.plan_watermark = data.plan.watermark
        self.days, self.filters, self.ready = data.days, data.page.filters, True
        self.csv_url = _csv_address(self._entry_filter(self.filters), str(self.workspace_id))
        self._set_window(Window(data.page.rows, data.page.older))

    def _show_balance(self, balance: Balance) -> None:
        self.available, self.reserved = balance.available, balance.reserved
        self.daily, self.bought, self.debt = balance.daily, balance.bought, balance.debt
        self.allowance = balance.daily_allowance

    async def _apply_update(self, update: LiveUpdate) -> Reload[EntryPage] | None:
        """New entries appear at the top while the ledger is open."""
        before = (self.available, self.reserved)
        if (balance := update.get(BALANCE)) is not None:
            self._show_balance(balance)
        if not self.ready or not (update.full_reload or before != (self.available, self.reserved)):
            return None
        scope, filters, wanted = update.scope, dict(self.filters), self._entry_filter(self.filters)
        return Reload(lambda: _read_page(scope, filters, wanted), LedgerState._add_newest)

    async def _add_newest(self, page: EntryPage) -> None:
        """What is new, above what is there; not while an older part of the ledger is shown."""
        if page.filters == self.filters and not self.newer_cursors:
            known = {row.id for row in self.rows}
            fresh = [row for row in page.rows if row.id not in known]
            self._set_window(self._window().keep([*fresh, *self.rows]))

    async def _read(self, actor: Actor, filters: dict[str, str], cursor: str = "") -> EntryPage:
        return await _read_page(actor, filters, self._entry_filter(filters), cursor)

    def _entry_filter(self, filters: dict[str, str]) -> EntryFilter:
        """As the domain filters; days are the person's own."""
        return entry_filter(filters, self.router.headers.cookie or "")

    def _window(self) -> Window[LedgerRow]:
        return Window(list(self.rows), self.older_cursor, tuple(self.newer_cursors), self._window_start)

    def _set_window(self, window: Window[LedgerRow]) -> None:
        self.rows = list(window.cards)
        self.older_cursor, self.newer_cursors = window.older, list(window.newer)
        self._window_start = window.start


async def read_ledger(
    session: AsyncSession, actor: Actor, balance: Balance, asked: dict[str, str], cookie: str
) -> LedgerData:
    """The section by the filters in the address, in the caller's transaction."""
    filters, zone = parse_filters(asked), time_zone(cookie)
    spent = await spent_by_day(session, actor, zone_name(zone), DAYS)
    today = now().astimezone(zone).date()
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    return LedgerData(
        balance=balance,
        plan=await get_plan(session, actor.workspace_id),
        days=day_spends(days, spent, zone),
        page=await _read_page_in(session, actor, filters, entry_filter(filters, cookie), ""),
    )


def parse_filters(asked: dict[str, str]) -> dict[str, str]:
    """The filters that exist; everything else is left out."""
    kind, bucket = asked.get("kind", ""), asked.get("bucket", "")
    days = {name: str(parse_day(asked.get(name)) or "") for name in ("from", "to")}
    return {"kind": kind if kind in KINDS else "", "bucket": bucket if bucket in BUCKETS else "", **days}


def entry_filter(filters: dict[str, str], cookie: str) -> EntryFilter:
    """Filters as the domain has them; ``cookie`` is the header that names the person's time zone."""
    zone = time_zone(cookie)
    first, last = parse_day(filters["from"]), parse_day(filters["to"])
    after: datetime | None = start_of_day(next_day(last), zone) if last else None
    return EntryFilter(
        kind=cast("EntryKind | None", filters["kind"] or None),
        bucket=cast("Bucket | None", filters["bucket"] or None),
        from_=start_of_day(first, zone) if first else None,
        to=after,
    )


async def _read_page(
    scope: WorkspaceScope, filters: dict[str, str], wanted: EntryFilter, cursor: str = ""
) -> EntryPage:
    async with reading(scope) as session:
        return await _read_page_in(session, scope, filters, wanted, cursor)


async def _read_page_in(
    session: AsyncSession, scope: WorkspaceScope, filters: dict[str, str], wanted: EntryFilter, cursor: str
) -> EntryPage:
    page = await list_entries(session, scope, cursor or None, PAGE_SIZE, wanted)
    ids = {entry.generation_id for entry in page.items if entry.generation_id}
    known = {one.id: one for one in await find_generations(session, scope, list(ids))}
    gone = ids - known.keys()
    deleted = await find_descriptions(session, scope, gone) if gone else {}
    return EntryPage(filters, page.items, known, deleted, page.next_cursor or "")


def _address(filters: dict[str, str]) -> str:
    query = {"tab": "ledger", **{name: value for name, value in filters.items() if value}}
    return f"{routes.SETTINGS}?{urlencode(query)}"


def _csv_address(asked: EntryFilter, workspace_id: str) -> str:
    query = asked.model_dump(mode="json", by_alias=True, exclude_none=True)
    return f"{CSV}?{urlencode(query | ({'workspace': workspace_id} if workspace_id else {}))}"
