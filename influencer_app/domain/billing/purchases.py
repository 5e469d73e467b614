"""Purchases: begun, opened at the provider, and fulfilled once, however often that is asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, DateTime, String, delete, exists, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import first_id, now
from influencer_app.db.outbox import emit
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.billing.events import BillingChanged
from influencer_app.domain.billing.models import Plan, PlanPrice
from influencer_app.domain.billing.offers import get_pack, get_plan_price, pack_to_pay, plan_price_to_pay
from influencer_app.domain.billing.ports import CheckoutTold, PriceToPay
from influencer_app.domain.billing.purchase_models import BillingCustomer, Purchase, Subscription, Trial
from influencer_app.domain.billing.schemas import NewCheckout
from influencer_app.domain.credits.service import grant
from influencer_app.domain.workspaces.models import Workspace
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import Conflict, NotFound

log = structlog.get_logger(__name__)

OPEN = ("new", "open")
OPEN_FOR = timedelta(hours=24)
"""How long the provider keeps a checkout open."""

HAS_A_PLAN = "This workspace has a plan already. Change it under Manage billing."


@dataclass(frozen=True, slots=True)
class BegunPurchase:
    """A purchase that is about to be paid for; ``replaces`` are checkouts that must be closed first."""

    id: UUID
    price: PriceToPay
    trial_days: int
    customer_id: str | None
    replaces: tuple[str, ...]


async def begin_purchase(session: AsyncSession, actor: Actor, new: NewCheckout) -> BegunPurchase:
    """Write down what is to be bought, with its price.

    Raises ``InvalidInput`` for an unknown plan or pack, ``Conflict`` for a second plan.
    """
    row = Purchase(workspace_id=actor.workspace_id, person_id=actor.person_id)
    replaces: tuple[str, ...] = ()
    if new.pack is not None:
        pack = await get_pack(session, new.pack)
        row.pack, row.credits = pack.code, pack.credits
        price = pack_to_pay(pack)
    else:
        plan, version = await get_plan_price(session, new.plan or "", new.interval)
        await session.get(Workspace, actor.workspace_id, with_for_update={"key_share": True})
        if await has_live_subscription(session, actor.workspace_id):
            raise Conflict(HAS_A_PLAN)
        row.plan_price_id = version.id
        row.trial_days = await _trial_days(session, actor, plan)
        price = plan_price_to_pay(plan, version)
        replaces = await list_open_checkouts(
            session, actor.workspace_id, col(Purchase.plan_price_id).is_not(None)
        )
    session.add(row)
    await session.flush()
    customer_id = await find_customer(session, actor.workspace_id)
    return BegunPurchase(row.id, price, row.trial_days, customer_id, replaces)


async def record_customer(session: AsyncSession, workspace_id: UUID, customer_id: str) -> str:
    """Keep under which id the provider knows the workspace; the one that was first.

    Raises ``NotFound`` for a deleted workspace, whose customer nothing would delete any more.
    """
    workspace = await session.get(Workspace, workspace_id, with_for_update={"key_share": True})
    if workspace is None or workspace.deleted_at is not None:
        raise NotFound("This workspace")
    await session.execute(
        insert(BillingCustomer)
        .values(workspace_id=workspace_id, customer_id=customer_id, created_at=now())
        .on_conflict_do_nothing()
    )
    found = await find_customer(session, workspace_id)
    if found is None:
        raise NotFound("This workspace")
    return found


async def find_customer(session: AsyncSession, workspace_id: UUID) -> str | None:
    """Under which id the provider knows the workspace."""
    found: str | None = await session.scalar(
        select(col(BillingCustomer.customer_id)).where(col(BillingCustomer.workspace_id) == workspace_id)
    )
    return found


async def forget_customer(session: AsyncSession, workspace_id: UUID) -> None:
    """The provider has deleted the customer."""
    await session.execute(delete(BillingCustomer).where(col(BillingCustomer.workspace_id) == workspace_id))


async def record_opened(session: AsyncSession, purchase_id: UUID, session_id: str) -> None:
    """The provider's page is open."""
    row = await session.get(Purchase, purchase_id, with_for_update=True, populate_existing=True)
    if row is not None and row.status == "new":
        row.status, row.session_id = "open", session_id
        await session.flush()


