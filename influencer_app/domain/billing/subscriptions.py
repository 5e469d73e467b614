"""Subscriptions: what the provider tells is applied whole; its order does not matter, late answers count not.

A subscription sets the workspace's plan and nothing else. When it ends, or its payment has failed for
``GRACE``, the workspace is on the plan that it had before.
"""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit
from influencer_app.domain.billing.events import BillingChanged
from influencer_app.domain.billing.models import PlanPrice
from influencer_app.domain.billing.offers import find_plan_price
from influencer_app.domain.billing.payment_mails import mail_owners
from influencer_app.domain.billing.plans import set_plan
from influencer_app.domain.billing.ports import SubscriptionTold
from influencer_app.domain.billing.purchase_models import BillingCustomer, Subscription
from influencer_app.domain.workspaces.models import Workspace
from influencer_app.errors import NotFound

log = structlog.get_logger(__name__)

GRACE = timedelta(days=7)
PAID = ("trialing", "active")
ENDED = ("canceled", "incomplete_expired")


async def apply_subscription(session: AsyncSession, told: SubscriptionTold, read_at: datetime) -> bool:
    """Make the workspace's subscription what the provider told when it was asked at ``read_at``.

    False when a later answer was applied already, so that the provider must be asked once more. What has
    ended stays ended. Raises ``NotFound`` for a price that is not ours.
    """
    workspace_id = await session.scalar(
        select(col(BillingCustomer.workspace_id)).where(col(BillingCustomer.customer_id) == told.customer_id)
    )
    if workspace_id is None:
        log.info("subscription_of_nobody", subscription_id=told.id)
        return True
    workspace = await session.get_one(Workspace, workspace_id, with_for_update={"key_share": True})
    row = await session.get(Subscription, workspace_id, with_for_update=True, populate_existing=True)
    if row is not None and row.subscription_id == told.id:
        if row.ended_at is not None:
            return True
        if read_at <= row.read_at:
            return False
    elif told.status in ENDED:
        return True
    elif row is not None and row.ended_at is None:
        log.error("second_subscription", workspace_id=str(workspace_id), subscription_id=told.id)
        return True
    else:
        price = await _get_price(session, told.price_key)
        row = await _begin(session, row, workspace, told, price, read_at)
    await _apply(session, row, told, read_at)
    return True


async def end_grace(session: AsyncSession, limit: int) -> int:
    """End up to ``limit`` plans that have not been paid for too long; returns how many."""
    overdue = await session.scalars(
        select(col(Subscription.workspace_id))
        .where(col(Subscription.plan).is_not(None), col(Subscription.grace_until) <= now())
        .order_by(col(Subscription.grace_until))
        .limit(limit)
    )
    found = overdue.all()
    for workspace_id in found:
        await session.get(Workspace, workspace_id, with_for_update={"key_share": True})
        row = await session.get(Subscription, workspace_id, with_for_update=True, populate_existing=True)
        if row is not None and row.plan is not None and row.grace_until and row.grace_until <= now():
            await _give(session, row, None)
            await mail_owners(session, workspace_id, "plan_ended")
    return len(found)


async def list_unread(session: AsyncSession, before: datetime, limit: int) -> list[str]:
    """Subscriptions that have not ended and that the provider was not asked about since ``before``."""
    found = await session.scalars(
        select(col(Subscription.subscription_id))
        .where(col(Subscription.ended_at).is_(None), col(Subscription.read_at) < before)
        .order_by(col(Subscription.read_at))
        .limit(limit)
    )
    return list(found)


async def _begin(
    session: AsyncSession,
    row: Subscription | None,
    workspace: Workspace,
    told: SubscriptionTold,
    price: PlanPrice,
    read_at: datetime,
) -> Subscription:
    """A row for a new subscription, in place of one that has ended."""
    if row is not None:
        await session.delete(row)
        await session.flush()
    made = Subscription(
        workspace_id=workspace.id,
        subscription_id=told.id,
        plan_price_id=price.id,
        interval=price.interval,
        status=told.status,
        plan_before=workspace.plan,
        read_at=read_at,
    )
    session.add(made)
    await session.flush()
    return made


async def _apply(session: AsyncSession, row: Subscription, told: SubscriptionTold, read_at: datetime) -> None:
    price = await _get_price(session, told.price_key)
    pending = await _get_price(session, told.pending_price_key) if told.pending_price_key else None
    was_unpaid = row.grace_until is not None
    row.plan_price_id, row.interval, row.status = price.id, price.interval, told.status
    row.renews_at, row.cancels_at, row.read_at = told.renews_at, told.cancels_at, read_at
    row.pending_plan = pending.plan if pending is not None else None
    row.grace_until = (told.unpaid_since or read_at) + GRACE if told.status == "past_due" else None
    if told.status in ENDED:
        row.ended_at = told.ended_at or now()
    within_grace = row.grace_until is not None and now() < row.grace_until
    await _give(session, row, price.plan if told.status in PAID or within_grace else None)
    if row.grace_until is not None and not was_unpaid:
        await mail_owners(session, row.workspace_id, "payment_failed", until=f"{row.grace_until:%-d %B %Y}")


async def _give(session: AsyncSession, row: Subscription, plan: str | None) -> None:
    """Put the workspace on the plan that the subscription gives now, or back on the one before it."""
    if plan != row.plan:
        row.plan = plan
        await set_plan(session, row.workspace_id, plan or row.plan_before)
    emit(session, BillingChanged(workspace_id=row.workspace_id))
    await session.flush()


async def _get_price(session: AsyncSession, key: str) -> PlanPrice:
    found = await find_plan_price(session, key)
    if found is None:
        raise NotFound(f"The price {key}")
    return found
