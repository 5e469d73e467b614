"""Invoices, payments, refunds and disputes."""

from typing import Any

from tests.doubles.stripe.catalog import card_pays
from tests.doubles.stripe.events import Events
from tests.doubles.stripe.problems import Problem
from tests.doubles.stripe.store import Object, Store

DAY = 86_400
RETRY_DAYS = (3, 5, 7)
"""Days between the attempts to collect an invoice; after the last one the subscription ends."""


def charge(store: Store, customer: str | None, amount: int, currency: str, **metadata: str) -> Object:
    """A payment that went through; the payment intent, with its charge."""
    intent = store.add(
        "pi",
        "payment_intent",
        customer=customer,
        amount=amount,
        amount_received=amount,
        currency=currency,
        status="succeeded",
        metadata=metadata,
        latest_charge=None,
    )
    made = store.add(
        "ch",
        "charge",
        customer=customer,
        payment_intent=intent["id"],
        amount=amount,
        amount_refunded=0,
        currency=currency,
        paid=True,
        refunded=False,
        disputed=False,
        status="succeeded",
    )
    intent["latest_charge"] = made["id"]
    return intent


def line(price: Object, amount: int, start: int, end: int, *, proration: bool = False) -> Object:
    """A line of an invoice, as Stripe has them since Basil."""
    return {
        "id": f"il_{price['id']}_{start}",
        "object": "line_item",
        "amount": amount,
        "currency": price["currency"],
        "period": {"start": start, "end": end},
        "pricing": {
            "type": "price_details",
            "price_details": {"price": price["id"], "product": price["product"]},
        },
        "parent": {
            "type": "subscription_item_details",
            "subscription_item_details": {"proration": proration},
        },
    }


class Invoices:
    """Makes invoices of subscriptions and collects them."""

    def __init__(self, store: Store, events: Events) -> None:
        self.store, self.events = store, events
        self.base = ""

    def bill(self, subscription: Object, lines: list[Object], reason: str) -> Object:
        """An invoice, and the first attempt to collect it."""
        off = int(subscription.get("percent_off") or 0)
        total = max(0, sum(one["amount"] for one in lines) * (100 - off) // 100)
        invoice = self.store.add(
            "in",
            "invoice",
            customer=subscription["customer"],
            currency=subscription["currency"],
            status="open",
            billing_reason=reason,
            total=total,
            amount_due=total,
            amount_paid=0,
            attempt_count=0,
            attempted=False,
            next_payment_attempt=None,
            number=f"EM-{len(self.store.all('invoice')) + 1:04d}",
            lines={"object": "list", "data": lines, "has_more": False},
            parent={
                "type": "subscription_details",
                "subscription_details": {
                    "subscription": subscription["id"],
                    "metadata": subscription["metadata"],
                },
            },
            status_transitions={"paid_at": None, "finalized_at": self.store.clock.now()},
        )
        invoice["invoice_pdf"] = f"{self.base}/invoices/{invoice['id']}.pdf"
        invoice["hosted_invoice_url"] = f"{self.base}/invoices/{invoice['id']}"
        subscription["latest_invoice"] = invoice["id"]
        self.events.emit("invoice.finalized", invoice)
        return invoice

    def collect(self, invoice: Object) -> bool:
        """Try to charge the card; False when it is refused."""
        customer = self.store.find("customer", invoice["customer"])
        invoice["attempt_count"] += 1
        invoice["attempted"] = True
        if invoice["total"] == 0 or card_pays(self.store, customer):
            if invoice["total"]:
                intent = charge(self.store, customer["id"], invoice["total"], invoice["currency"])
                invoice["payment"] = intent["id"]
            invoice.update(status="paid", amount_paid=invoice["total"], next_payment_attempt=None)
            invoice["status_transitions"]["paid_at"] = self.store.clock.now()
            self.events.emit("invoice.paid", invoice)
            return True
        attempts = invoice["attempt_count"]
        pause = RETRY_DAYS[attempts - 1] if attempts <= len(RETRY_DAYS) else None
        invoice["next_payment_attempt"] = self.store.clock.now() + pause * DAY if pause else None
        self.events.emit("invoice.payment_failed", invoice)
        return False


def refund(store: Store, events: Events, asked: Object) -> Object:
    """Give money back. Raises ``Problem`` when more is asked for than was paid."""
    found: Any = (
        asked.get("charge") or store.find("payment_intent", asked.get("payment_intent"))["latest_charge"]
    )
    paid = store.find("charge", found)
    amount = int(asked.get("amount") or paid["amount"] - paid["amount_refunded"])
    if not 0 < amount <= paid["amount"] - paid["amount_refunded"]:
        raise Problem(400, "Refund amount is greater than charge amount.", code="charge_already_refunded")
    paid["amount_refunded"] += amount
    paid["refunded"] = paid["amount_refunded"] == paid["amount"]
    made = store.add(
        "re",
        "refund",
        charge=paid["id"],
        payment_intent=paid["payment_intent"],
        amount=amount,
        currency=paid["currency"],
        status="succeeded",
        metadata={},
    )
    events.emit("refund.created", made)
    events.emit("charge.refunded", paid)
    return made


def dispute(store: Store, events: Events, charge_id: str) -> Object:
    """The holder of the card takes the money back."""
    paid = store.find("charge", charge_id)
    paid["disputed"] = True
    made = store.add(
        "dp",
        "dispute",
        charge=paid["id"],
        payment_intent=paid["payment_intent"],
        amount=paid["amount"],
        currency=paid["currency"],
        status="needs_response",
    )
    events.emit("charge.dispute.created", made)
    return made


def close_dispute(store: Store, events: Events, dispute_id: str, status: str) -> None:
    """The bank has decided: ``won`` or ``lost``."""
    found = store.find("dispute", dispute_id)
    found["status"] = status
    events.emit("charge.dispute.closed", found)
