"""Applies provider updates to generations."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue
from influencer_app.domain.generation.execution.provider_jobs import (
    free,
    lock_job,
    poll_delay_seconds,
)
from influencer_app.domain.generation.execution.provider_outputs import (
    advance_to_finishing,
    end_job,
    fail_outputs,
    indexes_of,
    list_render_tasks,
)
from influencer_app.domain.generation.execution.results import update_progress
from influencer_app.domain.generation.jobs import (
    CancelProviderJob,
    CollectOutputs,
    FinishOutput,
)
from influencer_app.domain.generation.lifecycle.timeline import (
    advance,
    begin_step,
    end_step,
)
from influencer_app.domain.generation.models.generation import Generation, RenderTask
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.ports.provider import Prediction
from influencer_app.domain.generation.rules import ENDED, FINISHING_AT
from influencer_app.domain.generation.storage_keys import raw_key
from influencer_app.errors import AppError, OutputGone

REASONS = (
    (
        ("nsfw", "flagged", "safety"),
        "flagged",
        "The model's own filter held everything back. Your credits were refunded; try other words.",
    ),
    (
        ("face", "landmark"),
        "no-face",
        "No face was found in the picture. Your credits were refunded; try one face, seen from the front.",
    ),
    (
        ("memory", "cuda"),
        "provider-full",
        "The model ran out of memory. Your credits were refunded; try again, or a smaller set.",
    ),
)
FAILED = ("provider-failed", "The model ended with an error. Your credits were refunded; please try again.")
STOPPED = ("provider-stopped", "The provider stopped this before it was done. Your credits were refunded.")
NOTHING = (
    "no-output",
    "The model ended without a result. Your credits were refunded; try another picture or other words.",
)
GONE = (
    "output-gone",
    "The result was gone before it could be copied. Your credits were refunded; try again.",
)
HELD_BACK = "The model's filter held this one back."
NOT_CHARGED = "It was not charged."


def explain(error: str | None) -> tuple[str, str]:
    """An error code and sentence for a provider's error message."""
    words = (error or "").lower()
    for signs, code, sentence in REASONS:
        if any(sign in words for sign in signs):
            return code, sentence
    return FAILED


async def record_prediction(session: AsyncSession, provider: str, told: Prediction) -> None:
    """Applies a provider's update. Late or duplicate updates are ignored."""
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
    job.failing_since = None
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
        await _set_progress(session, row, job, FINISHING_AT)
    else:
        end_job(job)
        await fail_outputs(session, row, job, *_reason(told))


async def record_collected(
    session: AsyncSession, job_id: UUID, given: int, refused: Mapping[int, AppError]
) -> None:
    """Of a job's first ``given`` outputs all but the ``refused`` ones are stored: enqueues their finishing.

    The others fail, each with its reason; what the provider did not give was held back by the model's filter.
    ``refused`` counts the outputs of the job, from 0.
    """
    row, job = await lock_job(session, job_id)
    if job is None or job.status != "collecting":
        return
    end_job(job)
    if row is None or row.status in ENDED:
        return
    indexes = indexes_of(job, row)
    tasks = await list_render_tasks(session, row)
    for task in reversed([task for task in tasks if task.index in indexes and task.status == "remote"]):
        place = task.index - indexes.start
        if place < given and place not in refused:
            task.status, task.raw_key, task.progress = "finishing", raw_key(row.id, task.index), FINISHING_AT
            task.last_enqueued_at = now()
            enqueue(session, FinishOutput(generation_id=row.id, index=task.index))
            continue
        task.status = "failed"
        row.error_code, row.error_message = _explain_missing(refused.get(place))
    await session.flush()
    await advance_to_finishing(session, row, tasks, _note_missing(len(indexes), given, len(refused)))


def _explain_missing(error: AppError | None) -> tuple[str, str]:
    if error is None:
        return "held-back", HELD_BACK
    return GONE if isinstance(error, OutputGone) else (error.code, f"{error.sentence} {NOT_CHARGED}")


def _note_missing(count: int, given: int, refused: int) -> str | None:
    held_back = count - given
    parts = []
    if held_back > 0:
        parts.append(f"{held_back} of {count} did not come: the model's filter held them back")
    if refused:
        parts.append(f"{refused} of {count} could not be copied from the provider")
    return "; ".join(parts) or None


async def _record_running(session: AsyncSession, row: Generation, job: ProviderJob, told: Prediction) -> None:
    job.poll_count += 1
    job.next_attempt_at = now() + timedelta(seconds=poll_delay_seconds(job.poll_count))
    if told.status == "starting":
        return
    if advance(session, row, "rendering"):
        await end_step(session, row, "submit")
        await begin_step(session, row, "render")
    if told.progress is not None and told.progress > job.progress:
        job.progress = told.progress
        await _set_progress(session, row, job, FINISHING_AT * told.progress)


async def _set_progress(session: AsyncSession, row: Generation, job: ProviderJob, progress: float) -> None:
    await session.execute(
        update(RenderTask)
        .where(
            col(RenderTask.generation_id) == row.id,
            col(RenderTask.index).in_(indexes_of(job, row)),
            col(RenderTask.status) == "remote",
            col(RenderTask.progress) < progress,
        )
        .values(progress=progress)
    )
    await update_progress(session, row)


def _reason(told: Prediction) -> tuple[str, str]:
    if told.removed:
        return GONE
    if told.status == "succeeded":
        return NOTHING
    if told.status == "canceled":
        return STOPPED
    return explain(told.error)
