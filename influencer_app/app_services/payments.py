"""Buys plans and packs: checkout, portal, and the return from a checkout. Pages and REST share it."""

from typing import Final
from uuid import UUID

import structlog

from influencer_app.app_services.payment_events import prepare_checkout
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.queries import get_person
from influencer_app.domain.billing.billing_detail import INVOICES_MAX, read_billing, to_detail
from influencer_app.domain.billing.offers import list_prices_to_pay
from influencer_app.domain.billing.ports import CheckoutOrder, PaymentPort
from influencer_app.domain.billing.purchases import (
    begin_purchase,
    find_customer,
    find_purchase,
    forget_customer,
    has_live_subscription,
    list_open_checkouts,
    record_customer,
    record_opened,
)
from influencer_app.domain.billing.schemas import BillingDetail, InvoiceDetail, NewCheckout
from influencer_app.domain.workspaces.queries import get_workspace
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError, NotConfigured, NotFound, Unavailable
from influencer_app.wiring import runtime

log = structlog.get_logger(__name__)

BILLING_PAGE: Final = "/dashboard/settings?tab=billing"
RETURN_PAGE: Final = f"{BILLING_PAGE}&session_id={{CHECKOUT_SESSION_ID}}"
ATTEMPTS_MAX: Final = 5


def payments() -> PaymentPort:
    """The payment provider. Raises ``NotFound`` where nothing can be bought."""
    found = runtime().payments
    if found is None:
        raise NotFound("Buying")
    return found


async def start_checkout(actor: Actor, new: NewCheckout) -> str:
    """The address of the page to pay on.

    Raises ``NotFound`` where nothing can be bought, ``InvalidInput``, ``Conflict`` for a second plan, and
    ``Unavailable`` while the provider does not answer; nothing was charged then.
    """
    provider = payments()
    base = runtime().settings.base_url
    async with transaction(actor) as session:
        begun = await begin_purchase(session, actor, new)
    customer_id = begun.customer_id or await _make_customer(actor, provider)
    for name in begun.replaces:
        await provider.expire_checkout(name)
    opened = await provider.open_checkout(
        CheckoutOrder(
            purchase_id=begun.id,
            customer_id=customer_id,
            price=begun.price,
            success_url=f"{base}{RETURN_PAGE}",
            cancel_url=f"{base}{BILLING_PAGE}",
            trial_days=begun.trial_days,
        )
    )
    async with transaction(actor) as session:
        await record_opened(session, begun.id, opened.id)
    return opened.url


async def open_portal(actor: Actor) -> str:
    """The address of the page to change plan and card, to cancel and to resume.

    Raises ``NotFound`` where nothing can be bought, and for a workspace that has bought nothing yet.
    """
    provider = payments()
    async with reading(actor) as session:
        customer_id = await find_customer(session, actor.workspace_id)
        prices = await list_prices_to_pay(session)
    if customer_id is None:
        raise NotFound("A purchase of this workspace")
    return await provider.open_portal(customer_id, prices, f"{runtime().settings.base_url}{BILLING_PAGE}")


async def confirm(actor: Actor, session_id: str) -> bool:
    """Fulfil a checkout that somebody has returned from, as its webhook does; whether it is paid.

    Any number of times. Raises ``NotFound`` for a checkout of another workspace.
    """
    provider = payments()
    async with reading(actor) as session:
        await find_purchase(session, actor.workspace_id, session_id)
    for _ in range(ATTEMPTS_MAX):
        told = await provider.get_checkout(session_id)
        apply = await prepare_checkout(provider, told)
        async with transaction(actor) as session:
            if await apply(session):
                return told.is_paid
    raise Unavailable("This purchase is being processed. Try again in a moment.")


async def close_customer(workspace_id: UUID) -> None:
    """End what a deleted workspace pays for, and delete its customer at the provider. Any number of times.

    Without a key nobody can be charged for a pack, but for a running plan: raises ``NotConfigured`` then, and
    ``Unavailable`` while the provider does not answer.
    """
    provider = runtime().payments
    async with reading() as session:
        customer_id = await find_customer(session, workspace_id)
        pays = await has_live_subscription(session, workspace_id)
        waiting = await list_open_checkouts(session, workspace_id)
    if customer_id is None:
        return
    if provider is None:
        if pays:
            raise NotConfigured("There is no STRIPE_SECRET_KEY to end the plan of a deleted workspace with.")
        log.warning("customer_left", customer_id=customer_id)
        return
    for name in waiting:
        await provider.expire_checkout(name)
    await provider.delete_customer(customer_id)
    async with transaction() as session:
        await forget_customer(session, workspace_id)


async def get_billing(actor: Actor) -> BillingDetail:
    """The workspace's plan and how it is paid for; invoices are None while the provider does not answer.

    Our own rows are read last: what changes while the provider is asked counts.
    """
    provider = runtime().payments
    async with reading(actor) as session:
        customer_id = await find_customer(session, actor.workspace_id)
    invoices: list[InvoiceDetail] | None = []
    card = None
    if provider is not None and customer_id is not None:
        try:
            invoices = await provider.list_invoices(customer_id, INVOICES_MAX)
            card = await provider.find_card(customer_id)
        except AppError as error:
            log.warning("invoices_not_read", reason=error.sentence)
            invoices = None
    async with reading(actor) as session:
        stored = await read_billing(session, actor)
    return to_detail(stored, invoices, card, buying=provider is not None)


async def _make_customer(actor: Actor, provider: PaymentPort) -> str:
    async with reading(actor) as session:
        person = await get_person(session, actor)
        workspace = await get_workspace(session, actor, actor.workspace_id)
    customer_id = await provider.create_customer(actor.workspace_id, workspace.name, person.email)
    async with transaction(actor) as session:
        return await record_customer(session, actor.workspace_id, customer_id)
