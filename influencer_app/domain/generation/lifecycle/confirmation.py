"""Talking videos cost what their real length costs, which is known once the speech is there.

One that costs less than was shown is charged less. One that costs more waits, without a place in the queue,
until the person confirms the price, cancels, or the time for it is over.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue
from influencer_app.domain.billing.pricing import quote
from influencer_app.domain.credits.schemas import Subject
from influencer_app.domain.credits.service import reprice
from influencer_app.domain.generation.jobs import DispatchGenerations
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.lifecycle.timeline import advance, begin_step, end_step
from influencer_app.domain.generation.lifecycle.turns import next_turn
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.rules import AWAITING
from influencer_app.domain.generation.schemas import frozen

CONFIRM_WITHIN: Final = timedelta(minutes=15)
STEP: Final = "confirm"
EXPIRED: Final = (
    "confirmation-expired",
    "Nobody confirmed the price within 15 minutes. Your credits were refunded.",
)
BATCH: Final = 200


async def price_by_length(session: AsyncSession, row: Generation, seconds: float) -> bool:
    """Prices a locked generation by its real length; False when it waits for a confirmation now."""
    request = frozen(row.request)
    row.request = {**row.request, "seconds": round(seconds, 2)}
    if request.price is None:
        return True
    price = quote(request.price, seconds=seconds).total
    if price < row.credits_reserved:
        await _charge(session, row, price)
    if price <= row.credits_reserved:
        return True
    row.credits_required = price
    row.request = {**row.request, "prepared": True}
    row.deadline_at = now() + CONFIRM_WITHIN
    advance(session, row, AWAITING)
    await begin_step(session, row, STEP, detail=f"{price} credits for {seconds:.0f} s")
    enqueue(session, DispatchGenerations())
    return False


async def resume_at_price(session: AsyncSession, row: Generation, price: int) -> None:
    """Reserves what is missing and puts a locked generation back into the queue.

    Raises ``NotEnoughCredits``; it goes on waiting then.
    """
    await _charge(session, row, price)
    row.credits_required = row.deadline_at = None
    row.turn = await session.scalar(select(next_turn(row.person_id)))
    advance(session, row, "queued")
    await session.flush()
    await end_step(session, row, STEP, detail=f"{price} credits")
    enqueue(session, DispatchGenerations())


async def end_unconfirmed(session: AsyncSession) -> int:
    """Cancels what nobody has confirmed in time, with its credits back; returns how many."""
    late = await session.scalars(
        select(Generation)
        .where(col(Generation.status) == AWAITING, col(Generation.deadline_at) < now())
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    rows, (code, message) = list(late), EXPIRED
    for row in rows:
        await finalize_generation(session, row, "canceled", code=code, message=message)
    return len(rows)


async def _charge(session: AsyncSession, row: Generation, price: int) -> None:
    subject = Subject("generation", row.id)
    await reprice(session, row.workspace_id, subject, price, person_id=row.person_id)
    row.price_each = row.credits_reserved = price
