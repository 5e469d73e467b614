"""Verifies Stripe's webhooks on the raw body (https://docs.stripe.com/webhooks/signature)."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import stripe

from influencer_app.domain.billing.ports import VerifiedEvent
from influencer_app.errors import InvalidSignature

TOLERANCE_SECONDS: Final = 300
ID_MAX, KIND_MAX = 120, 80
HANDLED: Final = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "customer.subscription.created",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    "customer.subscription.paused",
    "customer.subscription.resumed",
    "invoice.paid",
    "invoice.payment_failed",
    "invoice.payment_action_required",
    "charge.refunded",
    "charge.dispute.created",
    "charge.dispute.closed",
    "refund.failed",
)
"""Kinds that the endpoint has to be subscribed to, and that are asked for when none arrived."""


def parse(
    headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...], *, account: str, live: bool
) -> VerifiedEvent:
    """The event of a delivery that any of ``secrets`` has signed.

    Raises ``InvalidSignature`` for a wrong one, a time more than 300 s ago, and for an event of another
    account or of the other mode (test or live).
    """
    signature = {name.lower(): value for name, value in headers.items()}.get("stripe-signature", "")
    if not any(_is_signed(body, signature, secret) for secret in secrets):
        raise InvalidSignature("The signature is not right, or is old.")
    event = _read(body)
    of_other = event.get("account") or event.get("context")
    if of_other and of_other != account:
        raise InvalidSignature("The event is of another account.")
    if bool(event.get("livemode")) != live:
        raise InvalidSignature("The event is of the other mode.")
    return to_event(event)


def to_event(event: Mapping[str, Any]) -> VerifiedEvent:
    """What we keep of an event. Raises ``InvalidSignature`` when it is none."""
    try:
        found = VerifiedEvent(
            id=str(event["id"]),
            kind=str(event["type"]),
            subject=str(event["data"]["object"].get("id") or event["id"]),
            created_at=datetime.fromtimestamp(int(event["created"]), UTC),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidSignature("The delivery is no event.") from error
    if max(len(found.id), len(found.subject)) > ID_MAX or len(found.kind) > KIND_MAX:
        raise InvalidSignature("The delivery is no event.")
    return found


def _is_signed(body: bytes, signature: str, secret: str) -> bool:
    try:
        stripe.WebhookSignature.verify_header(body, signature, secret, TOLERANCE_SECONDS)
    except (stripe.SignatureVerificationError, UnicodeDecodeError, TypeError):
        return False
    return True


def _read(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise InvalidSignature("The delivery is no event.") from error
    if not isinstance(found, dict):
        raise InvalidSignature("The delivery is no event.")
    return found
