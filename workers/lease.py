"""Keeping a piece of work while it takes longer than a lease."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.claims import PartClaim, renew_generation, renew_part
from influencer_app.wiring import runtime


@asynccontextmanager
async def kept(claim: PartClaim | UUID, who: str, every_seconds: float | None = None) -> AsyncIterator[None]:
    """Renew the lease of a part, or of a generation that is prepared, three times a lease.

    It ends with the block, or when the work is another's.
    """
    pause = every_seconds or runtime().studio.limits.lease_seconds / 3
    ended = asyncio.Event()

    async def renew() -> None:
        while not ended.is_set():
            try:
                await asyncio.wait_for(ended.wait(), pause)
            except TimeoutError:
                if not await _renewed(claim, who):
                    return

    renewing = asyncio.create_task(renew())
    try:
        yield
    finally:
        ended.set()
        await renewing


async def _renewed(claim: PartClaim | UUID, who: str) -> bool:
    async with transaction() as session:
        if isinstance(claim, UUID):
            return await renew_generation(session, claim, who)
        return await renew_part(session, claim.generation_id, claim.index, who)
