"""Reads what Stripe answers, as plain dicts, into our own terms."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from influencer_app.domain.billing.ports import CheckoutTold, PaymentTold, Reversal, SubscriptionTold
from influencer_app.domain.billing.schemas import CardDetail, InvoiceDetail

Answer = Mapping[str, Any]


def to_checkout(session: Answer) -> CheckoutTold:
    """A checkout session."""
    return CheckoutTold(
        id=session["id"],
        purchase_id=_uuid((session.get("metadata") or {}).get("purchase")),
        customer_id=id_of(session.get("customer")) or "",
        status=session["status"],
        is_paid=session["status"] == "complete" and session["payment_status"] != "unpaid",
        payment_id=id_of(session.get("payment_intent")),
        subscription_id=id_of(session.get("subscription")),
    )


def to_subscription(found: Answer) -> SubscriptionTold:
    """A subscription with its ``schedule`` and ``latest_invoice`` expanded."""
    item = found["items"]["data"][0]
    end = item["current_period_end"]
    cancels = found.get("cancel_at") or (end if found.get("cancel_at_period_end") else None)
    invoice = found.get("latest_invoice") or {}
    unpaid = invoice.get("status") in ("open", "uncollectible")
    return SubscriptionTold(
        id=found["id"],
        customer_id=id_of(found["customer"]) or "",
        status=found["status"],
        price_key=_price_key(item["price"]),
        renews_at=moment(end),
        cancels_at=moment(cancels) if cancels else None,
        ended_at=moment(found["ended_at"]) if found.get("ended_at") else None,
        pending_price_key=_pending_key(found.get("schedule"), item["price"]["id"], end),
        unpaid_since=moment(invoice["created"]) if unpaid else None,
    )


def to_payment(payment_id: str, charge: Answer, refunds: list[Answer], disputes: list[Answer]) -> PaymentTold:
    """A payment's charge and all that went back of it."""
    back = [
        *[(one, "refund", one["status"] not in ("failed", "canceled")) for one in refunds],
        *[(one, "dispute", one["status"] not in ("won", "warning_closed", "prevented")) for one in disputes],
    ]
    reversals = tuple(
        Reversal(one["id"], "refund" if kind == "refund" else "dispute", one["amount"], holds)
        for one, kind, holds in sorted(back, key=lambda each: (each[0]["created"], each[0]["id"]))
    )
    return PaymentTold(payment_id, charge["amount"], reversals)


def to_invoice(found: Answer) -> InvoiceDetail:
    """An invoice."""
    return InvoiceDetail(
        id=found["id"],
        number=found.get("number"),
        status=found["status"],
        total=found["total"],
        currency=found["currency"],
        created_at=moment(found["created"]),
        pdf_url=found.get("invoice_pdf"),
        url=found.get("hosted_invoice_url"),
    )


def to_card(method: Answer | None) -> CardDetail | None:
    """The card of a payment method; None for another kind."""
    card = (method or {}).get("card")
    if not card:
        return None
    expires = f"{card['exp_month']:02}/{card['exp_year']}"
    return CardDetail(brand=card["brand"], last4=card["last4"], expires=expires)


def moment(seconds: int) -> datetime:
    """A time of Stripe."""
    return datetime.fromtimestamp(seconds, UTC)


def id_of(value: Any) -> str | None:
    """The id of something that may be expanded."""
    found = value["id"] if isinstance(value, Mapping) else value
    return str(found) if found else None


def _price_key(price: Answer) -> str:
    """Our name of a price; Stripe may move a lookup key to another price, metadata stay."""
    return str((price.get("metadata") or {}).get("key") or price.get("lookup_key") or "")


def _pending_key(schedule: Any, price_id: str, end: int) -> str | None:
    """The price of a phase that begins when the period ends, if it is another."""
    if not isinstance(schedule, Mapping) or schedule.get("status") != "active":
        return None
    for phase in schedule["phases"]:
        price = phase["items"][0]["price"]
        if phase["start_date"] >= end and id_of(price) != price_id:
            return _price_key(price) if isinstance(price, Mapping) else None
    return None


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None
