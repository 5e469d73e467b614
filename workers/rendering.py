"""Tasks that make outputs: rendered here, or finished from what a provider rendered."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from uuid import UUID

import structlog

from influencer_app.db.base import now
from influencer_app.db.transaction import transaction
from influencer_app.domain.files.ports import BlobMissing
from influencer_app.domain.generation.execution import results
from influencer_app.domain.generation.execution.leases import RenderTaskClaim, Stage, claim_render_task
from influencer_app.domain.generation.execution.results import Rendering
from influencer_app.domain.generation.jobs import FinishOutput, RenderOutput
from influencer_app.domain.generation.kinds.registry import get_kind
from influencer_app.domain.generation.ports.engine import RenderInputs, RenderResult
from influencer_app.domain.generation.ports.finisher import FinishedFile, FinisherPort, Ingredient, Provenance
from influencer_app.domain.generation.rules import RESULT_GONE, SOURCE_GONE
from influencer_app.domain.generation.schemas import FrozenRequest
from influencer_app.domain.generation.storage_keys import asset_keys, raw_captions_key, raw_key
from influencer_app.errors import AppError, InvalidInput, PictureTooSmall
from influencer_app.wiring import runtime
from workers.lease import renewing_lease
from workers.moderation import moderate_output
from workers.process import holder
from workers.task import task

log = structlog.get_logger(__name__)

RENDER_SECONDS = 600
FINISH_SECONDS = 120
PROGRESS_STEP = 0.04


class WorkCanceled(Exception):
    """The generation was canceled or taken over; stop rendering."""


@task(RenderOutput, seconds=RENDER_SECONDS + FINISH_SECONDS)
async def render(generation_id: UUID, index: int) -> None:
    """Renders, finishes and stores one output, which exists from then on.

    A worker that dies in between is followed by one that renders it again.
    """
    await _make(generation_id, index, "rendering", _draw, SOURCE_GONE)


@task(FinishOutput, seconds=FINISH_SECONDS)
async def finish(generation_id: UUID, index: int) -> None:
    """Finishes and stores one output that a provider has rendered."""
    await _make(generation_id, index, "finishing", _collected, RESULT_GONE)


async def _make(
    generation_id: UUID,
    index: int,
    stage: Stage,
    rendered: Callable[[RenderTaskClaim, str], Awaitable[RenderResult]],
    missing: tuple[str, str],
) -> None:
    """Claims the render task, takes what is ``rendered`` and stores it finished.

    ``missing`` is the code and message for a file that is gone.
    """
    who = holder()
    async with transaction() as session:
        claim = await claim_render_task(session, generation_id, index, stage, who)
    if claim is None:
        return
    try:
        async with renewing_lease(claim, who):
            await _finish(claim, await rendered(claim, who))
    except WorkCanceled:
        log.info("drawing_stopped", generation_id=str(generation_id), index=index)
    except AppError as error:
        await _record_error(claim, who, error, missing)


async def _finish(claim: RenderTaskClaim, drawn: RenderResult) -> None:
    """Stores the finished files and records the output."""
    made = Rendering(drawn.note, bool(drawn.captions), now())
    app = runtime()
    request = claim.request
    try:
        picture = await asyncio.to_thread(_finished, app.finisher, drawn.data, request)
    except PictureTooSmall as error:
        await _fail(claim, error.code, error.sentence)
        return
    except InvalidInput as error:
        what = get_kind(request.type).result_noun
        await _fail(
            claim, f"not-a-{what}", f"The result is not a {what}: {error.sentence} It was not charged."
        )
        return
    if against := await moderate_output(picture, request.workspace_id):
        await _fail(claim, *against)
        return
    keys = asset_keys(claim.asset_id)
    if not await app.blobs.put_new(keys["original"], picture.original, picture.content_type):
        picture = picture.as_stored(await app.blobs.get(keys["original"]))
    await asyncio.gather(
        app.blobs.put(keys["preview"], picture.preview, "image/webp"),
        app.blobs.put(keys["thumb"], picture.thumb, "image/webp"),
    )
    if picture.unmarked:
        await app.blobs.put(keys["unmarked"], picture.unmarked, picture.content_type)
    if drawn.captions:
        await app.blobs.put(keys["captions"], drawn.captions.encode(), "text/vtt")
    async with transaction() as session:
        await results.record_finished(session, claim, picture, made)


async def _fail(claim: RenderTaskClaim, code: str, message: str) -> None:
    async with transaction() as session:
        await results.record_render_task_failed(session, claim, code, message)


async def _collected(claim: RenderTaskClaim, _: str) -> RenderResult:
    """What was copied from the provider."""
    raw = await runtime().blobs.get(raw_key(claim.generation_id, claim.index))
    return RenderResult(raw, captions=await _captions(claim))


async def _captions(claim: RenderTaskClaim) -> str:
    """The captions that came with a provider's video; empty for none."""
    if not get_kind(claim.request.type).has_captions:
        return ""
    try:
        return (await runtime().blobs.get(raw_captions_key(claim.generation_id, claim.index))).decode()
    except BlobMissing:
        return ""


async def _record_error(claim: RenderTaskClaim, who: str, error: AppError, missing: tuple[str, str]) -> None:
    """Ends the render task for a permanent error, ``missing`` for a file that is gone; else it waits."""
    code, message = missing if isinstance(error, BlobMissing) else (error.code, error.sentence)
    log.warning("render_task_failed", index=claim.index, permanent=error.permanent, reason=code)
    if error.permanent:
        await _fail(claim, code, message)
        return
    async with transaction() as session:
        await results.postpone_render_task(session, claim, who, code, message)


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
        told = 0.0
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
