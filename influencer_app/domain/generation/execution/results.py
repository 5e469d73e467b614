"""Records the results of workers. Every function is idempotent.

Rows are locked in one order everywhere, to avoid deadlocks: character, generation, render task,
credit account.
"""

from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import new_id, now
from influencer_app.db.outbox import enqueue, port
from influencer_app.domain.credits.schemas import Subject
from influencer_app.domain.credits.service import settle
from influencer_app.domain.files.deletions import schedule_file_deletion
from influencer_app.domain.generation.execution.leases import (
    RenderTaskClaim,
    lock_generation,
    renew_render_task,
)
from influencer_app.domain.generation.execution.provider_jobs import open_job
from influencer_app.domain.generation.jobs import FinishOutput, RenderOutput
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.lifecycle.portraits import lock_character, set_portrait
from influencer_app.domain.generation.lifecycle.timeline import advance, begin_step, emit_progress, end_step
from influencer_app.domain.generation.models.generation import Generation, RenderTask
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.ports.finisher import FinishedFile, FinishedVideo
from influencer_app.domain.generation.ports.prompts import Enhanced
from influencer_app.domain.generation.rules import ENDED, FINISHING_AT, render_task_seed
from influencer_app.domain.generation.schemas import SourceFile
from influencer_app.domain.generation.storage_keys import asset_keys, raw_key, raw_keys
from influencer_app.domain.outputs.models import Asset, Output


async def record_prepared(
    session: AsyncSession,
    generation_id: UUID,
    enhanced: Enhanced | None,
    note: str | None = None,
    audio: SourceFile | None = None,
) -> None:
    """Prompt and speech are ready: creates the render task and job of each output."""
    row = await lock_generation(session, generation_id)
    if row is None or row.status != "preparing":
        return
    if enhanced is not None:
        row.enhanced_prompt = enhanced.text
        row.request = {**row.request, "enhanced_prompt": enhanced.text}
    if row.enhanced_prompt is not None:
        await end_step(session, row, "enhance", detail=note)
    if audio is not None:
        row.request = {**row.request, "audio": audio.model_dump(mode="json")}
        await end_step(session, row, "speech", detail=audio.note)
    row.lease_holder = row.lease_until = None
    await session.flush()
    await begin_step(session, row, "submit")
    await advance(session, row, "submitted")
    remote = port(session, EngineConfig).is_remote(row.engine)
    for index in range(row.count):
        await session.execute(
            insert(RenderTask)
            .values(
                generation_id=row.id,
                index=index,
                asset_id=new_id(),
                seed=render_task_seed(row.seed, index),
                status="remote" if remote else "waiting",
                progress=0.0,
                attempts=0,
                last_enqueued_at=now(),
            )
            .on_conflict_do_nothing()
        )
        if not remote:
            enqueue(session, RenderOutput(generation_id=row.id, index=index))
    if remote:
        await open_job(session, row)
    else:
        await end_step(session, row, "submit")


async def record_refused(session: AsyncSession, generation_id: UUID, code: str, message: str) -> None:
    """Fails a generation that cannot be made, and releases its credits."""
    row = await lock_generation(session, generation_id)
    if row is not None:
        await finalize_generation(session, row, "failed", code=code, message=message)


async def record_started(session: AsyncSession, claim: RenderTaskClaim) -> None:
    """Records that rendering has started."""
    row = await lock_generation(session, claim.generation_id)
    if row is not None and await advance(session, row, "rendering"):
        await begin_step(session, row, "render")


async def record_progress(
    session: AsyncSession, claim: RenderTaskClaim, holder: str, progress: float
) -> bool:
    """Stores progress (0 to 1) and renews the lease; False if the work is unwanted."""
    share = FINISHING_AT * min(max(progress, 0.0), 1.0)
    row = await lock_generation(session, claim.generation_id)
    if row is None or row.status in ENDED:
        return False
    if not await renew_render_task(session, claim.generation_id, claim.index, holder, share):
        return False
    await update_progress(session, row)
    return True


async def record_rendered(
    session: AsyncSession, claim: RenderTaskClaim, holder: str, note: str | None
) -> None:
    """The raw bytes are stored: enqueues finishing."""
    row = await lock_generation(session, claim.generation_id)
    task = await session.get(RenderTask, (claim.generation_id, claim.index))
    if row is None or row.status in ENDED or task is None:
        await schedule_file_deletion(session, raw_keys(claim.generation_id, claim.index))
        return
    if task.status != "rendering" or task.lease_holder != holder:
        return
    task.status, task.progress, task.attempts = "finishing", FINISHING_AT, 0
    task.raw_key = raw_key(claim.generation_id, claim.index)
    task.lease_holder = task.lease_until = None
    task.last_enqueued_at = now()
    await session.flush()
    await update_progress(session, row)
    left = await _count(session, row, ("waiting", "remote", "rendering"))
    if left == 0:
        await begin_finishing(session, row, note)
    enqueue(session, FinishOutput(generation_id=row.id, index=claim.index))


async def begin_finishing(session: AsyncSession, row: Generation, note: str | None) -> None:
    """All outputs are rendered: moves to ``finishing``."""
    await end_step(session, row, "render", detail=note)
    await advance(session, row, "finishing")
    await begin_step(session, row, "finish")


