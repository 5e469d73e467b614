"""Ends generations: status, credits and live update in one transaction."""

from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit, enqueue, port
from influencer_app.domain.credits.schemas import Subject
from influencer_app.domain.credits.service import release
from influencer_app.domain.files.deletions import schedule_file_deletion
from influencer_app.domain.generation.events import GenerationFinished
from influencer_app.domain.generation.jobs import CancelProviderJob, DispatchGenerations
from influencer_app.domain.generation.kinds.registry import get_kind
from influencer_app.domain.generation.lifecycle.timeline import advance, end_open_steps
from influencer_app.domain.generation.models.generation import Generation, RenderTask
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.storage_keys import render_task_keys
from influencer_app.domain.webhooks.events import EventName
from influencer_app.domain.webhooks.publish import publish_event

EVENTS: Final[dict[str, EventName]] = {
    "succeeded": "generation.succeeded",
    "failed": "generation.failed",
    "canceled": "generation.canceled",
}
STEP_STATUS = {"failed": "failed", "canceled": "skipped"}


async def finalize_generation(
    session: AsyncSession,
    generation: Generation,
    status: str,
    *,
    code: str | None = None,
    message: str | None = None,
) -> bool:
    """Ends it as ``succeeded``, ``failed`` or ``canceled``; False if it had already ended.

    The row must be locked. Credits for undelivered outputs are released. Nobody is told to dispatch when
    nobody waits; a request that begins to wait in the same moment sends that job itself.
    """
    if not advance(session, generation, status):
        return False
    generation.finished_at = now()
    generation.lease_holder = generation.lease_until = None
    generation.error_code, generation.error_message = code, message
    if status == "succeeded":
        generation.progress = 1.0
    else:
        await _end_render_tasks(session, generation)
        await end_open_steps(session, generation.id, STEP_STATUS[status])
    if generation.engine not in port(session, EngineConfig).local_engines:
        await _cancel_provider_jobs(session, generation)
    await schedule_file_deletion(session, get_kind(generation.type).temporary_files(generation.id))
    if generation.credits_used < generation.credits_reserved:
        await release(session, generation.workspace_id, Subject("generation", generation.id))
    await session.flush()
    emit(
        session,
        GenerationFinished(
            workspace_id=generation.workspace_id, generation_id=generation.id, status=generation.status
        ),
    )
    await publish_event(session, generation.workspace_id, EVENTS[status], _event_data(generation))
    if await is_anybody_waiting(session):
        enqueue(session, DispatchGenerations())
    return True


def _event_data(generation: Generation) -> dict[str, Any]:
    """Ids and states as REST has them; the receiver asks for the rest."""
    error = {"code": generation.error_code, "message": generation.error_message}
    return {
        "id": str(generation.id),
        "workspace_id": str(generation.workspace_id),
        "person_id": str(generation.person_id),
        "type": generation.type,
        "purpose": generation.purpose,
        "status": generation.status,
        "character_id": str(generation.character_id) if generation.character_id else None,
        "count": generation.count,
        "credits_used": generation.credits_used,
        "error": error if generation.error_code else None,
        "created_at": generation.created_at.isoformat(),
        "finished_at": generation.finished_at.isoformat() if generation.finished_at else None,
    }


async def is_anybody_waiting(session: AsyncSession) -> bool:
    """Whether any generation is queued."""
    oldest = select(col(Generation.id)).where(col(Generation.status) == "queued").order_by(col(Generation.id))
    return await session.scalar(oldest.limit(1)) is not None


async def _end_render_tasks(session: AsyncSession, generation: Generation) -> None:
    open_tasks = await session.scalars(
        select(RenderTask).where(
            col(RenderTask.generation_id) == generation.id,
            col(RenderTask.status).not_in(("done", "failed")),
        )
    )
    for task in open_tasks:
        task.status = "failed"
        task.lease_holder = task.lease_until = None
        await schedule_file_deletion(session, render_task_keys(task))


async def _cancel_provider_jobs(session: AsyncSession, generation: Generation) -> None:
    """Ends unsent provider jobs and cancels running ones at the provider."""
    mine = col(ProviderJob.generation_id) == generation.id
    await session.execute(
        update(ProviderJob)
        .where(mine, col(ProviderJob.status).in_(("waiting", "collecting")))
        .values(status="ended", ended_at=now(), lease_holder=None, lease_until=None)
    )
    running = await session.scalars(
        update(ProviderJob)
        .where(mine, col(ProviderJob.status).in_(("sending", "open")))
        .values(next_attempt_at=now())
        .returning(col(ProviderJob.id))
    )
    for job_id in running:
        enqueue(session, CancelProviderJob(job_id=job_id))
