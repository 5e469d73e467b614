"""Takes back the credits of refunds and disputes, and gives them again when those fall through."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.outbox import emit
from influencer_app.domain.billing.events import BillingChanged
from influencer_app.domain.billing.ports import PaymentTold
from influencer_app.domain.billing.purchase_models import Purchase
from influencer_app.domain.credits.service import grant, take_back

REASONS = {"refund": "Refund of a purchase", "dispute": "Disputed payment"}
WON = "The dispute was decided for you"


async def apply_reversals(session: AsyncSession, told: PaymentTold) -> None:
    """Take back the share of a pack's credits that each refund or dispute is of the payment, once each.

    What was spent already becomes debt. A payment of nobody, or of a plan, changes no credits.
    """
    row = await session.scalar(
        select(Purchase)
        .where(col(Purchase.payment_id) == told.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None or row.pack is None:
        return
    for one in told.reversals:
        share = row.credits * one.amount // told.amount if told.amount else 0
        if share == 0:
            continue
        key = f"stripe:{one.kind}:{one.id}"
        who, reason = row.person_id, REASONS[one.kind]
        await take_back(
            session, row.workspace_id, share, key=key, kind=one.kind, person_id=who, reason=reason
        )
        if not one.holds:
            await grant(
                session, row.workspace_id, share, key=f"{key}:won", kind="dispute", person_id=who, reason=WON
            )
    emit(session, BillingChanged(workspace_id=row.workspace_id))
    await session.flush()
