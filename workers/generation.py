"""Pipeline tasks: claim in one transaction, work outside any, record in another."""

import asyncio
import hashlib
import logging
import threading
from collections.abc import Callable
from uuid import UUID

import structlog

from influencer_app.db.base import now
from influencer_app.db.transaction import transaction
from influencer_app.domain.files.ports import BlobMissing
from influencer_app.domain.generation.execution import recovery, results
from influencer_app.domain.generation.execution.leases import (
    RenderTaskClaim,
    claim_generation,
    claim_render_task,
    postpone_generation,
)
from influencer_app.domain.generation.jobs import (
    DispatchGenerations,
    FinishOutput,
    PrepareGeneration,
    RecoverGenerations,
    RenderOutput,
)
from influencer_app.domain.generation.kinds.registry import get_kind
from influencer_app.domain.generation.lifecycle import scheduler
from influencer_app.domain.generation.ports.engine import RenderInputs, RenderResult
from influencer_app.domain.generation.ports.finisher import FinishedFile, FinisherPort, Ingredient, Provenance
from influencer_app.domain.generation.ports.prompts import Enhanced
from influencer_app.domain.generation.ports.speech import match_voice
from influencer_app.domain.generation.rules import RESULT_GONE, SOURCE_GONE
from influencer_app.domain.generation.schemas import FrozenRequest, SourceFile
from influencer_app.domain.generation.storage_keys import asset_keys, raw_captions_key, raw_key, speech_key
from influencer_app.errors import AppError, InvalidInput, StorageFull
from influencer_app.wiring import runtime
from workers.lease import renewing_lease
from workers.moderation import moderate_output, moderate_prompt
from workers.task import Schedule, holder, task

log = structlog.get_logger(__name__)

RENDER_SECONDS = 600
PROGRESS_STEP = 0.04


class WorkCanceled(Exception):
    """The generation was canceled or taken over; stop rendering."""


@task(DispatchGenerations, seconds=30)
async def dispatch() -> None:
    """Admits queued generations within the limits."""
    async with transaction() as session:
        await scheduler.admit(session)


@task(PrepareGeneration, seconds=60)
async def prepare(generation_id: UUID) -> None:
    """Moderates, enhances the prompt if asked, synthesizes speech, then queues rendering."""
    own, who = generation_id, holder()
    async with transaction() as session:
        request = await claim_generation(session, own, who)
    if request is None:
        return
    async with renewing_lease(own, who):
        await _prepare(own, request)


async def _prepare(own: UUID, request: FrozenRequest) -> None:
    if not await moderate_prompt(own, request):
        return
    enhanced: Enhanced | None = None
    if request.enhance and request.enhanced_prompt is None:
        enhanced = (
            await runtime().models_for(request.workspace_id).prompts.enhance(request.prompt, request.style)
        )
    try:
        audio = await _speech(own, request)
    except AppError as error:
        log.warning("preparation_failed", permanent=error.permanent, reason=error.code)
        async with transaction() as session:
            # Speech that could not be stored is not paid for a second time.
            if error.permanent or isinstance(error, StorageFull):
                await results.record_refused(session, own, error.code, error.sentence)
            else:
                await postpone_generation(session, own, holder(), error.code, error.sentence)
        return
    async with transaction() as session:
        await results.record_prepared(session, own, enhanced, enhanced.detail if enhanced else None, audio)


@task(RenderOutput, seconds=RENDER_SECONDS)
async def render(generation_id: UUID, index: int) -> None:
    """Renders one output and stores its raw bytes for finishing."""
    who = holder()
    async with transaction() as session:
        claim = await claim_render_task(session, generation_id, index, "rendering", who)
        if claim is not None:
            await results.record_started(session, claim)
    if claim is None:
        return
    try:
        async with renewing_lease(claim, who):
            drawn = await _draw(claim, who)
        await _store_rendered(claim, drawn)
    except WorkCanceled:
        log.info("drawing_stopped", generation_id=str(generation_id), index=index)
        return
    except AppError as error:
        await _record_error(claim, who, error, SOURCE_GONE)
        return
    async with transaction() as session:
        await results.record_rendered(session, claim, who, drawn.note)


@task(FinishOutput, seconds=120)
async def finish(generation_id: UUID, index: int) -> None:
    """Finishes and stores one output, which exists from then on."""
    who = holder()
    async with transaction() as session:
        claim = await claim_render_task(session, generation_id, index, "finishing", who)
    if claim is None:
        return
    try:
        await _finish(claim, who)
    except AppError as error:
        await _record_error(claim, who, error, RESULT_GONE)


async def _finish(claim: RenderTaskClaim, who: str) -> None:
    app = runtime()
    raw = await app.blobs.get(raw_key(claim.generation_id, claim.index))
    request = claim.request
    try:
        async with renewing_lease(claim, who):
            picture = await asyncio.to_thread(_finished, app.finisher, raw, request)
    except InvalidInput as error:
        what = get_kind(request.type).result_noun
        async with transaction() as session:
            await results.record_render_task_failed(
                session, claim, f"not-a-{what}", f"What came back is no {what}: {error.sentence}"
            )
        return
    if against := await moderate_output(picture, request.workspace_id):
        async with transaction() as session:
            await results.record_render_task_failed(session, claim, *against)
        return
    keys = asset_keys(claim.asset_id)
    if not await app.blobs.put_new(keys["original"], picture.original, picture.content_type):
        picture = picture.as_stored(await app.blobs.get(keys["original"]))
    await asyncio.gather(
        app.blobs.put(keys["preview"], picture.preview, "image/webp"),
        app.blobs.put(keys["thumb"], picture.thumb, "image/webp"),
    )
    captions = await _captions(claim)
    if captions is not None:
        await app.blobs.put(keys["captions"], captions, "text/vtt")
    async with transaction() as session:
        await results.record_finished(session, claim, picture, captions is not None)


