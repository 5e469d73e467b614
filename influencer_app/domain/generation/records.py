"""Writing down what a worker has done. Each of these may run twice and changes nothing then.

Rows are locked in one order everywhere, so that nobody waits in a circle: character, generation, part,
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
from influencer_app.domain.generation.claims import PartClaim, lock_generation, renew_part
from influencer_app.domain.generation.ending import conclude
from influencer_app.domain.generation.files import asset_keys, raw_key, raw_keys
from influencer_app.domain.generation.jobs import FinishOutput, RenderOutput
from influencer_app.domain.generation.models import Generation, GenerationPart
from influencer_app.domain.generation.portraits import hang_portrait, lock_character
from influencer_app.domain.generation.ports import Enhanced, FinishedFile, FinishedVideo, Studio
from influencer_app.domain.generation.provider_jobs import open_job
from influencer_app.domain.generation.rules import ENDED, FINISHING_AT, part_seed
from influencer_app.domain.generation.schemas import SourceFile
from influencer_app.domain.generation.timeline import advance, begin_step, end_step, told
from influencer_app.domain.outputs.models import Asset, Output


async def record_prepared(
    session: AsyncSession,
    generation_id: UUID,
    enhanced: Enhanced | None,
    note: str | None = None,
    audio: SourceFile | None = None,
) -> None:
    """The words, and the speech where there is one, are ready: each output to make gets its row and job."""
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
    remote = port(session, Studio).is_remote(row.engine)
    for index in range(row.count):
        await session.execute(
            insert(GenerationPart)
            .values(
                generation_id=row.id,
                index=index,
                asset_id=new_id(),
                seed=part_seed(row.seed, index),
                status="away" if remote else "waiting",
                progress=0.0,
                attempts=0,
                nudged_at=now(),
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
    """It cannot be made at all: it has failed, the credits are back."""
    row = await lock_generation(session, generation_id)
    if row is not None:
        await conclude(session, row, "failed", code=code, message=message)


async def record_started(session: AsyncSession, claim: PartClaim) -> None:
    """The first picture of the set is being drawn."""
    row = await lock_generation(session, claim.generation_id)
    if row is not None and await advance(session, row, "rendering"):
        await begin_step(session, row, "render")


async def record_progress(session: AsyncSession, claim: PartClaim, holder: str, progress: float) -> bool:
    """Note how far the drawing is (0 to 1) and keep the lease; False when the work is not wanted."""
    share = FINISHING_AT * min(max(progress, 0.0), 1.0)
    row = await lock_generation(session, claim.generation_id)
    if row is None or row.status in ENDED:
        return False
    if not await renew_part(session, claim.generation_id, claim.index, holder, share):
        return False
    await sum_up(session, row)
    return True


async def record_drawn(session: AsyncSession, claim: PartClaim, holder: str, note: str | None) -> None:
    """The raw bytes are stored: finishing comes next."""
    row = await lock_generation(session, claim.generation_id)
    part = await session.get(GenerationPart, (claim.generation_id, claim.index))
    if row is None or row.status in ENDED or part is None:
        await schedule_file_deletion(session, raw_keys(claim.generation_id, claim.index))
        return
    if part.status != "rendering" or part.lease_holder != holder:
        return
    part.status, part.progress, part.attempts = "finishing", FINISHING_AT, 0
    part.raw_key = raw_key(claim.generation_id, claim.index)
    part.lease_holder = part.lease_until = None
    part.nudged_at = now()
    await session.flush()
    await sum_up(session, row)
    left = await _count(session, row, ("waiting", "away", "rendering"))
    if left == 0:
        await begin_finishing(session, row, note)
    enqueue(session, FinishOutput(generation_id=row.id, index=claim.index))


async def begin_finishing(session: AsyncSession, row: Generation, note: str | None) -> None:
    """Everything has been drawn."""
    await end_step(session, row, "render", detail=note)
    await advance(session, row, "finishing")
    await begin_step(session, row, "finish")


async def record_finished(
    session: AsyncSession, claim: PartClaim, picture: FinishedFile, captions: bool = False
) -> None:
    """The files are stored: the output exists from now on, and is paid. The last one ends the generation."""
    if claim.portrait_of is not None:
        await lock_character(session, claim.portrait_of)
    row = await lock_generation(session, claim.generation_id)
    part = await session.get(GenerationPart, (claim.generation_id, claim.index))
    keys = asset_keys(claim.asset_id)
    if part is not None and part.status == "done":
        return  # another worker was quicker, and these files are the output's
    if row is None or part is None or row.status in ENDED:
        await schedule_file_deletion(session, [*raw_keys(claim.generation_id, claim.index), *keys.values()])
        return
    if part.status != "finishing":
        return
    asset = _asset(row, claim, picture, captions)
    session.add(asset)
    await session.flush()
    session.add(
        Output(
            generation_id=row.id,
            person_id=row.person_id,
            index=claim.index,
            asset_id=asset.id,
            seed=claim.seed,
        )
    )
    part.status, part.progress = "done", 1.0
    part.lease_holder = part.lease_until = None
    await session.flush()
    await settle(session, Subject("generation", row.id), row.price_each, what=str(claim.index))
    row.credits_used += row.price_each
    await schedule_file_deletion(session, raw_keys(row.id, claim.index))
    if row.purpose == "portrait":
        await hang_portrait(session, row, asset)
    await sum_up(session, row)
    await end_when_complete(session, row)


async def record_part_failed(session: AsyncSession, claim: PartClaim, code: str, message: str) -> None:
    """This picture will not come. The others may; with none the generation has failed."""
    row = await lock_generation(session, claim.generation_id)
    part = await session.get(GenerationPart, (claim.generation_id, claim.index))
    if row is None or part is None or row.status in ENDED or part.status in ("done", "lost"):
        return
    part.status = "lost"
    part.lease_holder = part.lease_until = None
    row.error_code, row.error_message = code, message
    keys = asset_keys(claim.asset_id).values()
    await schedule_file_deletion(session, [*raw_keys(row.id, claim.index), *keys])
    await session.flush()
    await end_when_complete(session, row)


async def end_when_complete(session: AsyncSession, row: Generation) -> None:
    """End the generation when nothing of it is on its way any more."""
    if await _count(session, row, ("waiting", "away", "rendering", "finishing")) > 0:
        told(session, row)
        return
    delivered = await _count(session, row, ("done",))
    if delivered == 0:
        await conclude(session, row, "failed", code=row.error_code, message=row.error_message)
        return
    missing = row.count - delivered
    detail = f"{delivered} of {row.count}; the credits for {missing} are back" if missing else None
    await end_step(session, row, "finish", detail=detail)
    await conclude(session, row, "succeeded", code=row.error_code, message=row.error_message)


async def sum_up(session: AsyncSession, row: Generation) -> None:
    """The progress of the whole is the mean of its pictures; it never falls."""
    mean = await session.scalar(
        select(func.avg(col(GenerationPart.progress))).where(col(GenerationPart.generation_id) == row.id)
    )
    await session.execute(
        update(Generation)
        .where(col(Generation.id) == row.id)
        .values(progress=func.greatest(col(Generation.progress), float(mean or 0)))
    )
    await session.refresh(row)
    told(session, row)


async def _count(session: AsyncSession, row: Generation, statuses: tuple[str, ...]) -> int:
    found = await session.scalar(
        select(func.count())
        .select_from(GenerationPart)
        .where(col(GenerationPart.generation_id) == row.id, col(GenerationPart.status).in_(statuses))
    )
    return found or 0


def _asset(row: Generation, claim: PartClaim, picture: FinishedFile, captions: bool) -> Asset:
    keys = asset_keys(claim.asset_id)
    film = picture if isinstance(picture, FinishedVideo) else None
    return Asset(
        id=claim.asset_id,
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
