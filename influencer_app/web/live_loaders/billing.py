"""Loads plan and subscription of a workspace for live updates."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.billing.billing_detail import read_billing, to_detail
from influencer_app.domain.billing.events import BillingChanged
from influencer_app.domain.billing.offers import list_offers
from influencer_app.domain.billing.schemas import BillingDetail, Offers
from influencer_app.errors import NotFound
from influencer_app.web.live.updates import LoadRequest, register_loader
from influencer_app.wiring import runtime


@dataclass(frozen=True)
class BillingUpdate:
    """What our own rows say, without invoices, and what the plans are."""

    detail: BillingDetail
    offers: Offers


async def _load(session: AsyncSession, request: LoadRequest) -> BillingUpdate | None:
    sells = runtime().settings.sells
    try:
        stored = await read_billing(session, request.scope)
    except NotFound:
        return None
    return BillingUpdate(
        to_detail(stored, None, None, buying=sells), await list_offers(session, buying=sells)
    )


BILLING = register_loader("workspace", (BillingChanged.name,), _load)
"""Plan and subscription; None for a workspace that is gone."""
