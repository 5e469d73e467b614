"""Tasks around rendering: admission, preparation, recovery.

Each claims in one transaction, works outside any, and records in another.
"""

import asyncio
import hashlib
import logging
import time
from uuid import UUID

import structlog

from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.execution import recovery, results
from influencer_app.domain.generation.execution.leases import (
    claim_generation,
    postpone_generation,
)
from influencer_app.domain.generation.jobs import (
    DispatchGenerations,
    PrepareGeneration,
    RecoverGenerations,
)
from influencer_app.domain.generation.lifecycle import scheduler
from influencer_app.domain.generation.lifecycle.planning import is_spoken
from influencer_app.domain.generation.ports.prompts import Enhanced
from influencer_app.domain.generation.ports.speech import match_voice
from influencer_app.domain.generation.schemas import FrozenRequest, SourceFile
from influencer_app.domain.generation.storage_keys import speech_key
from influencer_app.errors import AppError, StorageFull
from influencer_app.wiring import runtime
from workers.lease import renewing_lease
from workers.moderation import moderate_additions, moderate_prompt
from workers.process import holder
from workers.task import Schedule, task

log = structlog.get_logger(__name__)

SPEECH_ATTEMPTS_MAX = 2
"""A voice that does not answer twice is not worth more waiting."""

SPEECH_SLOW_SECONDS = 45.0
"""An attempt that took longer has waited for two voices in vain, and is the last."""

PREPARE_SECONDS = 120
"""Moderation and enhancement, and two voices after each other where the first one hangs (30 s, then 40)."""


@task(DispatchGenerations, seconds=30)
async def dispatch() -> None:
    """Admits queued generations within the limits."""
    async with transaction() as session:
        await scheduler.admit(session)


@task(PrepareGeneration, seconds=PREPARE_SECONDS)
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
        models = runtime().models_for(request.workspace_id)
        enhanced = await moderate_additions(
            request, await models.prompts.enhance(request.prompt, request.style)
        )
    started = time.monotonic()
    try:
        audio, seconds = await _speech(own, request)
    except AppError as error:
        log.warning("speech_failed", permanent=error.permanent, reason=error.code)
        message = f"The voice could not be made: {error.sentence} Your credits were refunded."
        async with transaction() as session:
            # Speech that could not be stored is not paid for a second time.
            if error.permanent or isinstance(error, StorageFull):
                await results.record_refused(session, own, error.code, message)
            else:
                slow = time.monotonic() - started > SPEECH_SLOW_SECONDS
                tries = 1 if slow else SPEECH_ATTEMPTS_MAX
                await postpone_generation(session, own, holder(), error.code, message, attempts_max=tries)
        return
    async with transaction() as session:
        note = enhanced.detail if enhanced else None
        await results.record_prepared(session, own, enhanced, note, audio, seconds)


@task(RecoverGenerations, seconds=60, schedule=Schedule(5), log_level=logging.DEBUG)
async def recover() -> None:
    """Recovers abandoned work."""
    async with transaction() as session:
        touched = await recovery.sweep(session)
    if touched:
        log.info("swept", touched=touched)


async def _speech(generation_id: UUID, request: FrozenRequest) -> tuple[SourceFile | None, float | None]:
    """The script synthesized by the speech provider and stored, and how long it is.

    An engine that speaks itself only measures it. There is neither where nothing is to be spoken.
    """
    app, speech = runtime(), runtime().models_for(request.workspace_id).speech
    if not is_spoken(request):
        return None, None
    if speech is None:
        engine = app.engines.get(request.engine)
        seconds = await asyncio.to_thread(engine.spoken_seconds, request) if engine else None
        return None, seconds
    gender = request.appearance.gender if request.appearance else ""
    voice = request.voice or match_voice(speech.voices(), "", gender).id
    spoken = await speech.synthesize(request.script, voice)
    key = speech_key(generation_id)
    await app.blobs.put(key, spoken.wav, "audio/wav")
    digest = hashlib.sha256(spoken.wav).hexdigest()
    sound = SourceFile(key=key, content_type="audio/wav", sha256=digest, note=spoken.note)
    return sound, spoken.seconds
