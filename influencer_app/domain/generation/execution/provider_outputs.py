"""The outputs that a provider job makes, which are some or all of its generation's."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.domain.generation.execution.results import begin_finishing, end_when_complete
from influencer_app.domain.generation.lifecycle.timeline import advance, end_open_steps
from influencer_app.domain.generation.models.generation import Generation, RenderTask
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.rules import ENDED, render_task_seed
from influencer_app.domain.generation.schemas import FrozenRequest


def indexes_of(job: ProviderJob, row: Generation) -> range:
    """The outputs of the generation that the job makes."""
    count = row.count - job.first_index if job.count is None else job.count
    return range(job.first_index, job.first_index + count)


def request_of(job: ProviderJob, row: Generation, request: FrozenRequest) -> FrozenRequest:
    """The generation's request, for the job's outputs alone."""
    indexes = indexes_of(job, row)
    seed = render_task_seed(request.seed, indexes.start)
    return request.model_copy(update={"count": len(indexes), "seed": seed})


def end_job(job: ProviderJob) -> None:
    """Marks the job as ended."""
    job.status, job.ended_at = "ended", now()
    job.lease_holder = job.lease_until = None


async def list_render_tasks(session: AsyncSession, row: Generation) -> list[RenderTask]:
    """All render tasks of a locked generation, by index."""
    found = await session.scalars(
        select(RenderTask)
        .where(col(RenderTask.generation_id) == row.id)
        .order_by(col(RenderTask.index))
        .execution_options(populate_existing=True)
    )
    return list(found)


async def fail_outputs(
    session: AsyncSession, row: Generation | None, job: ProviderJob, code: str, message: str
) -> None:
    """Fails what the job was to make. Other jobs of its generation go on; if none delivers, it fails."""
    if row is None or row.status in ENDED:
        return
    tasks = await list_render_tasks(session, row)
    for task in tasks:
        if task.status == "remote" and task.index in indexes_of(job, row):
            task.status = "failed"
    row.error_code, row.error_message = code, message
    await session.flush()
    await advance_to_finishing(session, row, tasks, None)


async def advance_to_finishing(
    session: AsyncSession, row: Generation, tasks: list[RenderTask], note: str | None
) -> None:
    """Moves a locked generation to ``finishing`` once all of its jobs have ended, or to its end.

    ``tasks`` are all of its render tasks.
    """
    statuses = {task.status for task in tasks}
    if statuses != {"failed"}:
        advance(session, row, "rendering")
    if "remote" not in statuses and statuses != {"failed"}:
        await end_open_steps(session, row.id, "done")
        await begin_finishing(session, row, note)
    await end_when_complete(session, row, tasks)
