"""Records the results of workers. Every function is idempotent.

Rows are locked in one order everywhere, to avoid deadlocks: character, generation, render task,
credit account.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import port
from influencer_app.domain.credits.schemas import Subject
from influencer_app.domain.credits.service import settle
from influencer_app.domain.files.deletions import schedule_file_deletion
from influencer_app.domain.generation.execution.leases import (
    RenderTaskClaim,
    lock_generation,
    lock_with_tasks,
    renew_render_task,
)
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.lifecycle.confirmation import price_by_length
from influencer_app.domain.generation.lifecycle.planning import plan_outputs
from influencer_app.domain.generation.lifecycle.portraits import lock_character, set_portrait
from influencer_app.domain.generation.lifecycle.timeline import (
    advance,
    begin_step,
    emit_progress,
    end_step,
    end_steps,
)
from influencer_app.domain.generation.models.generation import Generation, RenderTask
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.ports.finisher import FinishedFile, FinishedVideo
from influencer_app.domain.generation.ports.prompts import Enhanced
from influencer_app.domain.generation.rules import ENDED, FINISHING_AT
from influencer_app.domain.generation.schemas import SourceFile
from influencer_app.domain.generation.storage_keys import asset_keys, raw_keys
from influencer_app.domain.outputs.models import Asset, Output
from influencer_app.errors import StorageFull

WAITS_FOR = {StorageFull.code: "waiting for space"}
WAITS_FOR_FILES = "waiting for the files"


@dataclass(frozen=True, slots=True)
class Rendering:
    """How an output was rendered: the engine's note, whether there are captions, and when it was done."""

    note: str | None
    has_captions: bool
    ended_at: datetime


async def record_prepared(
    session: AsyncSession,
    generation_id: UUID,
    enhanced: Enhanced | None,
    note: str | None = None,
    audio: SourceFile | None = None,
    seconds: float | None = None,
) -> None:
    """Prompt and speech are ready: creates the render task and job of each output.

    ``seconds`` is how long the speech is. One that costs more than was shown waits for a confirmation.
    """
    row = await lock_generation(session, generation_id)
    if row is None or row.status != "preparing":
        return
    if enhanced is not None:
        row.enhanced_prompt = enhanced.text
        row.request = {**row.request, "enhanced_prompt": enhanced.text}
    steps: dict[str, str | None] = {}
    if row.enhanced_prompt is not None:
        steps["enhance"] = note
    if audio is not None:
        row.request = {**row.request, "audio": audio.model_dump(mode="json")}
        steps["speech"] = audio.note
    row.lease_holder = row.lease_until = None
    if seconds is not None and not await price_by_length(session, row, seconds):
        if steps:
            await end_steps(session, row, steps)
        return
    await plan_outputs(session, row, steps)


async def record_refused(session: AsyncSession, generation_id: UUID, code: str, message: str) -> None:
    """Fails a generation that cannot be made, and releases its credits."""
    row = await lock_generation(session, generation_id)
    if row is not None:
        await finalize_generation(session, row, "failed", code=code, message=message)


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


async def begin_finishing(session: AsyncSession, row: Generation, note: str | None) -> None:
    """A provider's outputs are stored: moves to ``finishing``."""
    await end_step(session, row, "render", detail=note)
    advance(session, row, "finishing")
    await begin_step(session, row, "finish")


