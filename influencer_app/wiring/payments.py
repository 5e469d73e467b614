"""Wires payments, where a key is set."""

from contextlib import AsyncExitStack

from influencer_app.domain.billing.ports import PaymentPort
from influencer_app.settings import Settings
from influencer_app.wiring.bindings import Bindings


def bind_payments(bindings: Bindings, settings: Settings, resources: AsyncExitStack) -> None:
    """Bind the payment provider; ``resources`` closes its connections."""
    if not settings.sells:
        return
    from influencer_app.integrations.payments.stripe import (  # noqa: PLC0415 - its package takes a second
        StripePayments,
    )

    payments = StripePayments(
        settings.stripe_secret_key.get_secret_value(),
        settings.stripe_webhook_secrets,
        base_url=settings.stripe_base_url,
        account=settings.stripe_account_id,
        tax=settings.stripe_tax,
        promotion_codes=settings.stripe_promotion_codes,
    )
    resources.push_async_callback(payments.aclose)
    bindings.bind(PaymentPort).to(payments)
