"""Provider tasks: submit, poll, collect, cancel. No task waits for a GPU."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from influencer_app.db.base import AsyncSession, now
from influencer_app.db.transaction import transaction
from influencer_app.domain.files.ports import BlobMissing
from influencer_app.domain.generation.execution import provider_jobs as jobs
from influencer_app.domain.generation.execution import provider_updates as states
from influencer_app.domain.generation.execution.provider_jobs import JobClaim
from influencer_app.domain.generation.jobs import (
    CancelProviderJob,
    CollectOutputs,
    PollProviderJobs,
    SubmitProviderJob,
)
from influencer_app.domain.generation.ports.provider import DownloadPort, Prediction, ProviderPort
from influencer_app.domain.generation.rules import SOURCE_GONE
from influencer_app.domain.generation.storage_keys import raw_key
from influencer_app.domain.model_catalog.service import request_check
from influencer_app.domain.webhook_inbox.service import Effect
from influencer_app.errors import (
    AnswerLost,
    AppError,
    InvalidInput,
    OutputGone,
    ProviderError,
    ProviderFailed,
    ProviderRateLimited,
    ProviderRefused,
    Unavailable,
)
from influencer_app.wiring import runtime
from workers.process import holder
from workers.provider_input import build_input, build_prediction_create
from workers.task import Schedule, task, with_provider

log = structlog.get_logger(__name__)

DUE_MAX = 2000
GETS_MAX = 40
FEW = 4
RETRY_SECONDS = 4.0
OUTPUT_BYTES_MAX = 200_000_000
REFUNDED = "Your credits were refunded."
Answers = dict[str, Prediction | ProviderError]
"""What a provider says about predictions, by their id there."""


@task(SubmitProviderJob, seconds=120)
async def submit(job_id: UUID) -> None:
    """Submits a prediction. If an earlier create's response was lost, searches for it instead."""
    app = runtime()
    async with transaction() as session:
        claim = await jobs.claim_job(session, job_id, holder(), ("waiting", "sending"))
    if claim is None:
        return
    provider = app.providers[claim.provider].provider
    if claim.sent_at is not None:
        await _find(provider, claim)
        return
    if claim.request is None:
        return
    wait = await app.limiter.acquire(provider.name)
    if wait > 0:
        broken = (await app.limiter.state(provider.name)).broken
        failing = ProviderFailed("The provider keeps failing.") if broken else None
        async with transaction() as session:
            await jobs.record_not_sent(session, claim.id, wait, "waiting for the provider", failing)
        return
    try:
        given = await build_input(provider, claim, claim.request)
        async with transaction() as session:
            if not await jobs.record_sending(session, claim, given):
                return
        told = await provider.submit(await build_prediction_create(claim, given))
    except BlobMissing:
        async with transaction() as session:
            await jobs.record_refused(session, claim.id, *SOURCE_GONE)
    except (ProviderRefused, InvalidInput) as error:
        async with transaction() as session:
            await jobs.record_refused(session, claim.id, error.code, f"{error.sentence} {REFUNDED}")
            await request_check(session, provider.name, claim.model, claim.version)
    except ProviderRateLimited as error:
        await app.limiter.pause(provider.name, error.retry_after)
        async with transaction() as session:
            await jobs.record_not_sent(session, claim.id, error.retry_after, "the provider asked for a pause")
    except ProviderFailed as error:
        await app.limiter.report(provider.name, False)
        why = "the provider did not answer well"
        async with transaction() as session:
            await jobs.record_not_sent(session, claim.id, RETRY_SECONDS, why, error)
    except Unavailable as error:
        async with transaction() as session:
            await jobs.record_not_sent(session, claim.id, RETRY_SECONDS, "waiting for the files", error)
    except AnswerLost as error:
        await app.limiter.report(provider.name, False)
        async with transaction() as session:
            await jobs.record_submission_unknown(session, claim.id, error)
    else:
        await app.limiter.report(provider.name, True)
        async with transaction() as session:
            await jobs.record_accepted(session, claim.id, told.id)
            await states.record_prediction(session, provider.name, told)


