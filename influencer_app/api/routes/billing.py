"""Routes of plans, packs and what a workspace has bought."""

from fastapi import APIRouter

from influencer_app.api.access import Owner, SignedIn, public
from influencer_app.api.schema import problems
from influencer_app.app_services import payments
from influencer_app.db.transaction import reading
from influencer_app.domain.billing.offers import list_offers
from influencer_app.domain.billing.schemas import (
    BillingDetail,
    NewCheckout,
    Offers,
    PageToOpen,
    SessionToConfirm,
)
from influencer_app.wiring import runtime

router = APIRouter(prefix="/api/billing", tags=["billing"])


@router.get("/plans")
@public
async def list_plans() -> Offers:
    """Plans and packs with their prices."""
    async with reading() as session:
        return await list_offers(session, buying=runtime().settings.sells)


@router.get("")
async def get_billing(actor: SignedIn) -> BillingDetail:
    """The plan of the workspace and how it is paid for."""
    return await payments.get_billing(actor)


@router.post("/checkout", responses=problems(404, 409, 429))
async def start_checkout(actor: Owner, new: NewCheckout) -> PageToOpen:
    """Open a page to pay on. 404 where nothing can be bought; 409 for a second plan: use the portal."""
    return PageToOpen(url=await payments.start_checkout(actor, new))


@router.post("/portal", responses=problems(404, 429))
async def open_portal(actor: Owner) -> PageToOpen:
    """Open the page to change plan and card, to cancel and to resume. 404 where nothing was bought."""
    return PageToOpen(url=await payments.open_portal(actor))


@router.post("/confirm", responses=problems(404))
async def confirm(actor: SignedIn, asked: SessionToConfirm) -> BillingDetail:
    """Fulfil a paid checkout of the workspace, as its webhook does; any number of times."""
    await payments.confirm(actor, asked.session_id)
    return await payments.get_billing(actor)
