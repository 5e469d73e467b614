"""How a generation ends: the status, the credits and the news in one transaction."""

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit, enqueue
from influencer_app.domain.credits.schemas import Subject
from influencer_app.domain.credits.service import release
from influencer_app.domain.files.deletions import schedule_file_deletion
from influencer_app.domain.generation.events import GenerationFinished
from influencer_app.domain.generation.files import part_keys, speech_key
from influencer_app.domain.generation.jobs import CancelProviderJob, DispatchGenerations
from influencer_app.domain.generation.models import Generation, GenerationPart
from influencer_app.domain.generation.provider_models import ProviderJob
from influencer_app.domain.generation.timeline import advance, end_open_steps
from influencer_app.domain.outputs.models import Output

STEP_STATUS = {"succeeded": "done", "failed": "failed", "canceled": "skipped"}


async def conclude(
    session: AsyncSession,
    generation: Generation,
    status: str,
    *,
    code: str | None = None,
    message: str | None = None,
) -> bool:
    """End it as ``succeeded``, ``failed`` or ``canceled``; False when it has ended before.

    The row must be locked. What was not delivered is given back.
    """
    if not await advance(session, generation, status):
        return False
    open_parts = await session.scalars(
        select(GenerationPart).where(
            col(GenerationPart.generation_id) == generation.id,
            col(GenerationPart.status).not_in(("done", "lost")),
        )
    )
    for part in open_parts:
        part.status = "lost"
        part.lease_holder = part.lease_until = None
        await schedule_file_deletion(session, part_keys(part))
    await _end_at_provider(session, generation)
    if generation.type == "avatar":
        await schedule_file_deletion(session, [speech_key(generation.id)])
    await end_open_steps(session, generation.id, STEP_STATUS[status])
    delivered = await session.scalar(
        select(func.count()).select_from(Output).where(col(Output.generation_id) == generation.id)
    )
    generation.credits_used = generation.price_each * (delivered or 0)
    generation.finished_at = now()
    generation.lease_holder = generation.lease_until = None
    generation.error_code = code
    generation.error_message = message
    if status == "succeeded":
        generation.progress = 1.0
    await release(session, Subject("generation", generation.id))
    await session.flush()
    emit(
        session,
        GenerationFinished(
            person_id=generation.person_id, generation_id=generation.id, status=generation.status
        ),
    )
    enqueue(session, DispatchGenerations())
    return True


async def _end_at_provider(session: AsyncSession, generation: Generation) -> None:
    """What has not been sent is not sent; what runs there is canceled there."""
    mine = col(ProviderJob.generation_id) == generation.id
    await session.execute(
        update(ProviderJob)
        .where(mine, col(ProviderJob.status).in_(("waiting", "collecting")))
        .values(status="ended", ended_at=now(), lease_holder=None, lease_until=None)
    )
    running = await session.scalars(
        update(ProviderJob)
        .where(mine, col(ProviderJob.status).in_(("sending", "open")))
        .values(next_at=now())
        .returning(col(ProviderJob.id))
    )
    for job_id in running:
        enqueue(session, CancelProviderJob(job_id=job_id))