@task(PollProviderJobs, seconds=120, schedule=Schedule(1, with_provider), log_level=logging.DEBUG)
async def poll() -> None:
    """Ask every provider once about all jobs whose time has come, and send again what nobody works on.

    A provider that fails does not keep the others from being asked.
    """
    providers = [adapters.provider for adapters in runtime().providers.values()]
    results = await asyncio.gather(*(_poll(provider) for provider in providers), return_exceptions=True)
    if errors := [result for result in results if isinstance(result, Exception)]:
        raise ExceptionGroup("Polling failed.", errors)


async def _poll(provider: ProviderPort) -> None:
    async with transaction() as session:
        await jobs.cancel_orphaned(session, provider.name)
        due = await jobs.list_due(session, provider.name, DUE_MAX)
        await jobs.requeue(session, [job for job in due if job.status != "open"])
    waiting = {job.provider_id: job for job in due if job.status == "open" and job.provider_id}
    if not waiting:
        return
    told = await _ask(provider, {name: job.sent_at or job.created_at for name, job in waiting.items()})
    same: dict[int, list[UUID]] = {}
    for name, job in waiting.items():
        prediction = told.get(name)
        if isinstance(prediction, ProviderError):
            async with transaction() as session:
                await jobs.record_poll_failed(session, job.id, prediction)
            continue
        if prediction is None or _unchanged(job, prediction):
            same.setdefault(job.poll_count, []).append(job.id)
            continue
        async with transaction() as session:
            await states.record_prediction(session, provider.name, prediction)
    async with transaction() as session:
        for poll_count, ids in same.items():
            await jobs.back_off(session, ids, poll_count)


async def prepare_refresh(provider: str, provider_id: str) -> Effect:
    """Fetches a prediction after its webhook; only what was fetched is acted on.

    A provider that fails, or asks for a pause, is asked again by the poller.
    """
    adapters = runtime().providers.get(provider)
    told = None
    if adapters is None:
        log.warning("provider_not_configured", provider=provider)
    else:
        try:
            told = await adapters.provider.get(provider_id)
        except OutputGone:
            log.info("prediction_unknown", provider_id=provider_id)
        except ProviderError as error:
            log.info("refresh_left_to_polling", provider_id=provider_id, reason=error.sentence)

    async def record(session: AsyncSession) -> bool:
        if told is not None:
            await states.record_prediction(session, provider, told)
        return True

    return record


@task(CollectOutputs, seconds=300)
async def collect(job_id: UUID) -> None:
    """Downloads results at once: the provider's links expire within the hour."""
    async with transaction() as session:
        claim = await jobs.claim_job(session, job_id, holder(), ("collecting",))
    if claim is None or claim.request is None:
        return
    downloader = runtime().providers[claim.provider].downloader
    wanted = claim.outputs[: claim.request.count]
    try:
        copied = await asyncio.gather(
            *(
                _copy(downloader, claim.generation_id, index, url)
                for index, url in enumerate(wanted, claim.first_index)
            )
        )
    except AppError as error:
        log.warning("collect_failed", job_id=str(job_id), reason=str(error))
        async with transaction() as session:
            await jobs.reschedule(session, claim.id, RETRY_SECONDS, error)
        return
    refused = {index: reason for index, reason in enumerate(copied) if reason is not None}
    for index, reason in refused.items():
        log.warning("output_refused", job_id=str(job_id), index=index, code=reason.code, reason=str(reason))
    async with transaction() as session:
        await states.record_collected(session, claim.id, len(wanted), refused)
    files = len(wanted) - len(refused)
    log.info("collected", generation_id=str(claim.generation_id), files=files, engine=claim.provider)


