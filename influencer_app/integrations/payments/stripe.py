"""Sells through Stripe. The package repeats a failed call by itself, under the same idempotency key."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import stripe

from influencer_app.domain.billing.ports import (
    CheckoutOrder,
    CheckoutTold,
    OpenedCheckout,
    PaymentTold,
    PriceToPay,
    SubscriptionTold,
    VerifiedEvent,
)
from influencer_app.domain.billing.schemas import CardDetail, InvoiceDetail
from influencer_app.errors import NotFound, Unavailable
from influencer_app.integrations.payments import reading
from influencer_app.integrations.payments.calls import ATTEMPT_SECONDS, NO_ANSWER, stripe_call
from influencer_app.integrations.payments.webhooks import HANDLED, parse, to_event

CURRENCY: Final = "usd"
API_VERSION: Final = "2026-10-28.endive"
PAGE: Final = 100
EVENTS_MAX: Final = 5000
SUBSCRIPTION_PARTS: Final = ["schedule.phases.items.price", "latest_invoice"]


class StripePayments:
    """Implements ``PaymentPort``."""

    def __init__(
        self,
        key: str,
        secrets: tuple[str, ...],
        *,
        base_url: str = stripe.DEFAULT_API_BASE,
        account: str = "",
        tax: bool = False,
        promotion_codes: bool = True,
    ) -> None:
        stripe.enable_telemetry = False
        self._http = stripe.HTTPXClient(timeout=ATTEMPT_SECONDS)
        self._v1 = stripe.StripeClient(
            key,
            stripe_version=API_VERSION,
            base_addresses={"api": base_url},
            http_client=self._http,
            max_network_retries=2,
        ).v1
        self._secrets, self._account = secrets, account
        self._live = "_live_" in key
        self._tax, self._promotion_codes = tax, promotion_codes
        self._prices: dict[str, tuple[str, str]] = {}
        self._portals: dict[str, str] = {}

    async def aclose(self) -> None:
        """Close its connections."""
        await self._http.close_async()  # type: ignore[no-untyped-call]  # Stripe's own

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> VerifiedEvent:
        """See the port."""
        return parse(headers, body, self._secrets, account=self._account, live=self._live)

    async def get_account(self) -> str:
        """The id of the account that the key belongs to."""
        async with stripe_call("The account"):
            return (await self._v1.accounts.retrieve_current_async()).id

    async def create_customer(self, workspace_id: UUID, name: str, email: str) -> str:
        """See the port."""
        async with stripe_call("The customer"):
            made = await self._v1.customers.create_async(
                {"name": name, "email": email, "metadata": {"workspace": str(workspace_id)}},
                {"idempotency_key": f"customer:{workspace_id}"},
            )
        return made.id

    async def delete_customer(self, customer_id: str) -> None:
        """See the port. Stripe cancels the subscriptions of a customer that is deleted."""
        with suppress(NotFound):
            async with stripe_call("The customer"):
                await self._v1.customers.delete_async(customer_id)

    async def open_checkout(self, order: CheckoutOrder) -> OpenedCheckout:
        """See the port."""
        ours = {"purchase": str(order.purchase_id)}
        asked: dict[str, Any] = {
            "mode": "subscription" if order.price.interval else "payment",
            "customer": order.customer_id,
            "client_reference_id": str(order.purchase_id),
            "metadata": ours,
            "success_url": order.success_url,
            "cancel_url": order.cancel_url,
            "allow_promotion_codes": self._promotion_codes,
        }
        if order.price.interval:
            data: dict[str, Any] = {"metadata": ours}
            if order.trial_days:
                data["trial_period_days"] = order.trial_days
            asked["subscription_data"] = data
        else:
            asked["payment_intent_data"] = {"metadata": ours}
            asked["invoice_creation"] = {"enabled": True}
        if self._tax:
            asked["automatic_tax"] = {"enabled": True}
            asked["customer_update"] = {"address": "auto", "name": "auto"}
            asked["tax_id_collection"] = {"enabled": True}
        async with stripe_call("The checkout"):
            price, _ = await self._price(order.price)
            asked["line_items"] = [{"price": price, "quantity": 1}]
            made = await self._v1.checkout.sessions.create_async(
                _typed(asked), {"idempotency_key": f"checkout:{order.purchase_id}"}
            )
        if made.url is None:
            raise Unavailable(NO_ANSWER)
        return OpenedCheckout(made.id, made.url)

    async def expire_checkout(self, session_id: str) -> None:
        """See the port."""
        async with stripe_call("The checkout"):
            try:
                await self._v1.checkout.sessions.expire_async(session_id)
            except stripe.InvalidRequestError:
                found = await self._v1.checkout.sessions.retrieve_async(session_id)
                if found.status == "open":
                    raise

    async def open_portal(self, customer_id: str, prices: Sequence[PriceToPay], return_url: str) -> str:
        """See the port."""
        async with stripe_call("The customer"):
            made = await self._v1.billing_portal.sessions.create_async(
                {
                    "customer": customer_id,
                    "configuration": await self._portal(prices),
                    "return_url": return_url,
                }
            )
        return made.url

    async def get_checkout(self, session_id: str) -> CheckoutTold:
        """See the port."""
        async with stripe_call("The checkout"):
            found = await self._v1.checkout.sessions.retrieve_async(session_id)
        return reading.to_checkout(found.to_dict())

    async def get_subscription(self, subscription_id: str) -> SubscriptionTold:
        """See the port."""
        async with stripe_call("The subscription"):
            found = await self._v1.subscriptions.retrieve_async(
                subscription_id, {"expand": SUBSCRIPTION_PARTS}
            )
        return reading.to_subscription(found.to_dict())

    async def get_payment(self, payment_id: str) -> PaymentTold:
        """See the port."""
        of_it: Any = {"payment_intent": payment_id, "limit": PAGE}
        async with stripe_call("The payment"):
            intent = await self._v1.payment_intents.retrieve_async(payment_id, {"expand": ["latest_charge"]})
            refunds = await self._v1.refunds.list_async(of_it)
            disputes = await self._v1.disputes.list_async(of_it)
        charge = intent.to_dict().get("latest_charge")
        if not isinstance(charge, Mapping):
            raise NotFound("The payment")
        return reading.to_payment(
            payment_id,
            charge,
            [one.to_dict() for one in refunds.data],
            [one.to_dict() for one in disputes.data],
        )

    async def find_subscription_of(self, invoice_id: str) -> str | None:
        """See the port."""
        async with stripe_call("The invoice"):
            found = (await self._v1.invoices.retrieve_async(invoice_id)).to_dict()
        details = (found.get("parent") or {}).get("subscription_details") or {}
        return reading.id_of(details.get("subscription"))

    async def find_payment_of(self, kind: str, name: str) -> str | None:
        """See the port."""
        async with stripe_call("The payment"):
            if kind.startswith("charge.dispute"):
                found: Any = await self._v1.disputes.retrieve_async(name)
            elif kind.startswith("refund."):
                found = await self._v1.refunds.retrieve_async(name)
            else:
                found = await self._v1.charges.retrieve_async(name)
        return reading.id_of(found.to_dict().get("payment_intent"))

    async def list_invoices(self, customer_id: str, limit: int) -> list[InvoiceDetail]:
        """See the port."""
        async with stripe_call("The customer"):
            found = await self._v1.invoices.list_async({"customer": customer_id, "limit": limit})
        return [reading.to_invoice(one.to_dict()) for one in found.data]

    async def find_card(self, customer_id: str) -> CardDetail | None:
        """See the port."""
        async with stripe_call("The customer"):
            found = await self._v1.customers.retrieve_async(
                customer_id, {"expand": ["invoice_settings.default_payment_method"]}
            )
        return reading.to_card((found.to_dict().get("invoice_settings") or {}).get("default_payment_method"))

    async def list_events(self, since: datetime, until: datetime) -> list[VerifiedEvent]:
        """See the port. Raises ``Unavailable`` for more than ``EVENTS_MAX``."""
        asked: dict[str, Any] = {
            "types": list(HANDLED),
            "created": {
                "gte": int(since.timestamp()),
                "lte": int((until + timedelta(seconds=1)).timestamp()),
            },
            "limit": PAGE,
        }
        events: list[VerifiedEvent] = []
        async with stripe_call("The events"):
            while len(events) < EVENTS_MAX:
                page = await self._v1.events.list_async(_typed(asked))
                events += [to_event(one.to_dict()) for one in page.data]
                if not page.has_more or not page.data:
                    return sorted(events, key=lambda event: event.created_at)
                asked["starting_after"] = page.data[-1].id
        raise Unavailable("There are too many events to ask for at once.")

    async def _price(self, price: PriceToPay) -> tuple[str, str]:
        """The ids of a price and its product at Stripe, made on first use."""
        if price.key in self._prices:
            return self._prices[price.key]
        found = await self._v1.prices.list_async({"lookup_keys": [price.key], "limit": 1})
        one = found.data[0] if found.data else await self._make_price(price)
        self._prices[price.key] = one.id, reading.id_of(one.to_dict()["product"]) or ""
        return self._prices[price.key]

    async def _make_price(self, price: PriceToPay) -> stripe.Price:
        asked: dict[str, Any] = {
            "currency": CURRENCY,
            "unit_amount": price.cents,
            "lookup_key": price.key,
            "metadata": {"key": price.key},
            "product_data": {"name": price.name},
        }
        if price.interval:
            asked["recurring"] = {"interval": price.interval}
        return await self._v1.prices.create_async(_typed(asked), {"idempotency_key": f"price:{price.key}"})

    async def _portal(self, prices: Sequence[PriceToPay]) -> str:
        """The id of the portal's configuration for these prices, made on first use."""
        ids = [await self._price(price) for price in prices]
        products = [{"product": product, "prices": [one]} for one, product in ids]
        features: dict[str, Any] = {
            "invoice_history": {"enabled": True},
            "payment_method_update": {"enabled": True},
            "subscription_cancel": {"enabled": True, "mode": "at_period_end"},
            "subscription_update": {
                "enabled": True,
                "default_allowed_updates": ["price"],
                "proration_behavior": "always_invoice",
                "schedule_at_period_end": {
                    "conditions": [{"type": "decreasing_item_amount"}, {"type": "shortening_interval"}]
                },
                "products": products,
            },
        }
        name = hashlib.sha256(json.dumps(features, sort_keys=True).encode()).hexdigest()[:32]
        if name not in self._portals:
            listed = await self._v1.billing_portal.configurations.list_async({"active": True, "limit": PAGE})
            known = {(one.to_dict().get("metadata") or {}).get("features"): one.id for one in listed.data}
            self._portals[name] = known.get(name) or await self._make_portal(name, features)
        return self._portals[name]

    async def _make_portal(self, name: str, features: dict[str, Any]) -> str:
        asked = {"features": features, "metadata": {"features": name}}
        made = await self._v1.billing_portal.configurations.create_async(
            _typed(asked), {"idempotency_key": f"portal:{name}"}
        )
        return made.id


def _typed(asked: dict[str, Any]) -> Any:
    """Stripe's types name each field; what is asked for is built from parts."""
    return asked
