"""What a provider tells of a prediction, and what it means for the generation."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue
from influencer_app.domain.generation.ending import conclude
from influencer_app.domain.generation.jobs import (
    CancelProviderJob,
    CollectOutputs,
    FinishOutput,
)
from influencer_app.domain.generation.models import Generation, GenerationPart
from influencer_app.domain.generation.provider import Prediction
from influencer_app.domain.generation.provider_jobs import end_job, free, lock_job, look_after
from influencer_app.domain.generation.provider_models import ProviderJob
from influencer_app.domain.generation.records import begin_finishing, end_when_complete, sum_up
from influencer_app.domain.generation.rules import ENDED, FINISHING_AT
from influencer_app.domain.generation.timeline import advance, begin_step, end_step

REASONS = (
    (
        ("nsfw", "flagged", "safety"),
        "flagged",
        "The model's own filter held everything back. Your credits are back; try other words.",
    ),
    (
        ("face", "landmark"),
        "no-face",
        "No face was found in the picture. Your credits are back; try one face, seen from the front.",
    ),
    (
        ("memory", "cuda"),
        "provider-full",
        "The model ran out of memory. Your credits are back; try again, or a smaller set.",
    ),
)
FAILED = ("provider-failed", "The model ended with an error. Your credits are back; please try again.")
STOPPED = ("provider-stopped", "The provider stopped this before it was done. Your credits are back.")
NOTHING = (
    "no-output",
    "The model ended without a result. Your credits are back; try another picture or other words.",
)
GONE = ("output-gone", "The result was gone before it could be copied. Your credits are back; try again.")
HELD_BACK = "The model's filter held this one back."


def explain(error: str | None) -> tuple[str, str]:
    """A code and a sentence fit for a person, for what a provider said of a failure."""
    words = (error or "").lower()
    for signs, code, sentence in REASONS:
        if any(sign in words for sign in signs):
            return code, sentence
    return FAILED


async def record_prediction(session: AsyncSession, provider: str, told: Prediction) -> None:
    """Take over what the provider says. A late or doubled word changes nothing."""
    job_id = await session.scalar(
        select(col(ProviderJob.id)).where(
            col(ProviderJob.provider) == provider, col(ProviderJob.provider_id) == told.id
        )
    )
    if job_id is None:
        return
    row, job = await lock_job(session, job_id)
    if job is None or job.status != "open":
        return
    if row is None or row.status in ENDED:
        if told.status in ("starting", "processing"):
            enqueue(session, CancelProviderJob(job_id=job.id))
        else:
            end_job(job)
        return
    if told.status in ("starting", "processing"):
        await _record_running(session, row, job, told)
    elif told.status == "succeeded" and told.outputs and not told.removed:
        job.status, job.outputs = "collecting", list(told.outputs)
        free(job, 15)
        enqueue(session, CollectOutputs(job_id=job.id))
        await _all_parts(session, row, FINISHING_AT)
    else:
        end_job(job)
        reason = _reason(told)
        await conclude(session, row, "failed", code=reason[0], message=reason[1])


async def record_collected(
    session: AsyncSession, job_id: UUID, raw_keys: Sequence[str], missing: int, captions: bool = False
) -> None:
    """The files lie in our store: they are finished next. What did not come is lost, with its reason."""
    row, job = await lock_job(session, job_id)
    if job is None or job.status != "collecting":
        return
    end_job(job)
    if row is None or row.status in ENDED:
        return
    parts = await session.scalars(
        select(GenerationPart)
        .where(col(GenerationPart.generation_id) == row.id, col(GenerationPart.status) == "away")
        .order_by(col(GenerationPart.index))
    )
    keys = {int(key.rsplit("/", 1)[1]): key for key in raw_keys}
    for part in parts:
        if part.index in keys:
            part.status, part.raw_key, part.progress = "finishing", keys[part.index], FINISHING_AT
            part.nudged_at = now()
            enqueue(session, FinishOutput(generation_id=row.id, index=part.index))
        else:
            part.status = "lost"
            row.error_code, row.error_message = "held-back", HELD_BACK
    await session.flush()
    note = f"{missing} of {row.count} did not come: the model's filter held them back" if missing else None
    await advance(session, row, "rendering")
    await begin_finishing(session, row, note)
    await sum_up(session, row)
    await end_when_complete(session, row)


async def record_gone(session: AsyncSession, job_id: UUID) -> None:
    """The provider no longer has what it made."""
    row, job = await lock_job(session, job_id)
    if job is None or job.status != "collecting":
        return
    end_job(job)
    if row is not None:
        await conclude(session, row, "failed", code=GONE[0], message=GONE[1])


async def _record_running(session: AsyncSession, row: Generation, job: ProviderJob, told: Prediction) -> None:
    job.looks += 1
    job.next_at = now() + timedelta(seconds=look_after(job.looks))
    if told.status == "starting":
        return
    if await advance(session, row, "rendering"):
        await end_step(session, row, "submit")
        await begin_step(session, row, "render")
    if told.progress is not None and told.progress > job.progress:
        job.progress = told.progress
        await _all_parts(session, row, FINISHING_AT * told.progress)


async def _all_parts(session: AsyncSession, row: Generation, progress: float) -> None:
    await session.execute(
        update(GenerationPart)
        .where(
            col(GenerationPart.generation_id) == row.id,
            col(GenerationPart.status) == "away",
            col(GenerationPart.progress) < progress,
        )
        .values(progress=progress)
    )
    await sum_up(session, row)


def _reason(told: Prediction) -> tuple[str, str]:
    if told.removed:
        return GONE
    if told.status == "succeeded":
        return NOTHING
    if told.status == "canceled":
        return STOPPED
    return explain(told.error)
