"""Prepares what an event of the payment provider changes: fetches what it is about, returns the change.

Webhooks, the page that people return to and the reconciler all come here. Nothing in an event is believed
but its kind and the id of what it is about, so its order does not matter.
"""

from influencer_app.db.base import AsyncSession, now
from influencer_app.domain.billing.ports import CheckoutTold, PaymentPort, PaymentTold
from influencer_app.domain.billing.purchases import fulfil
from influencer_app.domain.billing.refunds import apply_reversals
from influencer_app.domain.billing.subscriptions import apply_subscription
from influencer_app.domain.webhook_inbox.service import Effect
from influencer_app.errors import NotFound


async def prepare_effect(payments: PaymentPort, kind: str, subject: str) -> Effect:
    """The change that an event asks for; none for kinds that we do not handle, and for what is gone."""
    try:
        if kind.startswith("checkout.session."):
            return await prepare_checkout(payments, await payments.get_checkout(subject))
        if kind.startswith("customer.subscription."):
            return await prepare_subscription(payments, subject)
        if kind.startswith("invoice."):
            subscription_id = await payments.find_subscription_of(subject)
            if subscription_id is not None:
                return await prepare_subscription(payments, subscription_id)
        if kind.startswith(("charge.", "refund.")):
            payment_id = await payments.find_payment_of(kind, subject)
            if payment_id is not None:
                return _reverse(await payments.get_payment(payment_id))
    except NotFound:
        return _nothing
    return _nothing


async def prepare_checkout(payments: PaymentPort, told: CheckoutTold) -> Effect:
    """Fulfil a checkout, and apply the subscription that it began."""
    begun = told.subscription_id if told.is_paid else None
    subscribe = await prepare_subscription(payments, begun) if begun else _nothing

    async def apply(session: AsyncSession) -> bool:
        await fulfil(session, told)
        return await subscribe(session)

    return apply


async def prepare_subscription(payments: PaymentPort, subscription_id: str) -> Effect:
    """Make the workspace's subscription what it is at the provider."""
    read_at = now()
    told = await payments.get_subscription(subscription_id)

    async def apply(session: AsyncSession) -> bool:
        return await apply_subscription(session, told, read_at)

    return apply


def _reverse(told: PaymentTold) -> Effect:
    async def apply(session: AsyncSession) -> bool:
        await apply_reversals(session, told)
        return True

    return apply


async def _nothing(_: AsyncSession) -> bool:
    return True