async def find_purchase(session: AsyncSession, workspace_id: UUID, session_id: str) -> UUID:
    """The workspace's purchase of a checkout. Raises ``NotFound``."""
    found: UUID | None = await session.scalar(
        select(col(Purchase.id)).where(
            col(Purchase.session_id) == session_id, col(Purchase.workspace_id) == workspace_id
        )
    )
    if found is None:
        raise NotFound("This purchase")
    return found


async def fulfil(session: AsyncSession, told: CheckoutTold) -> None:
    """Give what was paid for, once. A checkout of nobody, or of a workspace that is gone, changes nothing."""
    row = await _lock(session, told)
    if row is None:
        log.info("checkout_of_nobody", session_id=told.id)
        return
    if row.session_id is None:
        row.session_id, row.status = told.id, "open"
    if told.status == "expired" and row.status in OPEN:
        row.status = "expired"
    if told.is_paid and row.status != "paid":
        row.status, row.paid_at, row.payment_id = "paid", now(), told.payment_id
        await session.flush()
        if row.pack is not None:
            await grant(
                session,
                row.workspace_id,
                row.credits,
                key=f"stripe:session:{told.id}",
                kind="purchase",
                person_id=row.person_id,
                reason=f"{row.credits:,} credits bought",
            )
        if row.trial_days:
            await _record_trial(session, row)
        emit(session, BillingChanged(workspace_id=row.workspace_id))
    await session.flush()


async def delete_unpaid_purchases(session: AsyncSession, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` purchases begun before then that nobody paid for; returns how many."""
    old = (
        select(col(Purchase.id))
        .where(col(Purchase.created_at) < before, col(Purchase.status) != "paid")
        .order_by(col(Purchase.created_at))
        .limit(limit)
    )
    gone = await session.scalars(
        delete(Purchase).where(col(Purchase.id).in_(old)).returning(col(Purchase.id))
    )
    return len(gone.all())


async def has_live_subscription(session: AsyncSession, workspace_id: UUID) -> bool:
    """Whether the workspace has a subscription that has not ended."""
    row = await session.get(Subscription, workspace_id)
    return row is not None and row.ended_at is None


async def _lock(session: AsyncSession, told: CheckoutTold) -> Purchase | None:
    """The purchase of a checkout: by its id, or by ours when the checkout's was not recorded."""
    asked = select(Purchase).with_for_update().execution_options(populate_existing=True)
    row: Purchase | None = await session.scalar(asked.where(col(Purchase.session_id) == told.id))
    if row is None and told.purchase_id is not None:
        customer = select(col(BillingCustomer.customer_id)).where(
            col(BillingCustomer.workspace_id) == col(Purchase.workspace_id)
        )
        row = await session.scalar(
            asked.where(
                col(Purchase.id) == told.purchase_id,
                col(Purchase.session_id).is_(None),
                customer.scalar_subquery() == told.customer_id,
            )
        )
    return row


async def list_open_checkouts(
    session: AsyncSession, workspace_id: UUID, *conditions: ColumnElement[bool]
) -> tuple[str, ...]:
    """Checkouts on which somebody may still pay."""
    found = await session.scalars(
        select(col(Purchase.session_id)).where(
            col(Purchase.workspace_id) == workspace_id,
            col(Purchase.status).in_(OPEN),
            col(Purchase.session_id).is_not(None),
            col(Purchase.id) >= first_id(now() - OPEN_FOR),
            *conditions,
        )
    )
    return tuple(name for name in found if name)


async def _trial_days(session: AsyncSession, actor: Actor, plan: Plan) -> int:
    """The free days of a plan for this person: one trial each, also while another workspace's checkout with
    one is open."""
    if not plan.trial_days:
        return 0
    had = await session.get(Trial, actor.person_id)
    open_one = await session.scalar(
        select(
            exists().where(
                col(Purchase.person_id) == actor.person_id,
                col(Purchase.workspace_id) != actor.workspace_id,
                col(Purchase.trial_days) > 0,
                col(Purchase.status) == "open",
                col(Purchase.created_at) > now() - OPEN_FOR,
            )
        )
    )
    return 0 if had or open_one else plan.trial_days


async def _record_trial(session: AsyncSession, row: Purchase) -> None:
    """The person has had their trial; nothing is written for one whose account is gone."""
    price = await session.get_one(PlanPrice, row.plan_price_id)
    person = select(
        col(Person.id), literal(price.plan, String), literal(now(), DateTime(timezone=True))
    ).where(col(Person.id) == row.person_id)
    await session.execute(
        insert(Trial).from_select(["person_id", "plan", "started_at"], person).on_conflict_do_nothing()
    )
