"""Billing of the open workspace: plan, packs, card and invoices."""

from dataclasses import dataclass
from typing import ClassVar

from influencer_app.app_services import payments
from influencer_app.db.transaction import reading
from influencer_app.domain.billing.offers import list_offers
from influencer_app.domain.billing.schemas import (
    BillingDetail,
    InvoiceDetail,
    NewCheckout,
    Offers,
)
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotFound
from influencer_app.web.access import background, owner
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.billing import BILLING
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.settings import billing_copy as copy
from influencer_app.web.parsing import parse
from influencer_app.web.public_site.facts import money
from influencer_app.wiring import runtime


@dataclass(frozen=True)
class PackCard:
    """Bought credits on offer."""

    code: str
    name: str
    price: str


@dataclass(frozen=True)
class InvoiceRow:
    """An invoice."""

    id: str
    number: str
    created_at: str
    total: str
    status: str
    pdf_url: str


@dataclass(frozen=True)
class BillingData:
    """What the section shows."""

    detail: BillingDetail
    offers: Offers


class BillingState(PageState):
    """``invoices_known`` is False while the payment provider does not answer."""

    plan_name: str = ""
    price: str = ""
    status: str = "none"
    renews_at: str = ""
    cancels_at: str = ""
    grace_until: str = ""
    pending: str = ""
    card: str = ""
    debt: str = ""
    packs: list[PackCard] = []
    invoices: list[InvoiceRow] = []
    invoices_known: bool = True
    buying: bool = False
    has_customer: bool = False
    may_buy: bool = False

    _loaders: ClassVar = frozenset({BILLING})

    @owner
    @background
    async def buy(self, actor: Actor, pack_code: str) -> None:
        """Go and pay for a pack."""
        await self._check_out(actor, {"pack": pack_code})

    @owner
    @background
    async def subscribe(self, actor: Actor, plan_code: str, interval: str) -> None:
        """Go and pay for a plan."""
        await self._check_out(actor, {"plan": plan_code, "interval": interval})

    @owner
    @background
    async def manage(self, actor: Actor) -> None:
        """Go to the page where plan and card are changed."""
        url = await payments.open_portal(actor)
        async with self:
            self._leave(url)

    async def _check_out(self, actor: Actor, wanted: dict[str, str]) -> None:
        url = await payments.start_checkout(actor, parse(NewCheckout, wanted))
        async with self:
            self._leave(url)

    async def _apply_update(self, update: LiveUpdate) -> None:
        """Plan and subscription follow; invoices are read when the page is loaded."""
        if (data := update.get(BILLING)) is not None:
            self._show_plan(data.detail, data.offers)

    def _show(self, actor: Actor, data: BillingData) -> None:
        """All of it, as it was read for a page load."""
        self.may_buy = actor.may("owner")
        self.buying, self.has_customer = data.offers.buying, data.detail.has_customer
        self.packs = [
            PackCard(one.code, copy.CREDITS.format(count=f"{one.credits:,}"), money(one.cents))
            for one in data.offers.packs
        ]
        card = data.detail.payment_method
        self.card = (
            f"{copy.CARD.format(brand=card.brand.capitalize(), last4=card.last4)}, "
            f"{copy.EXPIRES.format(expires=card.expires)}"
            if card
            else ""
        )
        self.invoices_known = data.detail.invoices is not None
        self.invoices = [_row(one) for one in data.detail.invoices or ()]
        self._show_plan(data.detail, data.offers)

    def _show_plan(self, detail: BillingDetail, offers: Offers) -> None:
        plans = {plan.code: plan for plan in offers.plans}
        plan = plans[detail.plan]
        self.plan_name, self.status = plan.name, detail.status
        cents, text = (
            (plan.year_cents, copy.A_YEAR) if detail.interval == "year" else (plan.month_cents, copy.A_MONTH)
        )
        self.price = text.format(price=money(cents)) if cents and detail.status != "none" else ""
        pending = plans.get(detail.pending_plan or "")
        self.pending = copy.PENDING.format(plan=pending.name) if pending else ""
        self.renews_at = detail.renews_at.isoformat() if detail.renews_at else ""
        self.cancels_at = detail.cancels_at.isoformat() if detail.cancels_at else ""
        self.grace_until = detail.grace_until.isoformat() if detail.grace_until else ""
        self.debt = copy.DEBT.format(count=f"{detail.debt:,}") if detail.debt else ""


async def read_billing_section(actor: Actor) -> BillingData:
    """All of it; asks the payment provider for card and invoices."""
    async with reading(actor) as session:
        offers = await list_offers(session, buying=runtime().settings.sells)
    return BillingData(await payments.get_billing(actor), offers)


async def confirm_return(actor: Actor, session_id: str) -> bool | None:
    """Fulfil the checkout that somebody has returned from; None where there is nothing to say about it."""
    if not session_id or not session_id.replace("_", "").isalnum():
        return None
    try:
        return await payments.confirm(actor, session_id)
    except NotFound:
        return None


def _row(one: InvoiceDetail) -> InvoiceRow:
    status = copy.INVOICE_STATUSES.get(one.status, one.status.capitalize())
    return InvoiceRow(
        id=one.id,
        number=one.number or "",
        created_at=one.created_at.isoformat(),
        total=money(one.total),
        status=status,
        pdf_url=one.pdf_url or one.url or "",
    )
