"""Reads what a workspace has bought."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.billing.purchase_models import Subscription
from influencer_app.domain.billing.purchases import find_customer
from influencer_app.domain.billing.queries import get_plan
from influencer_app.domain.billing.schemas import BillingDetail, CardDetail, InvoiceDetail, SubscriptionDetail
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.workspaces.schemas import WorkspaceScope

INVOICES_MAX = 12


@dataclass(frozen=True, slots=True)
class StoredBilling:
    """What our own rows say: plan, subscription if it has not ended, and the provider's customer."""

    plan: str
    subscription: SubscriptionDetail | None
    customer_id: str | None
    debt: int


async def read_billing(session: AsyncSession, scope: WorkspaceScope) -> StoredBilling:
    """Raises ``NotFound`` without the workspace."""
    plan = await get_plan(session, scope.workspace_id)
    row = await session.get(Subscription, scope.workspace_id)
    live = row if row is not None and row.ended_at is None else None
    return StoredBilling(
        plan=plan.code,
        subscription=SubscriptionDetail.model_validate(live, from_attributes=True) if live else None,
        customer_id=await find_customer(session, scope.workspace_id),
        debt=(await get_balance(session, scope)).debt,
    )


def to_detail(
    stored: StoredBilling, invoices: list[InvoiceDetail] | None, card: CardDetail | None, *, buying: bool
) -> BillingDetail:
    """All of it, with what the provider told."""
    subscription = stored.subscription.model_dump() if stored.subscription else {"status": "none"}
    return BillingDetail(
        plan=stored.plan,
        **subscription,
        debt=stored.debt,
        payment_method=card,
        invoices=invoices,
        buying=buying,
        has_customer=stored.customer_id is not None,
    )
