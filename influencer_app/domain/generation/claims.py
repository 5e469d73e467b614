"""Taking a piece of work with a lease, so that two workers never do it at once.

A lease that runs out, or whose holder has died, lets the next one in; the tries are counted.
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
from influencer_app.domain.generation.ending import conclude
from influencer_app.domain.generation.models import Generation, GenerationPart
from influencer_app.domain.generation.ports import Studio
from influencer_app.domain.generation.provider_models import ProviderJob
from influencer_app.domain.generation.rules import ENDED
from influencer_app.domain.generation.schemas import FrozenRequest, frozen

Stage = Literal["rendering", "finishing"]
TRIES_USED_UP = (
    "too-many-tries",
    "The picture could not be finished in several tries. Your credits are back; please try again.",
)


@dataclass(frozen=True, slots=True)
class PartClaim:
    """One picture to work on, with everything that is needed for it."""

    generation_id: UUID
    person_id: UUID
    index: int
    seed: int
    asset_id: UUID
    request: FrozenRequest
    portrait_of: UUID | None


async def lock_generation(session: AsyncSession, generation_id: UUID) -> Generation | None:
    """The row, locked; None when it is gone."""
    found: Generation | None = await session.scalar(
        select(Generation).where(col(Generation.id) == generation_id).with_for_update()
    )
    return found


async def claim_generation(session: AsyncSession, generation_id: UUID, holder: str) -> FrozenRequest | None:
    """Take a generation that is to be prepared; None when there is nothing to do, or somebody does it."""
    row = await lock_generation(session, generation_id)
    if row is None or row.status != "preparing" or _leased(row.lease_until):
        return None
    if await _used_up(session, row, row.attempts):
        return None
    row.attempts += 1
    row.lease_holder, row.lease_until = holder, _until(session)
    await session.flush()
    return frozen(row.request)


async def renew_generation(session: AsyncSession, generation_id: UUID, holder: str) -> bool:
    """Keep the lease of one that is being prepared; False when it is no longer ours."""
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


async def claim_part(
    session: AsyncSession, generation_id: UUID, index: int, stage: Stage, holder: str
) -> PartClaim | None:
    """Take one picture for drawing or finishing; None when there is nothing to do, or somebody does it."""
    row = await lock_generation(session, generation_id)
    if row is None or row.status in ENDED:
        return None
    part = await session.get(GenerationPart, (generation_id, index))
    wanted = ("waiting", "rendering") if stage == "rendering" else ("finishing",)
    if part is None or part.status not in wanted or _leased(part.lease_until):
        return None
    if await _used_up(session, row, part.attempts):
        return None
    part.attempts += 1
    part.status = stage
    part.lease_holder, part.lease_until = holder, _until(session)
    await session.flush()
    return PartClaim(
        generation_id=generation_id,
        person_id=row.person_id,
        index=index,
        seed=part.seed,
        asset_id=part.asset_id,
        request=frozen(row.request),
        portrait_of=row.character_id if row.purpose == "portrait" else None,
    )


async def renew_part(
    session: AsyncSession, generation_id: UUID, index: int, holder: str, progress: float | None = None
) -> bool:
    """Keep the lease, and note the progress; False when it is no longer ours or the work is not wanted."""
    values: dict[str, object] = {"lease_until": _until(session)}
    if progress is not None:
        values["progress"] = progress
    kept = await session.execute(
        update(GenerationPart)
        .where(
            col(GenerationPart.generation_id) == generation_id,
            col(GenerationPart.index) == index,
            col(GenerationPart.lease_holder) == holder,
            col(GenerationPart.status).in_(("rendering", "finishing")),
        )
        .values(**values)
        .returning(col(GenerationPart.index))
    )
    return kept.scalar() is not None


async def free_leases(session: AsyncSession, node: str) -> int:
    """A worker of this name has just started: whatever its predecessor held is free again."""
    freed = 0
    for table in (Generation, GenerationPart):
        found = await session.execute(
            update(table)
            .where(col(table.lease_holder).startswith(f"{node}/", autoescape=True))
            .values(lease_holder=None, lease_until=None, nudged_at=now() - timedelta(days=1))
            .returning(col(table.lease_until))
        )
        freed += len(found.all())
    held = await session.execute(
        update(ProviderJob)
        .where(col(ProviderJob.lease_holder).startswith(f"{node}/", autoescape=True))
        .values(lease_holder=None, lease_until=None, next_at=now())
        .returning(col(ProviderJob.id))
    )
    return freed + len(held.all())


def _leased(until: datetime | None) -> bool:
    return until is not None and until > now()


def _until(session: AsyncSession) -> datetime:
    return now() + timedelta(seconds=port(session, Studio).limits.lease_seconds)


async def _used_up(session: AsyncSession, row: Generation, attempts: int) -> bool:
    if attempts < port(session, Studio).limits.attempts_max:
        return False
    code, message = TRIES_USED_UP
    await conclude(session, row, "failed", code=code, message=message)
    return True
