"""The plans of this installation, and the one of the open workspace."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.billing.billing_detail import read_billing
from influencer_app.domain.billing.offers import list_offers
from influencer_app.domain.billing.schemas import PlanOffer
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.settings import copy
from influencer_app.web.public_site.facts import contact_url, money
from influencer_app.wiring import runtime


@dataclass(frozen=True)
class PlanCard:
    """A plan; ``contact_url`` is where to ask for it, empty for the current one and where nobody can be.

    ``month`` and ``year`` are prices at which it can be bought; ``changes`` says that a running subscription
    can be changed to it.
    """

    code: str
    name: str
    price: str
    period: str
    facts: list[str]
    current: bool
    contact_url: str
    month: str
    year: str
    changes: bool


class PlansState(PageState):
    """Without handlers: ``BillingState`` buys, and where nothing is sold the operator changes plans."""

    plans: list[PlanCard] = []
    buying: bool = False


async def read_plans(session: AsyncSession, actor: Actor) -> list[PlanCard]:
    """All plans, in the caller's transaction."""
    settings = runtime().settings
    stored = await read_billing(session, actor)
    offers = await list_offers(session, buying=settings.sells)
    sells, has_one = settings.sells and actor.may("owner"), stored.subscription is not None
    contact = "" if settings.sells else settings.operator_contact
    return [
        _card(plan, plan.code == stored.plan, contact, buys=sells and not has_one, changes=sells and has_one)
        for plan in offers.plans
    ]


def _card(plan: PlanOffer, current: bool, contact: str, *, buys: bool, changes: bool) -> PlanCard:
    jobs = copy.ONE_JOB if plan.running_max == 1 else copy.JOBS.format(number=plan.running_max)
    mark = copy.WATERMARK if plan.watermark else copy.NO_WATERMARK
    month, year = plan.month_cents if buys else None, plan.year_cents if buys else None
    return PlanCard(
        code=plan.code,
        name=plan.name,
        price=money(plan.monthly_cents),
        period=copy.A_MONTH if plan.monthly_cents else copy.FOREVER,
        facts=[copy.CREDITS_A_DAY.format(number=f"{plan.daily_credits:,}"), jobs, mark],
        current=current,
        contact_url="" if current else contact_url(contact, copy.SUBJECT.format(plan=plan.name)),
        month=money(month) if month and not current else "",
        year=money(year) if year and not current else "",
        changes=changes and not current,
    )