async def record_finished(
    session: AsyncSession, claim: RenderTaskClaim, picture: FinishedFile, made: Rendering
) -> None:
    """The files are stored: creates the output and settles its credits. The last one ends the generation."""
    if claim.portrait_of is not None:
        await lock_character(session, claim.portrait_of)
    row, tasks = await lock_with_tasks(session, claim.generation_id)
    task = tasks.get(claim.index)
    if task is not None and task.status == "done":
        return  # another worker was quicker, and these files are the output's
    if row is None or task is None or row.status in ENDED or task.status == "failed":
        keys = [*raw_keys(claim.generation_id, claim.index), *asset_keys(claim.asset_id).values()]
        await schedule_file_deletion(session, keys)
        return
    asset = _asset(row, claim, picture, made.has_captions)
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
    if task.raw_key is not None:
        await schedule_file_deletion(session, raw_keys(row.id, claim.index))
    subject = Subject("generation", row.id)
    await settle(session, row.workspace_id, subject, row.price_each, what=str(claim.index))
    row.credits_used += row.price_each
    if row.purpose == "portrait":
        await set_portrait(session, row, asset)
    await end_when_complete(session, row, tasks.values(), made)


async def record_render_task_failed(
    session: AsyncSession, claim: RenderTaskClaim, code: str, message: str
) -> None:
    """Fails one render task. The others continue; if none delivers, the generation fails."""
    row, tasks = await lock_with_tasks(session, claim.generation_id)
    task = tasks.get(claim.index)
    if row is None or task is None or row.status in ENDED or task.status in ("done", "failed"):
        return
    task.status = "failed"
    task.lease_holder = task.lease_until = None
    row.error_code, row.error_message = code, message
    keys = asset_keys(claim.asset_id).values()
    await schedule_file_deletion(session, [*raw_keys(row.id, claim.index), *keys])
    await end_when_complete(session, row, tasks.values())


async def postpone_render_task(
    session: AsyncSession, claim: RenderTaskClaim, holder: str, code: str, message: str
) -> None:
    """An error that may pass: claimed again later, or failed for this reason after the last attempt."""
    row = await lock_generation(session, claim.generation_id)
    task = await session.get(RenderTask, (claim.generation_id, claim.index))
    if row is None or task is None or task.lease_holder != holder:
        return
    if task.attempts >= port(session, EngineConfig).limits.attempts_max:
        await record_render_task_failed(session, claim, code, message)
        return
    task.lease_holder = task.lease_until = None
    task.last_enqueued_at = now()
    step = "finish" if row.status == "finishing" else "render"
    await begin_step(session, row, step, detail=WAITS_FOR.get(code, WAITS_FOR_FILES))


async def end_when_complete(
    session: AsyncSession, row: Generation, tasks: Collection[RenderTask], made: Rendering | None = None
) -> None:
    """Updates the progress, and ends the generation once none of its render ``tasks`` is open.

    ``made`` is how the last one was rendered here.
    """
    statuses = [task.status for task in tasks]
    _set_progress(row, tasks)
    if not set(statuses) <= {"done", "failed"}:
        await session.flush()
        emit_progress(session, row)
        return
    delivered = statuses.count("done")
    if delivered == 0:
        await finalize_generation(session, row, "failed", code=row.error_code, message=row.error_message)
        return
    missing = row.count - delivered
    steps: dict[str, str | None] = {}
    if row.status == "rendering":
        steps["render"] = made.note if made else None
    steps["finish"] = (
        f"{delivered} of {row.count}; the credits for {missing} were refunded" if missing else None
    )
    await finalize_generation(session, row, "succeeded", code=row.error_code, message=row.error_message)
    await end_steps(session, row, steps, started_at=made.ended_at if made else None)


def _set_progress(row: Generation, tasks: Collection[RenderTask]) -> None:
    """The mean of its render tasks; it never decreases."""
    share = sum(task.progress for task in tasks) / max(len(tasks), 1)
    row.progress = max(row.progress, share)


async def update_progress(session: AsyncSession, row: Generation) -> None:
    """Sets the progress of a locked generation to the mean of its render tasks; it never decreases."""
    share = await session.scalar(
        select(func.avg(col(RenderTask.progress))).where(col(RenderTask.generation_id) == row.id)
    )
    row.progress = max(row.progress, float(share or 0))
    await session.flush()
    emit_progress(session, row)


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
        unmarked_key=keys["unmarked"] if picture.unmarked else None,
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
