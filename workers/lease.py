"""Keeping a piece of work while it takes longer than a lease."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.claims import PartClaim, renew_part
from influencer_app.wiring import runtime


@asynccontextmanager
async def kept(claim: PartClaim, who: str, every_seconds: float | None = None) -> AsyncIterator[None]:
    """Renew the lease of a part three times a lease, until the block has ended or the part is another's."""
    pause = every_seconds or runtime().studio.limits.lease_seconds / 3
    ended = asyncio.Event()

    async def renew() -> None:
        while not ended.is_set():
            try:
                await asyncio.wait_for(ended.wait(), pause)
            except TimeoutError:
                async with transaction() as session:
                    if not await renew_part(session, claim.generation_id, claim.index, who):
                        return

    renewing = asyncio.create_task(renew())
    try:
        yield
    finally:
        ended.set()
        await renewing
