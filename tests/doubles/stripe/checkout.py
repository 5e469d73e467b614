"""Checkout sessions: opened, paid on their page, declined, left or expired."""

from typing import Any
from urllib.parse import quote

from tests.doubles.stripe.catalog import DECLINED_CARD, find_customer, keep_card, percent_off
from tests.doubles.stripe.events import Events
from tests.doubles.stripe.forms import is_true
from tests.doubles.stripe.invoices import charge
from tests.doubles.stripe.problems import Problem, declined
from tests.doubles.stripe.store import Object, Store
from tests.doubles.stripe.subscriptions import Subscriptions

OPEN_SECONDS = 86_400
TAX_PERCENT = 19


class Checkout:
    """All sessions of a store."""

    def __init__(self, store: Store, events: Events, subscriptions: Subscriptions) -> None:
        self.store, self.events, self.subscriptions = store, events, subscriptions
        self.base = ""

    def open(self, asked: Object) -> Object:
        """A session to pay for one price. Raises ``Problem`` for a price that does not fit."""
        mode = asked["mode"]
        if mode not in ("payment", "subscription") or len(asked.get("line_items") or ()) != 1:
            raise Problem(400, "A session needs a mode and one line item.", param="line_items")
        customer = find_customer(self.store, asked.get("customer"))
        price = self.store.find("price", asked["line_items"][0]["price"])
        if (price["type"] == "recurring") != (mode == "subscription"):
            raise Problem(400, "The price does not fit the mode.", param="line_items")
        taxed = is_true((asked.get("automatic_tax") or {}).get("enabled"))
        tax = price["unit_amount"] * TAX_PERCENT // 100 if taxed else 0
        session = self.store.add(
            "cs_test",
            "checkout.session",
            mode=mode,
            status="open",
            payment_status="unpaid",
            customer=customer["id"],
            client_reference_id=asked.get("client_reference_id"),
            metadata=asked.get("metadata") or {},
            amount_subtotal=price["unit_amount"],
            amount_total=price["unit_amount"] + tax,
            total_details={"amount_tax": tax, "amount_discount": 0},
            automatic_tax={"enabled": taxed, "status": "complete" if taxed else None},
            currency=price["currency"],
            success_url=asked["success_url"],
            cancel_url=asked.get("cancel_url"),
            allow_promotion_codes=is_true(asked.get("allow_promotion_codes")),
            payment_intent=None,
            subscription=None,
            invoice=None,
            expires_at=self.store.clock.now() + OPEN_SECONDS,
        )
        session["url"] = f"{self.base}/c/pay/{session['id']}"
        session["asked"] = {"price": price["id"], "subscription_data": asked.get("subscription_data") or {}}
        return session

    def pay(self, session_id: str, card: str, code: str = "") -> Object:
        """Pay with a card. Raises ``Problem`` when it is declined, or the session is not open."""
        session: Any = self.find_open(session_id)
        if card == DECLINED_CARD:
            raise declined()
        off = percent_off(self.store, code) if code and session["allow_promotion_codes"] else 0
        customer = find_customer(self.store, session["customer"])
        keep_card(self.store, customer, card)
        price = self.store.find("price", session["asked"]["price"])
        total = session["amount_total"] * (100 - off) // 100
        session["total_details"]["amount_discount"] = session["amount_total"] - total
        session["amount_total"] = total
        if session["mode"] == "subscription":
            data = session["asked"]["subscription_data"]
            made = self.subscriptions.begin(customer["id"], price, data, off)
            session["subscription"], session["invoice"] = made["id"], made["latest_invoice"]
            if made["status"] == "trialing":
                session["amount_total"] = 0
        elif total:
            intent = charge(self.store, customer["id"], total, session["currency"], **session["metadata"])
            session["payment_intent"] = intent["id"]
            self.events.emit("payment_intent.succeeded", intent)
            self.events.emit("charge.succeeded", self.store.objects[intent["latest_charge"]])
        session["status"] = "complete"
        session["payment_status"] = "paid" if session["amount_total"] else "no_payment_required"
        self.events.emit("checkout.session.completed", session)
        return session

    def find_open(self, session_id: str) -> Object:
        """A session that can be paid. Raises ``Problem``."""
        session = self.store.find("checkout.session", session_id)
        if session["status"] != "open":
            raise Problem(400, "This session can no longer be paid.")
        return session

    def expire(self, session_id: str) -> Object:
        """It can no longer be paid."""
        session = self.find_open(session_id)
        session.update(status="expired", url=None)
        self.events.emit("checkout.session.expired", session)
        return session


def returned(session: Object) -> str:
    """Where a paid session leads."""
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", quote(session["id"]))
