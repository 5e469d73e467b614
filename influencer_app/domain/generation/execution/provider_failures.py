"""Gives up what a provider has failed to do for too long."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.base import now
from influencer_app.db.outbox import port
from influencer_app.domain.generation.execution.provider_outputs import end_job, fail_outputs
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.rules import ENDED
from influencer_app.errors import AnswerLost, AppError, ProviderFailed

UNAVAILABLE = "provider-unavailable"


async def give_up(
    session: AsyncSession, row: Generation | None, job: ProviderJob, error: AppError | None
) -> bool:
    """Fails the job's outputs if calls for it have failed for too long; ``error`` is the latest, if any now.

    With the last of them the generation ends, and what may still run at the provider is canceled there.
    """
    if error is not None and job.failing_since is None:
        job.failing_since = now()
    if row is None or row.status in ENDED or job.failing_since is None:
        return False
    seconds = port(session, EngineConfig).limits.give_up_seconds
    if now() - job.failing_since < timedelta(seconds=seconds):
        return False
    await session.flush()
    if job.status in ("waiting", "collecting"):
        end_job(job)
    await fail_outputs(session, row, job, *_reason(job.provider, error, seconds))
    return True


def _reason(provider: str, error: AppError | None, seconds: int) -> tuple[str, str]:
    if error is not None and not isinstance(error, ProviderFailed | AnswerLost):
        return error.code, f"{error.sentence} Your credits were refunded."
    lasted = f"{seconds // 60} minutes" if seconds >= 120 else f"{seconds} seconds"
    return UNAVAILABLE, (
        f"{provider.capitalize()} has not answered properly for {lasted}, so this was given up. "
        "Your credits were refunded; please try again later."
    )
