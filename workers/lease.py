"""Renews leases while work takes longer than one lease."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.execution.leases import (
    RenderTaskClaim,
    renew_generation,
    renew_render_task,
)
from influencer_app.wiring import runtime


@asynccontextmanager
async def renewing_lease(
    claim: RenderTaskClaim | UUID, who: str, every_seconds: float | None = None
) -> AsyncIterator[None]:
    """Renews the lease of a render task, or of a generation in preparation, three times per lease.

    Stops at the end of the block, or when the lease is lost.
    """
    pause = every_seconds or runtime().engine_config.limits.lease_seconds / 3
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


async def _renewed(claim: RenderTaskClaim | UUID, who: str) -> bool:
    async with transaction() as session:
        if isinstance(claim, UUID):
            return await renew_generation(session, claim, who)
        return await renew_render_task(session, claim.generation_id, claim.index, who)
