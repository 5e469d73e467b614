"""Leases on generations and render tasks, so that two workers never do the same work.

An expired lease, or one whose holder died, can be taken over; attempts are counted.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import port
from influencer_app.domain.generation.execution.unconfigured import end_if_unconfigured
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.lifecycle.timeline import advance, begin_step
from influencer_app.domain.generation.models.generation import Generation, RenderTask
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.rules import ENDED
from influencer_app.domain.generation.schemas import FrozenRequest, frozen

Stage = Literal["rendering", "finishing"]
ATTEMPTS_EXHAUSTED = (
    "too-many-tries",
    "The picture could not be finished in several tries. Your credits were refunded; please try again.",
)


@dataclass(frozen=True, slots=True)
class RenderTaskClaim:
    """A claimed render task with everything needed to do it."""

    generation_id: UUID
    index: int
    seed: int
    asset_id: UUID
    request: FrozenRequest
    portrait_of: UUID | None


async def lock_generation(session: AsyncSession, generation_id: UUID) -> Generation | None:
    """The locked row; None if it is gone."""
    found: Generation | None = await session.scalar(
        select(Generation)
        .where(col(Generation.id) == generation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def lock_with_tasks(
    session: AsyncSession, generation_id: UUID
) -> tuple[Generation | None, dict[int, RenderTask]]:
    """The row and its render tasks by index, all locked and as they are now; None if it is gone."""
    found = await session.execute(
        select(Generation, RenderTask)
        .join(RenderTask, col(RenderTask.generation_id) == col(Generation.id))
        .where(col(Generation.id) == generation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    rows = found.all()
    return (rows[0][0] if rows else None), {task.index: task for _, task in rows}


async def claim_generation(session: AsyncSession, generation_id: UUID, holder: str) -> FrozenRequest | None:
    """Claims a generation for preparation; None if there is nothing to do or it is leased."""
    row = await lock_generation(session, generation_id)
    if row is None or row.status != "preparing" or _is_leased(row.lease_until):
        return None
    if await end_if_unconfigured(session, row) or await _attempts_exhausted(session, row, row.attempts):
        return None
    row.attempts += 1
    row.lease_holder, row.lease_until = holder, _until(session)
    await session.flush()
    return frozen(row.request, row.workspace_id)


async def renew_generation(session: AsyncSession, generation_id: UUID, holder: str) -> bool:
    """Renews the lease of a generation in preparation; False if it was lost."""
    kept = await session.execute(
        update(Generation)
        .where(
            col(Generation.id) == generation_id,
            col(Generation.lease_holder) == holder,
            col(Generation.status) == "preparing",
        )
        .values(lease_until=_until(session))
        .returning(col(Generation.id))
    )
    return kept.scalar() is not None


async def claim_render_task(
    session: AsyncSession, generation_id: UUID, index: int, stage: Stage, holder: str
) -> RenderTaskClaim | None:
    """Claims a render task; None if there is nothing to do or it is leased.

    The first one to be rendered moves its generation to ``rendering``.
    """
    both = (
        select(Generation, RenderTask)
        .join(RenderTask, col(RenderTask.generation_id) == col(Generation.id))
        .where(col(Generation.id) == generation_id, col(RenderTask.index) == index)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = (await session.execute(both)).one_or_none()
    if found is None:
        return None
    row, task = found
    wanted = ("waiting", "rendering") if stage == "rendering" else ("finishing",)
    if row.status in ENDED or task.status not in wanted or _is_leased(task.lease_until):
        return None
    if stage == "rendering" and await end_if_unconfigured(session, row):
        return None
    if await _attempts_exhausted(session, row, task.attempts):
        return None
    task.attempts += 1
    task.status = stage
    task.lease_holder, task.lease_until = holder, _until(session)
    if stage == "rendering" and (advance(session, row, "rendering") or task.attempts > 1):
        await begin_step(session, row, "render")
    elif task.attempts > 1:
        await begin_step(session, row, "finish")
    await session.flush()
    return RenderTaskClaim(
        generation_id=generation_id,
        index=index,
        seed=task.seed,
        asset_id=task.asset_id,
        request=frozen(row.request, row.workspace_id),
        portrait_of=row.character_id if row.purpose == "portrait" else None,
    )


async def postpone_generation(
    session: AsyncSession, generation_id: UUID, holder: str, code: str, message: str, *, attempts_max: int
) -> None:
    """An error that may pass: prepared again later, or failed for this reason after the last attempt."""
    row = await lock_generation(session, generation_id)
    if row is None or row.status != "preparing" or row.lease_holder != holder:
        return
    if row.attempts >= attempts_max:
        await finalize_generation(session, row, "failed", code=code, message=message)
        return
    row.lease_holder = row.lease_until = None
    row.last_enqueued_at = now()


async def renew_render_task(
    session: AsyncSession, generation_id: UUID, index: int, holder: str, progress: float | None = None
) -> bool:
    """Renews the lease and stores progress; False if it was lost or the work is unwanted."""
    values: dict[str, object] = {"lease_until": _until(session)}
    if progress is not None:
        values["progress"] = progress
    kept = await session.execute(
        update(RenderTask)
        .where(
            col(RenderTask.generation_id) == generation_id,
            col(RenderTask.index) == index,
            col(RenderTask.lease_holder) == holder,
            col(RenderTask.status).in_(("rendering", "finishing")),
        )
        .values(**values)
        .returning(col(RenderTask.index))
    )
    return kept.scalar() is not None


async def release_leases_of_node(session: AsyncSession, node: str) -> int:
    """Releases all leases held by a node's predecessor, when the node starts. Returns how many."""
    freed = 0
    for table in (Generation, RenderTask):
        found = await session.execute(
            update(table)
            .where(
                col(table.lease_holder).is_not(None),
                col(table.lease_holder).startswith(f"{node}/", autoescape=True),
            )
            .values(lease_holder=None, lease_until=None, last_enqueued_at=now() - timedelta(days=1))
            .returning(col(table.lease_until))
        )
        freed += len(found.all())
    held = await session.execute(
        update(ProviderJob)
        .where(
            col(ProviderJob.lease_holder).is_not(None),
            col(ProviderJob.lease_holder).startswith(f"{node}/", autoescape=True),
        )
        .values(lease_holder=None, lease_until=None, next_attempt_at=now())
        .returning(col(ProviderJob.id))
    )
    return freed + len(held.all())


def _is_leased(until: datetime | None) -> bool:
    return until is not None and until > now()


def _until(session: AsyncSession) -> datetime:
    return now() + timedelta(seconds=port(session, EngineConfig).limits.lease_seconds)


async def _attempts_exhausted(session: AsyncSession, row: Generation, attempts: int) -> bool:
    if attempts < port(session, EngineConfig).limits.attempts_max:
        return False
    code, message = ATTEMPTS_EXHAUSTED
    await finalize_generation(session, row, "failed", code=code, message=message)
    return True