async def record_finished(
    session: AsyncSession, claim: RenderTaskClaim, picture: FinishedFile, captions: bool = False
) -> None:
    """The files are stored: creates the output and settles its credits. The last one ends the generation."""
    if claim.portrait_of is not None:
        await lock_character(session, claim.portrait_of)
    row = await lock_generation(session, claim.generation_id)
    task = await session.get(RenderTask, (claim.generation_id, claim.index))
    keys = asset_keys(claim.asset_id)
    if task is not None and task.status == "done":
        return  # another worker was quicker, and these files are the output's
    if row is None or task is None or row.status in ENDED:
        await schedule_file_deletion(session, [*raw_keys(claim.generation_id, claim.index), *keys.values()])
        return
    if task.status != "finishing":
        return
    asset = _asset(row, claim, picture, captions)
    session.add(asset)
    await session.flush()
    session.add(
        Output(
            generation_id=row.id,
            workspace_id=row.workspace_id,
            person_id=row.person_id,
            type=row.type,
            character_id=row.character_id,
            listed=row.purpose == "result",
            index=claim.index,
            asset_id=asset.id,
            seed=claim.seed,
        )
    )
    task.status, task.progress = "done", 1.0
    task.lease_holder = task.lease_until = None
    await session.flush()
    await settle(session, Subject("generation", row.id), row.price_each, what=str(claim.index))
    row.credits_used += row.price_each
    await schedule_file_deletion(session, raw_keys(row.id, claim.index))
    if row.purpose == "portrait":
        await set_portrait(session, row, asset)
    await update_progress(session, row)
    await end_when_complete(session, row)


async def record_render_task_failed(
    session: AsyncSession, claim: RenderTaskClaim, code: str, message: str
) -> None:
    """Fails one render task. The others continue; if none delivers, the generation fails."""
    row = await lock_generation(session, claim.generation_id)
    task = await session.get(RenderTask, (claim.generation_id, claim.index))
    if row is None or task is None or row.status in ENDED or task.status in ("done", "failed"):
        return
    task.status = "failed"
    task.lease_holder = task.lease_until = None
    row.error_code, row.error_message = code, message
    keys = asset_keys(claim.asset_id).values()
    await schedule_file_deletion(session, [*raw_keys(row.id, claim.index), *keys])
    await session.flush()
    await end_when_complete(session, row)


async def postpone_render_task(
    session: AsyncSession, claim: RenderTaskClaim, holder: str, code: str, message: str
) -> None:
    """An error that may pass: claimed again later, or failed for this reason after the last attempt."""
    await lock_generation(session, claim.generation_id)
    task = await session.get(RenderTask, (claim.generation_id, claim.index))
    if task is None or task.lease_holder != holder:
        return
    if task.attempts >= port(session, EngineConfig).limits.attempts_max:
        await record_render_task_failed(session, claim, code, message)
        return
    task.lease_holder = task.lease_until = None
    task.last_enqueued_at = now()


async def end_when_complete(session: AsyncSession, row: Generation) -> None:
    """Ends the generation once no render task is open."""
    if await _count(session, row, ("waiting", "remote", "rendering", "finishing")) > 0:
        emit_progress(session, row)
        return
    delivered = await _count(session, row, ("done",))
    if delivered == 0:
        await finalize_generation(session, row, "failed", code=row.error_code, message=row.error_message)
        return
    missing = row.count - delivered
    detail = f"{delivered} of {row.count}; the credits for {missing} are back" if missing else None
    await end_step(session, row, "finish", detail=detail)
    await finalize_generation(session, row, "succeeded", code=row.error_code, message=row.error_message)


async def update_progress(session: AsyncSession, row: Generation) -> None:
    """Sets the generation's progress to the mean of its render tasks; it never decreases."""
    mean = await session.scalar(
        select(func.avg(col(RenderTask.progress))).where(col(RenderTask.generation_id) == row.id)
    )
    await session.execute(
        update(Generation)
        .where(col(Generation.id) == row.id)
        .values(progress=func.greatest(col(Generation.progress), float(mean or 0)))
    )
    await session.refresh(row)
    emit_progress(session, row)


async def _count(session: AsyncSession, row: Generation, statuses: tuple[str, ...]) -> int:
    found = await session.scalar(
        select(func.count())
        .select_from(RenderTask)
        .where(col(RenderTask.generation_id) == row.id, col(RenderTask.status).in_(statuses))
    )
    return found or 0


def _asset(row: Generation, claim: RenderTaskClaim, picture: FinishedFile, captions: bool) -> Asset:
    keys = asset_keys(claim.asset_id)
    film = picture if isinstance(picture, FinishedVideo) else None
    return Asset(
        id=claim.asset_id,
        workspace_id=row.workspace_id,
        person_id=row.person_id,
        kind="video" if film else "image",
        duration_seconds=film.duration_seconds if film else None,
        captions_key=keys["captions"] if captions else None,
        content_type=picture.content_type,
        width=picture.width,
        height=picture.height,
        bytes=len(picture.original),
        original_key=keys["original"],
        preview_key=keys["preview"],
        thumb_key=keys["thumb"],
        thumbhash=picture.thumbhash,
        sha256=picture.sha256,
        phash=picture.phash,
        engine=row.engine,
        model=row.model,
        source_type=claim.request.source_type,
        watermarked=claim.request.watermark,
    )
