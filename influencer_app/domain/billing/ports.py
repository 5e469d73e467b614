"""The port of the payment provider. What it tells is fetched, never taken from a webhook's body."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from influencer_app.domain.billing.schemas import CardDetail, Interval, InvoiceDetail

CheckoutStatus = Literal["open", "complete", "expired"]


@dataclass(frozen=True, slots=True)
class PriceToPay:
    """A price at the provider, made there on first use. ``key`` names it for ever, so it never changes."""

    key: str
    name: str
    cents: int
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class CheckoutOrder:
    """A checkout to open. ``purchase_id`` is ours: asked for twice, there is one."""

    purchase_id: UUID
    customer_id: str
    price: PriceToPay
    success_url: str
    cancel_url: str
    trial_days: int = 0


@dataclass(frozen=True, slots=True)
class OpenedCheckout:
    """A page on which somebody can pay."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class CheckoutTold:
    """A checkout as it is now. ``is_paid`` also when nothing was due."""

    id: str
    purchase_id: UUID | None
    customer_id: str
    status: CheckoutStatus
    is_paid: bool
    payment_id: str | None
    subscription_id: str | None


@dataclass(frozen=True, slots=True)
class SubscriptionTold:
    """A subscription as it is now.

    ``price_key`` and ``pending_price_key`` name prices like ``PriceToPay.key``; ``unpaid_since`` is when an
    invoice became due that is still open.
    """

    id: str
    customer_id: str
    status: str
    price_key: str
    renews_at: datetime
    cancels_at: datetime | None
    ended_at: datetime | None
    pending_price_key: str | None
    unpaid_since: datetime | None


@dataclass(frozen=True, slots=True)
class Reversal:
    """Money of a payment that went back: a refund, or a dispute that is open or lost.

    ``holds`` is False once it was taken back: a failed refund, or a dispute that was won.
    """

    id: str
    kind: Literal["refund", "dispute"]
    amount: int
    holds: bool


@dataclass(frozen=True, slots=True)
class PaymentTold:
    """A payment with all that went back of it, oldest first. Amounts in cents."""

    id: str
    amount: int
    reversals: tuple[Reversal, ...]


@dataclass(frozen=True, slots=True)
class VerifiedEvent:
    """An event of the provider, proven to be from it: its id, its kind, and the id of what it is about."""

    id: str
    kind: str
    subject: str
    created_at: datetime


class PaymentPort(Protocol):
    """Sells through a payment provider.

    Calls raise ``Unavailable`` when it does not answer well, ``NotConfigured`` when it refuses this
    installation, ``NotFound`` for what it does not have.
    """

    async def create_customer(self, workspace_id: UUID, name: str, email: str) -> str:
        """The id of the workspace's customer; asked for twice within a day, it is the same."""

    async def delete_customer(self, customer_id: str) -> None:
        """Delete a customer, and end its subscriptions at once; nothing happens if it is gone."""

    async def open_checkout(self, order: CheckoutOrder) -> OpenedCheckout:
        """Open a page to pay on."""

    async def expire_checkout(self, session_id: str) -> None:
        """Close a page on which nobody has paid; nothing happens if it is closed or paid."""

    async def open_portal(self, customer_id: str, prices: Sequence[PriceToPay], return_url: str) -> str:
        """The address of a page to change plan (to one of ``prices``), card and cancellation."""

    async def get_checkout(self, session_id: str) -> CheckoutTold:
        """A checkout as it is now."""

    async def get_subscription(self, subscription_id: str) -> SubscriptionTold:
        """A subscription as it is now."""

    async def get_payment(self, payment_id: str) -> PaymentTold:
        """A payment and what went back of it."""

    async def find_subscription_of(self, invoice_id: str) -> str | None:
        """The subscription of an invoice; None for any other invoice."""

    async def find_payment_of(self, kind: str, name: str) -> str | None:
        """The payment of a charge, refund or dispute."""

    async def list_invoices(self, customer_id: str, limit: int) -> list[InvoiceDetail]:
        """The newest invoices."""

    async def find_card(self, customer_id: str) -> CardDetail | None:
        """The card that is charged next."""

    async def list_events(self, since: datetime, until: datetime) -> list[VerifiedEvent]:
        """What happened between two moments, of the kinds that we handle."""

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> VerifiedEvent:
        """The event of a delivery. Raises ``InvalidSignature``."""
