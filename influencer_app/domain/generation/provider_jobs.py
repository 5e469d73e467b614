"""A generation's work at a provider: sent once, watched, and never left running unowned.

Every change locks the generation first, then its job. A create whose answer was lost stays ``sending``
until it has been looked for among the provider's predictions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue, port
from influencer_app.domain.generation.claims import lock_generation
from influencer_app.domain.generation.ending import conclude
from influencer_app.domain.generation.jobs import CancelProviderJob, CollectOutputs, SubmitProviderJob
from influencer_app.domain.generation.models import Generation
from influencer_app.domain.generation.ports import Studio
from influencer_app.domain.generation.provider_models import ProviderJob
from influencer_app.domain.generation.rules import ENDED
from influencer_app.domain.generation.schemas import FrozenRequest, frozen
from influencer_app.domain.generation.timeline import begin_step, end_step

SENDS_MAX = 8
UNSURE_FOR = timedelta(seconds=40)
"""How long a lost create is looked for before it is taken as never made."""
AGAIN_AFTER = timedelta(seconds=15)
LOOK_FIRST, LOOK_GROWTH, LOOK_MOST = 1.5, 1.35, 20.0
BUSY = ("provider-busy", "The provider did not take this for a long time. Your credits are back.")


@dataclass(frozen=True, slots=True)
class JobClaim:
    """A job to work on, with everything that is needed for it."""

    id: UUID
    generation_id: UUID
    status: str
    provider_id: str | None
    model: str
    version: str
    input: dict[str, Any] | None
    outputs: tuple[str, ...]
    sent_at: datetime | None
    unwanted: bool
    deadline_at: datetime | None
    request: FrozenRequest | None


async def open_job(session: AsyncSession, row: Generation) -> None:
    """The generation's work is to be sent to its provider."""
    found = await session.scalar(select(ProviderJob).where(col(ProviderJob.generation_id) == row.id))
    if found is not None:
        return
    request = frozen(row.request)
    job = ProviderJob(generation_id=row.id, provider=row.engine, model=request.model, version=request.version)
    session.add(job)
    await session.flush()
    enqueue(session, SubmitProviderJob(job_id=job.id))


async def claim_job(
    session: AsyncSession, job_id: UUID, holder: str, statuses: Sequence[str]
) -> JobClaim | None:
    """Take a job that is in one of ``statuses``; None when there is nothing to do, or somebody does it."""
    job = await session.get(ProviderJob, job_id)
    if job is None:
        return None
    row = await lock_generation(session, job.generation_id)
    job = await session.get(ProviderJob, job_id, with_for_update=True, populate_existing=True)
    if job is None or job.status not in statuses or (job.lease_until and job.lease_until > now()):
        return None
    unwanted = row is None or row.status in ENDED
    if unwanted and job.status in ("waiting", "collecting"):
        end_job(job)
        return None
    moment = now()
    seconds = port(session, Studio).limits.lease_seconds
    job.lease_holder, job.lease_until = holder, moment + timedelta(seconds=max(60, seconds))
    job.next_at = job.lease_until
    await session.flush()
    return JobClaim(
        id=job.id,
        generation_id=job.generation_id,
        status=job.status,
        provider_id=job.provider_id,
        model=job.model,
        version=job.version,
        input=job.input,
        outputs=tuple(job.outputs),
        sent_at=job.sent_at,
        unwanted=unwanted,
        deadline_at=row.deadline_at if row else None,
        request=frozen(row.request) if row else None,
    )


async def record_sending(session: AsyncSession, claim: JobClaim, given: dict[str, Any]) -> bool:
    """Written down before the create leaves; False when nobody wants it any more."""
    row, job = await lock_job(session, claim.id)
    if job is None or job.status not in ("waiting", "sending"):
        return False
    if row is None or row.status in ENDED:
        end_job(job)
        return False
    job.status, job.input, job.sent_at = "sending", given, now()
    job.tries += 1
    return True


async def record_accepted(session: AsyncSession, job_id: UUID, provider_id: str) -> None:
    """The provider has it. Where the generation has ended meanwhile, it is to be canceled there."""
    row, job = await lock_job(session, job_id)
    if job is None or job.provider_id is not None:
        return
    job.provider_id, job.status = provider_id, "open"
    free(job, LOOK_FIRST)
    await session.flush()
    if row is None or row.status in ENDED:
        enqueue(session, CancelProviderJob(job_id=job.id))
        return
    await end_step(session, row, "submit")


async def record_not_sent(session: AsyncSession, job_id: UUID, wait_seconds: float, why: str) -> None:
    """It is certain that nothing was created: once more later, or never after too many tries."""
    row, job = await lock_job(session, job_id)
    if job is None or job.status not in ("waiting", "sending"):
        return
    job.status, job.sent_at = "waiting", None
    free(job, wait_seconds)
    if row is None or row.status in ENDED:
        end_job(job)
        return
    if job.tries >= SENDS_MAX:
        end_job(job)
        await conclude(session, row, "failed", code=BUSY[0], message=BUSY[1])
        return
    await begin_step(session, row, "submit", detail=why)


