"""Subscriptions: billed, changed with proration or at the period's end, canceled, resumed and ended."""

import calendar
from datetime import UTC, datetime
from typing import Any

from tests.doubles.stripe.events import Events
from tests.doubles.stripe.forms import is_true
from tests.doubles.stripe.invoices import DAY, Invoices, line
from tests.doubles.stripe.problems import Problem
from tests.doubles.stripe.store import Object, Store

LIVE = ("trialing", "active", "past_due")


def next_period(start: int, interval: str, anchor: int = 0) -> int:
    """The day of the ``anchor`` in the next month or year, or the month's last one."""
    at = datetime.fromtimestamp(start, UTC)
    wanted = datetime.fromtimestamp(anchor or start, UTC).day
    month = at.month + (12 if interval == "year" else 1)
    year, month = at.year + (month - 1) // 12, (month - 1) % 12 + 1
    day = min(wanted, calendar.monthrange(year, month)[1])
    return int(at.replace(year=year, month=month, day=day).timestamp())


class Subscriptions:
    """All subscriptions of a store."""

    def __init__(self, store: Store, events: Events, invoices: Invoices) -> None:
        self.store, self.events, self.invoices = store, events, invoices

    def begin(self, customer: str, price: Object, asked: Object, percent_off: int = 0) -> Object:
        """Start one; the first invoice is paid at once, or free during a trial."""
        start = self.store.clock.now()
        trial_days = int(asked.get("trial_period_days") or 0)
        end = start + trial_days * DAY if trial_days else next_period(start, price["recurring"]["interval"])
        made = self.store.add(
            "sub",
            "subscription",
            customer=customer,
            status="trialing" if trial_days else "active",
            currency=price["currency"],
            metadata=asked.get("metadata") or {},
            trial_end=end if trial_days else None,
            cancel_at=None,
            cancel_at_period_end=False,
            canceled_at=None,
            ended_at=None,
            schedule=None,
            latest_invoice=None,
            percent_off=percent_off,
            billing_cycle_anchor=end if trial_days else start,
        )
        item = self.store.add("si", "subscription_item", subscription=made["id"])
        self._set_item(made, item["id"], price, start, end)
        self.events.emit("customer.subscription.created", made)
        amount = 0 if trial_days else price["unit_amount"]
        invoice = self.invoices.bill(made, [line(price, amount, start, end)], "subscription_create")
        self.invoices.collect(invoice)
        return made

    def price_of(self, one: Object) -> Object:
        """What it costs now."""
        return self.store.find("price", one["items"]["data"][0]["price"]["id"])

    def update(self, one: Object, asked: Object) -> Object:
        """Change price, cancellation or metadata. Raises ``Problem`` for one that has ended."""
        if one["status"] not in LIVE:
            raise Problem(400, "A canceled subscription can only update its metadata.")
        if "cancel_at_period_end" in asked:
            self.set_canceling(one, canceling=is_true(asked["cancel_at_period_end"]))
        for item in asked.get("items") or ():
            self.change_now(one, self.store.find("price", item["price"]))
        one["metadata"] |= asked.get("metadata") or {}
        return one

    def set_canceling(self, one: Object, *, canceling: bool) -> None:
        """Cancel at the period's end, or resume."""
        one["cancel_at_period_end"] = canceling
        one["cancel_at"] = self._end_of(one) if canceling else None
        one["canceled_at"] = self.store.clock.now() if canceling else None
        self.events.emit("customer.subscription.updated", one)

    def change(self, one: Object, price: Object) -> None:
        """As our portal does: what costs more counts at once, what costs less at the period's end."""
        old = self.price_of(one)
        if _per_day(price) >= _per_day(old):
            self.change_now(one, price)
        else:
            self.schedule(one, price)

    def change_now(self, one: Object, price: Object) -> None:
        """Another price at once, with the unused time of the old one credited."""
        self._drop_schedule(one)
        old, start, end, now = (
            self.price_of(one),
            self._start_of(one),
            self._end_of(one),
            self.store.clock.now(),
        )
        left = max(0.0, (end - now) / max(1, end - start))
        lines = [line(old, -int(old["unit_amount"] * left), now, end, proration=True)]
        if price["recurring"] != old["recurring"]:
            start, end = now, next_period(now, price["recurring"]["interval"])
            one["billing_cycle_anchor"] = now
            left = 1.0
        lines.append(line(price, int(price["unit_amount"] * left), now, end, proration=True))
        self._set_item(one, one["items"]["data"][0]["id"], price, start, end)
        invoice = self.invoices.bill(one, lines, "subscription_update")
        if not self.invoices.collect(invoice):
            one["status"] = "past_due"
        self.events.emit("customer.subscription.updated", one)

    def schedule(self, one: Object, price: Object) -> None:
        """Another price from the period's end on."""
        self._drop_schedule(one)
        start, end = self._start_of(one), self._end_of(one)
        phases = [
            {"start_date": start, "end_date": end, "items": [{"price": self.price_of(one)["id"]}]},
            {"start_date": end, "end_date": None, "items": [{"price": price["id"]}]},
        ]
        made = self.store.add(
            "sub_sched", "subscription_schedule", subscription=one["id"], status="active", phases=phases
        )
        one["schedule"] = made["id"]
        self.events.emit("subscription_schedule.created", made)
        self.events.emit("customer.subscription.updated", one)

    def keep_price(self, one: Object) -> None:
        """Take back a change that has not come yet."""
        self._drop_schedule(one)
        self.events.emit("customer.subscription.updated", one)

    def end(self, one: Object) -> None:
        """It is over."""
        self._drop_schedule(one)
        now = self.store.clock.now()
        one.update(status="canceled", ended_at=now, canceled_at=one["canceled_at"] or now)
        self.events.emit("customer.subscription.deleted", one)

    def due(self, one: Object) -> int | None:
        """When something happens to it by itself."""
        if one["status"] not in LIVE:
            return None
        invoice = self.store.objects.get(one["latest_invoice"] or "")
        retry = invoice["next_payment_attempt"] if invoice and invoice["status"] == "open" else None
        return min(filter(None, (self._end_of(one), retry)))

    def run(self, one: Object) -> None:
        """Do what is due: collect again, end, or begin the next period."""
        now = self.store.clock.now()
        invoice = self.store.objects.get(one["latest_invoice"] or "")
        if invoice and invoice["status"] == "open" and (invoice["next_payment_attempt"] or now + 1) <= now:
            self.collect_again(one)
        elif one["cancel_at_period_end"]:
            self.end(one)
        else:
            self._renew(one)

    def collect_again(self, one: Object) -> None:
        """Another attempt at the open invoice; the last failed one ends the subscription."""
        invoice = self.store.find("invoice", one["latest_invoice"])
        if self.invoices.collect(invoice):
            one["status"] = "active"
            self.events.emit("customer.subscription.updated", one)
        elif invoice["next_payment_attempt"] is None:
            self.end(one)

    def _renew(self, one: Object) -> None:
        price, start = self.price_of(one), self._end_of(one)
        if one["schedule"]:
            later = self.store.find("subscription_schedule", one["schedule"])["phases"][-1]
            price = self.store.find("price", later["items"][0]["price"])
            self._drop_schedule(one, status="completed")
        end = next_period(start, price["recurring"]["interval"], one["billing_cycle_anchor"])
        self._set_item(one, one["items"]["data"][0]["id"], price, start, end)
        invoice = self.invoices.bill(
            one, [line(price, price["unit_amount"], start, end)], "subscription_cycle"
        )
        one["status"] = "active" if self.invoices.collect(invoice) else "past_due"
        self.events.emit("customer.subscription.updated", one)

    def _drop_schedule(self, one: Object, status: str = "released") -> None:
        if one["schedule"]:
            self.store.find("subscription_schedule", one["schedule"])["status"] = status
            one["schedule"] = None

    def _set_item(self, one: Object, item: str, price: Object, start: int, end: int) -> None:
        made: dict[str, Any] = {
            "id": item,
            "object": "subscription_item",
            "price": dict(price),
            "quantity": 1,
            "current_period_start": start,
            "current_period_end": end,
        }
        one["items"] = {"object": "list", "data": [made], "has_more": False}

    def _start_of(self, one: Object) -> int:
        return int(one["items"]["data"][0]["current_period_start"])

    def _end_of(self, one: Object) -> int:
        return int(one["items"]["data"][0]["current_period_end"])


def _per_day(price: Object) -> float:
    return float(price["unit_amount"]) / (365 if price["recurring"]["interval"] == "year" else 30)
