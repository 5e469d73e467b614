"""Gives an admitted generation its first job: preparation, or its outputs if there is nothing to prepare."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue, find_port, port
from influencer_app.domain.generation.jobs import PrepareGeneration, RenderOutput, SubmitProviderJob
from influencer_app.domain.generation.kinds.registry import get_kind
from influencer_app.domain.generation.lifecycle.timeline import advance, begin_step, end_steps
from influencer_app.domain.generation.models.generation import Generation, RenderTask
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.rules import render_task_seed
from influencer_app.domain.generation.schemas import FrozenRequest, frozen
from influencer_app.domain.safety.ports import ModerationPort


async def start(session: AsyncSession, row: Generation, request: FrozenRequest) -> None:
    """The first job of a generation that was admitted in this transaction: ``preparing``, or further."""
    if needs_preparation(session, request):
        enqueue(session, PrepareGeneration(generation_id=row.id))
    else:
        is_shown = row.enhanced_prompt is not None and not request.prepared
        await plan_outputs(session, row, {"enhance": None} if is_shown else {})


def needs_preparation(session: AsyncSession, request: FrozenRequest) -> bool:
    """Whether there is anything to moderate, to enhance, to speak or to measure before rendering."""
    if request.prepared:
        return False
    return (
        find_port(session, ModerationPort) is not None
        or (request.enhance and request.enhanced_prompt is None)
        or is_spoken(request)
    )


def is_spoken(request: FrozenRequest) -> bool:
    """Whether there is a script to be spoken, and no sound for it yet."""
    return get_kind(request.type).needs_speech and bool(request.script) and request.audio is None


async def plan_outputs(session: AsyncSession, row: Generation, prepared: Mapping[str, str | None]) -> None:
    """Creates the render tasks and sends the first jobs: one per output, or per prediction at a provider.

    ``prepared`` are the steps of the preparation with their details. The row must be locked, or new.
    """
    remote = port(session, EngineConfig).is_remote(row.engine)
    if not advance(session, row, "submitted"):
        return
    session.add(row)
    await session.flush()
    moment = now()
    session.add_all(
        RenderTask(
            generation_id=row.id,
            index=index,
            seed=render_task_seed(row.seed, index),
            status="remote" if remote else "waiting",
            last_enqueued_at=moment,
        )
        for index in range(row.count)
    )
    await session.flush()
    if remote:
        if prepared:
            await end_steps(session, row, prepared)
        await begin_step(session, row, "submit")
        await _open_provider_jobs(session, row)
        return
    await end_steps(session, row, {**prepared, "submit": None})
    for index in range(row.count):
        enqueue(session, RenderOutput(generation_id=row.id, index=index))


async def _open_provider_jobs(session: AsyncSession, row: Generation) -> None:
    """Creates the provider jobs of a generation and enqueues their submission.

    There is one, unless a prediction of the model gives fewer outputs than are asked for.
    """
    found = await session.scalar(select(ProviderJob).where(col(ProviderJob.generation_id) == row.id).limit(1))
    if found is not None:
        return
    request = frozen(row.request)
    size = min(request.outputs_max or row.count, row.count)
    jobs = [
        ProviderJob(
            generation_id=row.id,
            purpose=f"render {first}" if first else "render",
            first_index=first,
            count=min(size, row.count - first),
            provider=row.engine,
            model=request.model,
            version=request.version,
        )
        for first in range(0, row.count, size)
    ]
    session.add_all(jobs)
    await session.flush()
    for job in jobs:
        enqueue(session, SubmitProviderJob(job_id=job.id))
