"""State of provider jobs: submitted once, polled, never left running unowned.

Every change locks the generation, then its job. A create whose response was lost stays ``sending``
until the provider's predictions have been searched for it.
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
from influencer_app.domain.generation.execution.leases import lock_generation
from influencer_app.domain.generation.execution.provider_failures import give_up
from influencer_app.domain.generation.execution.provider_outputs import end_job, fail_outputs, request_of
from influencer_app.domain.generation.execution.unconfigured import end_if_unconfigured
from influencer_app.domain.generation.jobs import CancelProviderJob, CollectOutputs, SubmitProviderJob
from influencer_app.domain.generation.lifecycle.timeline import begin_step, end_step
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.rules import ENDED
from influencer_app.domain.generation.schemas import FrozenRequest, frozen
from influencer_app.errors import AppError

SUBMIT_ATTEMPTS_MAX = 8
SUBMISSION_UNKNOWN_FOR = timedelta(seconds=40)
"""How long a lost create is searched for before it counts as never made."""
AGAIN_AFTER = timedelta(seconds=15)
POLL_BACKOFF_FIRST, POLL_BACKOFF_GROWTH, POLL_BACKOFF_MAX = 1.5, 1.35, 20.0
BUSY = ("provider-busy", "The provider stayed busy for too long. Your credits were refunded.")


@dataclass(frozen=True, slots=True)
class JobClaim:
    """A claimed provider job with everything needed to work on it. ``request`` is for its outputs alone."""

    id: UUID
    generation_id: UUID
    provider: str
    status: str
    provider_id: str | None
    model: str
    version: str
    input: dict[str, Any] | None
    outputs: tuple[str, ...]
    first_index: int
    sent_at: datetime | None
    unwanted: bool
    deadline_at: datetime | None
    request: FrozenRequest | None


async def claim_job(
    session: AsyncSession, job_id: UUID, holder: str, statuses: Sequence[str]
) -> JobClaim | None:
    """Claims a job in one of ``statuses``; None if there is nothing to do or it is leased.

    A job whose provider is not configured ends, and its generation with it.
    """
    job = await session.get(ProviderJob, job_id)
    if job is None:
        return None
    row = await lock_generation(session, job.generation_id)
    job = await session.get(ProviderJob, job_id, with_for_update=True, populate_existing=True)
    if job is None or job.status not in statuses or (job.lease_until and job.lease_until > now()):
        return None
    if not port(session, EngineConfig).is_remote(job.provider):
        end_job(job)
        if row is not None:
            await end_if_unconfigured(session, row)
        return None
    unwanted = row is None or row.status in ENDED
    if unwanted and job.status in ("waiting", "collecting"):
        end_job(job)
        return None
    moment = now()
    seconds = port(session, EngineConfig).limits.lease_seconds
    job.lease_holder, job.lease_until = holder, moment + timedelta(seconds=max(60, seconds))
    job.next_attempt_at = job.lease_until
    await session.flush()
    return JobClaim(
        id=job.id,
        generation_id=job.generation_id,
        provider=job.provider,
        status=job.status,
        provider_id=job.provider_id,
        model=job.model,
        version=job.version,
        input=job.input,
        outputs=tuple(job.outputs),
        first_index=job.first_index,
        sent_at=job.sent_at,
        unwanted=unwanted,
        deadline_at=row.deadline_at if row else None,
        request=request_of(job, row, frozen(row.request)) if row else None,
    )


async def record_sending(session: AsyncSession, claim: JobClaim, given: dict[str, Any]) -> bool:
    """Records the attempt before the create is sent; False if the job is unwanted."""
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
    """Stores the provider's id. If the generation has ended meanwhile, cancels it there.

    A prediction that another job has found meanwhile, because both ask for the same, stays that one's.
    """
    row, job = await lock_job(session, job_id)
    if job is None or job.provider_id is not None:
        return
    if await list_assigned_ids(session, job.provider, [provider_id]):
        free(job, 5.0)
        return
    job.provider_id, job.status, job.failing_since = provider_id, "open", None
    free(job, POLL_BACKOFF_FIRST)
    await session.flush()
    if row is None or row.status in ENDED:
        enqueue(session, CancelProviderJob(job_id=job.id))
        return
    await end_step(session, row, "submit")


async def record_not_sent(
    session: AsyncSession, job_id: UUID, wait_seconds: float, why: str, error: AppError | None = None
) -> None:
    """Nothing was created: retries later, or fails after too many attempts or too long an ``error``."""
    row, job = await lock_job(session, job_id)
    if job is None or job.status not in ("waiting", "sending"):
        return
    job.status, job.sent_at = "waiting", None
    free(job, wait_seconds)
    if row is None or row.status in ENDED:
        end_job(job)
        return
    if await give_up(session, row, job, error):
        return
    if job.failing_since is None and job.tries >= SUBMIT_ATTEMPTS_MAX:
        end_job(job)
        await fail_outputs(session, row, job, *BUSY)
        return
    await begin_step(session, row, "submit", detail=why)


async def record_submission_unknown(
    session: AsyncSession, job_id: UUID, error: AppError | None = None, wait_seconds: float = 5.0
) -> None:
    """The response to a create was lost; it will be searched for, unless calls have failed for too long."""
    row, job = await lock_job(session, job_id)
    if job is not None and job.status == "sending" and job.provider_id is None:
        free(job, wait_seconds)
        await give_up(session, row, job, error)


async def record_refused(session: AsyncSession, job_id: UUID, code: str, message: str) -> None:
    """The provider rejected it: fails its outputs, whose credits are released."""
    row, job = await lock_job(session, job_id)
    if job is None or job.status == "ended":
        return
    end_job(job)
    await fail_outputs(session, row, job, code, message)


async def record_canceled_at_provider(session: AsyncSession, job_id: UUID) -> None:
    """Ends a job that no longer runs at the provider."""
    _, job = await lock_job(session, job_id)
    if job is not None:
        end_job(job)


async def reschedule(
    session: AsyncSession, job_id: UUID, wait_seconds: float, error: AppError | None = None
) -> None:
    """Releases the lease and retries later, unless calls have failed for too long."""
    row, job = await lock_job(session, job_id)
    if job is not None and job.status != "ended":
        free(job, wait_seconds)
        await give_up(session, row, job, error)


async def record_poll_failed(session: AsyncSession, job_id: UUID, error: AppError) -> None:
    """The provider did not say how it is: asks again later, unless calls have failed for too long."""
    row, job = await lock_job(session, job_id)
    if job is not None and job.status == "open":
        job.poll_count += 1
        free(job, poll_delay_seconds(job.poll_count))
        await give_up(session, row, job, error)


async def list_assigned_ids(session: AsyncSession, provider: str, ids: Sequence[str]) -> set[str]:
    """The predictions in ``ids`` that already belong to a job."""
    rows = await session.scalars(
        select(col(ProviderJob.provider_id)).where(
            col(ProviderJob.provider) == provider, col(ProviderJob.provider_id).in_(ids)
        )
    )
    return {name for name in rows if name is not None}


async def back_off(session: AsyncSession, ids: Sequence[UUID], poll_count: int) -> None:
    """Schedules the next poll of unchanged jobs, with growing delays."""
    await session.execute(
        update(ProviderJob)
        .where(col(ProviderJob.id).in_(ids), col(ProviderJob.status) == "open")
        .values(
            poll_count=poll_count + 1,
            failing_since=None,
            next_attempt_at=now() + timedelta(seconds=poll_delay_seconds(poll_count + 1)),
        )
    )


async def list_due(session: AsyncSession, provider: str, limit: int) -> list[ProviderJob]:
    """Due jobs without a lease, oldest first."""
    moment = now()
    rows = await session.scalars(
        select(ProviderJob)
        .where(
            col(ProviderJob.provider) == provider,
            col(ProviderJob.status) != "ended",
            col(ProviderJob.next_attempt_at) <= moment,
            or_(col(ProviderJob.lease_until).is_(None), col(ProviderJob.lease_until) <= moment),
        )
        .order_by(col(ProviderJob.next_attempt_at))
        .limit(limit)
    )
    return list(rows)


async def cancel_orphaned(session: AsyncSession, provider: str) -> None:
    """Cancels predictions whose generation has ended or is gone."""
    moment = now()
    ids = (
        select(col(ProviderJob.id))
        .outerjoin(Generation, col(Generation.id) == col(ProviderJob.generation_id))
        .where(
            col(ProviderJob.provider) == provider,
            col(ProviderJob.status).in_(("sending", "open")),
            col(ProviderJob.next_attempt_at) <= moment,
            or_(col(ProviderJob.lease_until).is_(None), col(ProviderJob.lease_until) <= moment),
            or_(col(Generation.id).is_(None), col(Generation.status).in_(ENDED)),
        )
        .with_for_update(of=ProviderJob, skip_locked=True)
    )
    moved = await session.scalars(
        update(ProviderJob)
        .where(col(ProviderJob.id).in_(ids))
        .values(next_attempt_at=moment + AGAIN_AFTER)
        .returning(col(ProviderJob.id))
    )
    for job_id in moved:
        enqueue(session, CancelProviderJob(job_id=job_id))


async def requeue(session: AsyncSession, jobs: Sequence[ProviderJob]) -> None:
    """Enqueues the next task of each due job that is not ``open``, at most every 15 seconds."""
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
        .values(next_attempt_at=now() + AGAIN_AFTER)
    )


def poll_delay_seconds(poll_count: int) -> float:
    """Seconds until the next poll."""
    return min(POLL_BACKOFF_MAX, POLL_BACKOFF_FIRST * POLL_BACKOFF_GROWTH**poll_count)


def free(job: ProviderJob, wait_seconds: float) -> None:
    """Releases the lease; the next attempt is in ``wait_seconds``."""
    job.lease_holder = job.lease_until = None
    job.next_attempt_at = now() + timedelta(seconds=wait_seconds)


async def lock_job(session: AsyncSession, job_id: UUID) -> tuple[Generation | None, ProviderJob | None]:
    """The job and its generation, locked in lock order."""
    job = await session.get(ProviderJob, job_id)
    if job is None:
        return None, None
    row = await lock_generation(session, job.generation_id)
    return row, await session.get(ProviderJob, job_id, with_for_update=True, populate_existing=True)