async def record_unsure(session: AsyncSession, job_id: UUID, wait_seconds: float = 5.0) -> None:
    """The answer to a create was lost: it will be looked for."""
    _, job = await lock_job(session, job_id)
    if job is not None and job.status == "sending" and job.provider_id is None:
        free(job, wait_seconds)


async def record_refused(session: AsyncSession, job_id: UUID, code: str, message: str) -> None:
    """The provider will not do it: the generation has failed, the credits are back."""
    row, job = await lock_job(session, job_id)
    if job is None or job.status == "ended":
        return
    end_job(job)
    if row is not None:
        await conclude(session, row, "failed", code=code, message=message)


async def record_canceled_there(session: AsyncSession, job_id: UUID) -> None:
    """Nothing of it runs at the provider any more."""
    _, job = await lock_job(session, job_id)
    if job is not None:
        end_job(job)


async def record_later(session: AsyncSession, job_id: UUID, wait_seconds: float) -> None:
    """It did not work this time: the lease is given back, and it is tried again."""
    _, job = await lock_job(session, job_id)
    if job is not None and job.status != "ended":
        free(job, wait_seconds)


async def list_taken(session: AsyncSession, provider: str, ids: Sequence[str]) -> set[str]:
    """Those predictions of ``ids`` that belong to a job already."""
    rows = await session.scalars(
        select(col(ProviderJob.provider_id)).where(
            col(ProviderJob.provider) == provider, col(ProviderJob.provider_id).in_(ids)
        )
    )
    return {name for name in rows if name is not None}


async def put_off(session: AsyncSession, ids: Sequence[UUID], looks: int) -> None:
    """Nothing has changed for these: asked again later, less and less often."""
    await session.execute(
        update(ProviderJob)
        .where(col(ProviderJob.id).in_(ids), col(ProviderJob.status) == "open")
        .values(looks=looks + 1, next_at=now() + timedelta(seconds=look_after(looks + 1)))
    )


async def list_due(session: AsyncSession, provider: str, limit: int) -> list[ProviderJob]:
    """Jobs whose time has come and that nobody holds, the oldest first."""
    moment = now()
    rows = await session.scalars(
        select(ProviderJob)
        .where(
            col(ProviderJob.provider) == provider,
            col(ProviderJob.status) != "ended",
            col(ProviderJob.next_at) <= moment,
            or_(col(ProviderJob.lease_until).is_(None), col(ProviderJob.lease_until) <= moment),
        )
        .order_by(col(ProviderJob.next_at))
        .limit(limit)
    )
    return list(rows)


async def cancel_unwanted(session: AsyncSession, provider: str) -> None:
    """What still runs for a generation that has ended, or is gone, is canceled at the provider."""
    moment = now()
    ids = (
        select(col(ProviderJob.id))
        .outerjoin(Generation, col(Generation.id) == col(ProviderJob.generation_id))
        .where(
            col(ProviderJob.provider) == provider,
            col(ProviderJob.status).in_(("sending", "open")),
            col(ProviderJob.next_at) <= moment,
            or_(col(ProviderJob.lease_until).is_(None), col(ProviderJob.lease_until) <= moment),
            or_(col(Generation.id).is_(None), col(Generation.status).in_(ENDED)),
        )
        .with_for_update(of=ProviderJob, skip_locked=True)
    )
    moved = await session.scalars(
        update(ProviderJob)
        .where(col(ProviderJob.id).in_(ids))
        .values(next_at=moment + AGAIN_AFTER)
        .returning(col(ProviderJob.id))
    )
    for job_id in moved:
        enqueue(session, CancelProviderJob(job_id=job_id))


async def send_again(session: AsyncSession, jobs: Sequence[ProviderJob]) -> None:
    """The next task of each job that is due and not ``open``; none is sent twice within 15 seconds."""
    if not jobs:
        return
    for job in jobs:
        if job.status == "collecting":
            enqueue(session, CollectOutputs(job_id=job.id))
        else:
            enqueue(session, SubmitProviderJob(job_id=job.id))
    await session.execute(
        update(ProviderJob)
        .where(col(ProviderJob.id).in_([job.id for job in jobs]))
        .values(next_at=now() + AGAIN_AFTER)
    )


def look_after(looks: int) -> float:
    """Seconds until a prediction is looked at again."""
    return min(LOOK_MOST, LOOK_FIRST * LOOK_GROWTH**looks)


def free(job: ProviderJob, wait_seconds: float) -> None:
    """Give the lease back; the next turn is in ``wait_seconds``."""
    job.lease_holder = job.lease_until = None
    job.next_at = now() + timedelta(seconds=wait_seconds)


async def lock_job(session: AsyncSession, job_id: UUID) -> tuple[Generation | None, ProviderJob | None]:
    """The job with its generation, both locked in our order."""
    job = await session.get(ProviderJob, job_id)
    if job is None:
        return None, None
    row = await lock_generation(session, job.generation_id)
    return row, await session.get(ProviderJob, job_id, with_for_update=True, populate_existing=True)


def end_job(job: ProviderJob) -> None:
    """Nothing is left to do for it."""
    job.status, job.ended_at = "ended", now()
    job.lease_holder = job.lease_until = None
