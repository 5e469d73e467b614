"""Confirms the price of a talking video that turned out longer than was shown."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.generation.lifecycle.confirmation import resume_at_price
from influencer_app.domain.generation.queries import owned, read_one
from influencer_app.domain.generation.rules import AWAITING
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.domain.workspaces.service import confirm_membership
from influencer_app.errors import Conflict, NotFound


async def confirm_generation(session: AsyncSession, actor: Actor, generation_id: UUID) -> GenerationDetail:
    """Goes on at the price in ``credits_required``.

    Raises ``NotFound`` for another person's, ``Conflict`` for one that does not wait for it,
    ``NotEnoughCredits``.
    """
    row = await session.scalar(owned(actor, generation_id).with_for_update())
    if row is None:
        raise NotFound("This generation")
    if row.status != AWAITING or row.credits_required is None:
        raise Conflict("This generation does not wait for a confirmation.")
    await confirm_membership(session, actor, "editor")
    await resume_at_price(session, row, row.credits_required)
    return await read_one(session, row)
