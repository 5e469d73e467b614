"""What is there, what was spent, and every line of the ledger."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from influencer_app.db.base import now
from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.billing.queries import get_plan
from influencer_app.domain.credits.queries import list_entries, spent_by_day
from influencer_app.domain.credits.schemas import Balance, EntryFilter
from influencer_app.domain.generation.queries import find_generations
from influencer_app.web import routes
from influencer_app.web.access import signed_in
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.pages.settings.copy import KINDS, POTS
from influencer_app.web.pages.settings.ledger_rows import DaySpend, LedgerRow, ledger_row
from influencer_app.web.parsing import parse_choice
from influencer_app.web.shell.state import ShellState
from influencer_app.web.time_zone import next_day, parse_day, start_of_day, time_zone, zone_name

PAGE_SIZE = 40
DAYS = 14
FILTERS = ("kind", "bucket", "from", "to")


class LedgerState(ShellState):
    """The filters stand in the address."""

    daily: int = 0
    bought: int = 0
    plan_name: str = ""
    plan_daily: int = 0
    plan_marks: bool = True
    lines: list[LedgerRow] = []
    next_cursor: str = ""
    asked: dict[str, str] = dict.fromkeys(FILTERS, "")
    bars: list[DaySpend] = []
    ledger_ready: bool = False

    @rx.var
    def filtered(self) -> bool:
        """Whether not every line is shown."""
        return any(self.asked.values())

    @rx.var
    def widths(self) -> list[str]:
        """Daily, reserved and bought as parts of one bar."""
        whole = self.daily + self.reserved + self.bought or 1
        return [f"{part / whole:.2%}" for part in (self.daily, self.reserved, self.bought)]

    @signed_in
    async def filter_by(self, actor: Actor, name: str, value: str) -> Any:
        """Another choice, as an address."""
        chosen = {**self.asked, parse_choice(name, FILTERS): value if isinstance(value, str) else ""}
        return rx.redirect(_address(_checked(chosen)))

    @signed_in
    async def load_more(self, actor: Actor) -> None:
        """The page after."""
        await self._load_lines(actor, self.next_cursor)

    async def _load_ledger(self, actor: Actor, asked: dict[str, str]) -> None:
        self.asked = _checked(asked)
        zone = time_zone(self.router.headers.cookie or "")
        async with reading(actor) as session:
            plan = await get_plan(session, actor.person_id)
            spent = await spent_by_day(session, actor, zone_name(zone), DAYS)
        self.plan_name, self.plan_daily, self.plan_marks = plan.name, plan.daily_credits, plan.watermark
        today = now().astimezone(zone).date()
        most = max(spent.values(), default=0) or 1
        self.bars = [
            DaySpend(
                start_of_day(day, zone).isoformat(), spent.get(day, 0), spent.get(day, 0) / most, day == today
            )
            for day in (today - timedelta(days=ago) for ago in reversed(range(DAYS)))
        ]
        await self._load_lines(actor)
        self.ledger_ready = True

    async def _load_lines(self, actor: Actor, cursor: str = "") -> None:
        lines, self.next_cursor = await self._read_lines(actor, cursor)
        self.lines = [*(self.lines if cursor else []), *lines]

    async def _read_lines(self, actor: Actor, cursor: str = "") -> tuple[list[LedgerRow], str]:
        async with reading(actor) as session:
            page = await list_entries(session, actor, cursor or None, PAGE_SIZE, self._filter())
            sets = {entry.generation_id for entry in page.items if entry.generation_id}
            known = {one.id: one for one in await find_generations(session, actor, list(sets))}
        return [ledger_row(entry, known) for entry in page.items], page.next_cursor or ""

    def _filter(self) -> EntryFilter:
        """What is asked for; days are the person's own."""
        zone = time_zone(self.router.headers.cookie or "")
        began, ended = parse_day(self.asked["from"]), parse_day(self.asked["to"])
        after: datetime | None = start_of_day(next_day(ended), zone) if ended else None
        return EntryFilter.model_validate(
            {
                "kind": self.asked["kind"] or None,
                "bucket": self.asked["bucket"] or None,
                "from": start_of_day(began, zone) if began else None,
                "to": after,
            }
        )

    def _show_balance(self, balance: Balance) -> None:
        super()._show_balance(balance)
        self.daily, self.bought = balance.daily, balance.bought

    async def _apply_update(self, update: LiveUpdate) -> None:
        """New lines come to the top while the ledger is open."""
        before = (self.available, self.reserved)
        await super()._apply_update(update)
        if self.ledger_ready and (update.everything or before != (self.available, self.reserved)):
            known = {line.id for line in self.lines}
            newest, _ = await self._read_lines(Actor.for_system_read(update.person_id))
            self.lines = [*(line for line in newest if line.id not in known), *self.lines]


def _checked(asked: dict[str, str]) -> dict[str, str]:
    """The filters that can be; everything else is left out."""
    kind, bucket = asked.get("kind", ""), asked.get("bucket", "")
    days = {name: str(parse_day(asked.get(name)) or "") for name in ("from", "to")}
    return {"kind": kind if kind in KINDS else "", "bucket": bucket if bucket in POTS else "", **days}


def _address(asked: dict[str, str]) -> str:
    return f"{routes.SETTINGS}?{urlencode({'tab': 'ledger', **{k: v for k, v in asked.items() if v}})}"
