"""The plans of this installation, and the one of the open workspace."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.billing.queries import get_plan, list_plans
from influencer_app.domain.billing.schemas import PlanDetail
from influencer_app.domain.workspaces.schemas import WorkspaceScope
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.settings import copy
from influencer_app.web.public_site.facts import contact_url, money
from influencer_app.wiring import runtime


@dataclass(frozen=True)
class PlanCard:
    """A plan; ``contact_url`` is where to ask for it, empty for the current one and where nobody can be."""

    name: str
    price: str
    period: str
    facts: list[str]
    current: bool
    contact_url: str


class PlansState(PageState):
    """Without handlers: the operator changes plans."""

    plans: list[PlanCard] = []


async def read_plans(session: AsyncSession, scope: WorkspaceScope) -> list[PlanCard]:
    """All plans, in the caller's transaction."""
    current = await get_plan(session, scope.workspace_id)
    contact = runtime().settings.operator_contact
    return [_card(plan, plan.code == current.code, contact) for plan in await list_plans(session)]


def _card(plan: PlanDetail, current: bool, contact: str) -> PlanCard:
    jobs = copy.ONE_JOB if plan.running_max == 1 else copy.JOBS.format(number=plan.running_max)
    mark = copy.WATERMARK if plan.watermark else copy.NO_WATERMARK
    return PlanCard(
        name=plan.name,
        price=money(plan.monthly_cents),
        period=copy.A_MONTH if plan.monthly_cents else copy.FOREVER,
        facts=[copy.CREDITS_A_DAY.format(number=f"{plan.daily_credits:,}"), jobs, mark],
        current=current,
        contact_url="" if current else contact_url(contact, copy.SUBJECT.format(plan=plan.name)),
    )
