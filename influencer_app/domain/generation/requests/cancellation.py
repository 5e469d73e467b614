"""Cancels generations."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.queries import owned, read_one
from influencer_app.domain.generation.rules import (
    ENDED,
)
from influencer_app.domain.generation.schemas import (
    GenerationDetail,
)
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import Conflict, NotFound


async def cancel_generation(session: AsyncSession, actor: Actor, generation_id: UUID) -> GenerationDetail:
    """Cancels a generation. Delivered outputs stay and are paid; the rest is refunded.

    Raises ``NotFound`` for another person's, ``Conflict`` if it has ended.
    """
    found = await session.scalar(owned(actor, generation_id).with_for_update())
    if found is None:
        raise NotFound("This generation")
    if found.status in ENDED:
        raise Conflict("This generation has already ended.")
    await finalize_generation(session, found, "canceled")
    return await read_one(session, found)