async def _record_error(claim: RenderTaskClaim, who: str, error: AppError, missing: tuple[str, str]) -> None:
    """Ends the render task for a permanent error, ``missing`` for a file that is gone; else it waits."""
    code, message = missing if isinstance(error, BlobMissing) else (error.code, error.sentence)
    log.warning("render_task_failed", index=claim.index, permanent=error.permanent, reason=code)
    async with transaction() as session:
        if error.permanent:
            await results.record_render_task_failed(session, claim, code, message)
        else:
            await results.postpone_render_task(session, claim, who, code, message)


async def _store_rendered(claim: RenderTaskClaim, drawn: RenderResult) -> None:
    blobs = runtime().blobs
    await blobs.put(raw_key(claim.generation_id, claim.index), drawn.data, "application/octet-stream")
    if drawn.captions:
        captions = raw_captions_key(claim.generation_id, claim.index)
        await blobs.put(captions, drawn.captions.encode(), "text/vtt")


@task(RecoverGenerations, seconds=60, schedule=Schedule(5), log_level=logging.DEBUG)
async def recover() -> None:
    """Recovers abandoned work."""
    async with transaction() as session:
        touched = await recovery.sweep(session)
    if touched:
        log.info("swept", touched=touched)


async def _draw(claim: RenderTaskClaim, who: str) -> RenderResult:
    """Renders in a thread. Progress is recorded on the loop, which stops unwanted work."""
    loop = asyncio.get_running_loop()
    wanted = threading.Event()
    wanted.set()
    latest: asyncio.Queue[float | None] = asyncio.Queue()

    def progress(share: float) -> None:
        if not wanted.is_set():
            raise WorkCanceled
        loop.call_soon_threadsafe(latest.put_nowait, share)

    async def record() -> None:
        told = -1.0
        while (share := await _newest(latest)) is not None:
            if share - told < PROGRESS_STEP:
                continue
            told = share
            async with transaction() as session:
                if not await results.record_progress(session, claim, who, share):
                    wanted.clear()
                    return

    recording = asyncio.create_task(record())
    inputs = await _inputs(claim.request)
    try:
        return await asyncio.to_thread(_drawing(claim, inputs), progress)
    finally:
        latest.put_nowait(None)
        await recording
        if not wanted.is_set():
            raise WorkCanceled


def _drawing(
    claim: RenderTaskClaim, inputs: RenderInputs
) -> Callable[[Callable[[float], None]], RenderResult]:
    engine = runtime().engines[claim.request.engine]
    return lambda progress: engine.render(claim.request, claim.seed, inputs, progress)


async def _inputs(request: FrozenRequest) -> RenderInputs:
    """The files that the request names."""
    blobs = runtime().blobs
    picture = await blobs.get(request.source.key) if request.source else None
    return RenderInputs(picture, await blobs.get(request.audio.key) if request.audio else None)


async def _speech(generation_id: UUID, request: FrozenRequest) -> SourceFile | None:
    """The script synthesized by the speech provider and stored; None if the engine speaks itself."""
    app, speech = runtime(), runtime().models_for(request.workspace_id).speech
    if not get_kind(request.type).needs_speech or not request.script or request.audio is not None:
        return None
    if speech is None:
        return None
    gender = request.appearance.gender if request.appearance else ""
    voice = request.voice or match_voice(speech.voices(), "", gender).id
    spoken = await speech.synthesize(request.script, voice)
    key = speech_key(generation_id)
    await app.blobs.put(key, spoken.wav, "audio/wav")
    digest = hashlib.sha256(spoken.wav).hexdigest()
    return SourceFile(key=key, content_type="audio/wav", sha256=digest, note=spoken.note)


async def _captions(claim: RenderTaskClaim) -> bytes | None:
    if not get_kind(claim.request.type).has_captions:
        return None
    try:
        return await runtime().blobs.get(raw_captions_key(claim.generation_id, claim.index))
    except BlobMissing:
        return None


def _finished(finisher: FinisherPort, raw: bytes, request: FrozenRequest) -> FinishedFile:
    """The finished picture or video with its previews. Blocks."""
    return get_kind(request.type).finish(finisher, raw, request, _provenance(request))


def _provenance(request: FrozenRequest) -> Provenance:
    """The provenance to sign into the file; source files are named by their hash."""
    sources = [("source", request.source), ("sound", request.audio)]
    sources += [("reference", file) for file in request.references]
    return Provenance(
        source_type=request.source_type,
        engine=request.engine,
        model=request.model,
        made_at=now(),
        ingredients=tuple(
            Ingredient(title, file.content_type, file.sha256) for title, file in sources if file is not None
        ),
    )


async def _newest(shares: asyncio.Queue[float | None]) -> float | None:
    """The latest progress; None when rendering has ended."""
    share = await shares.get()
    while share is not None and not shares.empty():
        share = shares.get_nowait()
    return share