@task(CancelProviderJob, seconds=60)
async def cancel(job_id: UUID) -> None:
    """Cancels an unwanted prediction at the provider."""
    async with transaction() as session:
        claim = await jobs.claim_job(session, job_id, holder(), ("sending", "open"))
    if claim is None:
        return
    provider = runtime().providers[claim.provider].provider
    if claim.provider_id is None:
        await _find(provider, claim)
        return
    if not claim.unwanted:
        async with transaction() as session:
            await jobs.reschedule(session, claim.id, 1)
        return
    try:
        await provider.cancel(claim.provider_id)
    except OutputGone:
        log.info("prediction_unknown", provider_id=claim.provider_id)
    except ProviderError as error:
        log.warning("cancel_later", job_id=str(job_id), reason=str(error))
        async with transaction() as session:
            await jobs.reschedule(session, claim.id, RETRY_SECONDS)
        return
    async with transaction() as session:
        await jobs.record_canceled_at_provider(session, claim.id)


async def _find(provider: ProviderPort, claim: JobClaim) -> None:
    """Searches for a create whose response was lost: adopts it, or treats it as never made after a while."""
    sent_at = claim.sent_at or now()
    try:
        recent = await provider.list_since(sent_at - timedelta(seconds=60))
    except ProviderError as error:
        log.warning("find_failed", job_id=str(claim.id), reason=str(error))
        async with transaction() as session:
            await jobs.record_submission_unknown(session, claim.id, error)
        return
    same = [found.id for found in recent if _is_ours(claim, found)]
    async with transaction() as session:
        taken = await jobs.list_assigned_ids(session, provider.name, same)
        free = [name for name in same if name not in taken]
        if free:
            await jobs.record_accepted(session, claim.id, free[0])
        elif now() - sent_at > jobs.SUBMISSION_UNKNOWN_FOR:
            await jobs.record_not_sent(session, claim.id, 0, "sent again")
        else:
            await jobs.record_submission_unknown(session, claim.id)


async def _ask(provider: ProviderPort, names: Mapping[str, Any]) -> Answers:
    """The state of each prediction, or why it is unknown.

    Few are fetched one by one, and looked up in the list when that fails; many come from the list.
    """
    if len(names) <= FEW:
        told = await _get_each(provider, list(names))
        if not any(isinstance(answer, ProviderError) for answer in told.values()):
            return told
        listed = await _list(provider, names)
        return told if isinstance(listed, ProviderError) else told | listed
    listed = await _list(provider, names)
    if isinstance(listed, ProviderError):
        return dict.fromkeys(names, listed)
    left = [name for name in names if name not in listed][:GETS_MAX]
    return listed | await _get_each(provider, left)


async def _list(provider: ProviderPort, names: Mapping[str, Any]) -> Answers | ProviderError:
    """Those of the predictions that the provider's list shows, or why it does not come."""
    try:
        recent = await provider.list_since(min(names.values()) - timedelta(seconds=60))
    except ProviderError as error:
        log.warning("poll_failed", provider=provider.name, reason=str(error), waiting=len(names))
        return error
    return {found.id: found for found in recent if found.id in names}


async def _get_each(provider: ProviderPort, names: list[str]) -> Answers:
    answers = await asyncio.gather(*(provider.get(name) for name in names), return_exceptions=True)
    told: Answers = {}
    for name, answer in zip(names, answers, strict=True):
        if isinstance(answer, ProviderError):
            log.warning("refresh_failed", provider_id=name, reason=str(answer))
        elif isinstance(answer, BaseException):
            raise answer
        told[name] = answer
    return told


async def _copy(downloader: DownloadPort, generation_id: UUID, index: int, url: str) -> AppError | None:
    """Stores a copy, unless an earlier attempt has. Returns the error if it is permanent."""
    key = raw_key(generation_id, index)
    if await runtime().blobs.exists(key):
        return None
    try:
        got = await downloader.download(url, OUTPUT_BYTES_MAX)
    except AppError as error:
        if not error.permanent:
            raise
        return error
    await runtime().blobs.put(key, got.data, "application/octet-stream")
    return None


def _is_ours(claim: JobClaim, found: Prediction) -> bool:
    if claim.input is None or (claim.version and found.version != claim.version):
        return False
    if found.model not in (claim.model, ""):
        return False
    return all(found.input.get(name) == value for name, value in claim.input.items())


def _unchanged(job: Any, told: Prediction) -> bool:
    if told.status == "starting":
        return True
    return told.status == "processing" and (told.progress or 0) <= job.progress and job.poll_count > 0
