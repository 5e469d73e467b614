"""The pipeline as tasks: claim in one transaction, work in none, record in another."""

import asyncio
import logging
import threading
from collections.abc import Callable
from uuid import UUID

import structlog

from influencer_app.db.base import now
from influencer_app.db.transaction import transaction
from influencer_app.domain.generation import queue, records, sweep
from influencer_app.domain.generation.claims import PartClaim, claim_generation, claim_part
from influencer_app.domain.generation.files import asset_keys, raw_key
from influencer_app.domain.generation.ports import Drawn, Enhanced, Provenance
from influencer_app.domain.generation.schemas import FrozenRequest
from influencer_app.errors import InvalidInput
from influencer_app.wiring import runtime
from workers.task import holder, task

log = structlog.get_logger(__name__)

RENDER_SECONDS = 240
PROGRESS_STEP = 0.04


class NotWantedError(Exception):
    """The generation was canceled or taken over: stop drawing."""


@task("generation.dispatch", seconds=30)
async def dispatch() -> None:
    """Let waiting generations in, as far as the caps allow."""
    async with transaction() as session:
        await queue.admit(session)


@task("generation.prepare", seconds=60)
async def prepare(generation_id: str) -> None:
    """Write the prompt out where that was asked for, then have the pictures drawn."""
    own = UUID(generation_id)
    async with transaction() as session:
        request = await claim_generation(session, own, holder())
    if request is None:
        return
    enhanced: Enhanced | None = None
    if request.enhance and request.enhanced_prompt is None:
        enhanced = await runtime().prompts.enhance(request.prompt, request.style)
    async with transaction() as session:
        await records.record_prepared(session, own, enhanced, enhanced.detail if enhanced else None)


@task("generation.render", seconds=RENDER_SECONDS)
async def render(generation_id: str, index: int) -> None:
    """Draw one picture and put its bytes aside for finishing."""
    who = holder()
    async with transaction() as session:
        claim = await claim_part(session, UUID(generation_id), index, "rendering", who)
        if claim is not None:
            await records.record_started(session, claim)
    if claim is None:
        return
    try:
        drawn = await _draw(claim, who)
    except NotWantedError:
        log.info("drawing_stopped", generation_id=generation_id, index=index)
        return
    await runtime().blobs.put(raw_key(claim.generation_id, index), drawn.data, "application/octet-stream")
    async with transaction() as session:
        await records.record_drawn(session, claim, who, drawn.note)


@task("generation.finish", seconds=120)
async def finish(generation_id: str, index: int) -> None:
    """Mark, measure and store one picture; the output exists from then on."""
    own = runtime()
    async with transaction() as session:
        claim = await claim_part(session, UUID(generation_id), index, "finishing", holder())
    if claim is None:
        return
    raw = await own.blobs.get(raw_key(claim.generation_id, index))
    request = claim.request
    try:
        picture = await asyncio.to_thread(
            own.finisher.finish,
            raw,
            size=(request.width, request.height),
            watermark=request.watermark,
            provenance=_provenance(request),
        )
    except InvalidInput as error:
        async with transaction() as session:
            await records.record_part_failed(
                session, claim, "not-a-picture", f"What came back is no picture: {error.sentence}"
            )
        return
    keys = asset_keys(claim.asset_id)
    if not await own.blobs.put_new(keys["original"], picture.original, picture.content_type):
        picture = picture.as_stored(await own.blobs.get(keys["original"]))
    await asyncio.gather(
        own.blobs.put(keys["preview"], picture.preview, "image/webp"),
        own.blobs.put(keys["thumb"], picture.thumb, "image/webp"),
    )
    async with transaction() as session:
        await records.record_finished(session, claim, picture)


@task("generation.sweep", seconds=60, log_level=logging.DEBUG)
async def sweep_up() -> None:
    """Move on what was left behind."""
    async with transaction() as session:
        touched = await sweep.sweep(session)
    if touched:
        log.info("swept", touched=touched)


async def _draw(claim: PartClaim, who: str) -> Drawn:
    """Draw in a thread; its progress is recorded on the loop, and stops it when nobody wants the picture."""
    loop = asyncio.get_running_loop()
    wanted = threading.Event()
    wanted.set()
    latest: asyncio.Queue[float | None] = asyncio.Queue()

    def progress(share: float) -> None:
        if not wanted.is_set():
            raise NotWantedError
        loop.call_soon_threadsafe(latest.put_nowait, share)

    async def record() -> None:
        told = -1.0
        while (share := await _newest(latest)) is not None:
            if share - told < PROGRESS_STEP:
                continue
            told = share
            async with transaction() as session:
                if not await records.record_progress(session, claim, who, share):
                    wanted.clear()
                    return

    recording = asyncio.create_task(record())
    try:
        return await asyncio.to_thread(_drawing(claim), progress)
    finally:
        latest.put_nowait(None)
        await recording
        if not wanted.is_set():
            raise NotWantedError


def _provenance(request: FrozenRequest) -> Provenance:
    """What is signed into the file."""
    return Provenance(
        source_type=runtime().studio.source_type,
        engine=request.engine,
        model=request.model,
        made_at=now(),
    )


def _drawing(claim: PartClaim) -> Callable[[Callable[[float], None]], Drawn]:
    engine = runtime().engine
    return lambda progress: engine.draw(claim.request, claim.seed, progress)


async def _newest(shares: asyncio.Queue[float | None]) -> float | None:
    """The last progress told so far; None when the drawing has ended."""
    share = await shares.get()
    while share is not None and not shares.empty():
        share = shares.get_nowait()
    return share
