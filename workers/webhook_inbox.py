"""Processes stored webhook events of all providers, each in one transaction with its effect."""

import logging

import structlog

from influencer_app.app_services.payment_events import prepare_effect
from influencer_app.db.transaction import transaction
from influencer_app.domain.webhook_inbox import service as inbox
from influencer_app.domain.webhook_inbox.jobs import ProcessWebhook, RequeueWebhooks
from influencer_app.domain.webhook_inbox.service import ClaimedEvent, Effect
from influencer_app.errors import AppError, NotConfigured, Unavailable
from influencer_app.wiring import runtime
from workers.provider import prepare_refresh
from workers.task import Schedule, task

log = structlog.get_logger(__name__)

STRIPE = "stripe"


class _OutOfDate(Exception):
    """What was fetched is older than what was applied meanwhile: nothing of it counts."""


FETCHES_MAX = 5
"""How often an event's subject is fetched anew because another event's was applied meanwhile."""


@task(ProcessWebhook, seconds=180)
async def process(provider: str, event_id: str) -> None:
    """Fetches what an event is about and applies it. A failure is tried again later, and seen by doctor."""
    async with transaction() as session:
        event = await inbox.claim_event(session, provider, event_id)
    if event is None:
        return
    try:
        await _process(event)
    except AppError as error:
        log.warning("webhook_not_processed", kind=event.kind, subject=event.subject, reason=error.sentence)
        async with transaction() as session:
            await inbox.record_failed(session, event, error)


@task(RequeueWebhooks, seconds=60, schedule=Schedule(30), log_level=logging.DEBUG)
async def requeue() -> None:
    """Sends what failed before, and what was lost between the commit and the queue."""
    async with transaction() as session:
        await inbox.requeue_due(session)


async def _process(event: ClaimedEvent) -> None:
    for _ in range(FETCHES_MAX):
        effect = await _prepare(event)
        try:
            async with transaction() as session:
                if await inbox.record_processed(session, event):
                    _check(await effect(session))
        except _OutOfDate:
            continue
        return
    raise Unavailable("Other events about the same thing came between.")


def _check(is_current: bool) -> None:
    if not is_current:
        raise _OutOfDate


async def _prepare(event: ClaimedEvent) -> Effect:
    if event.provider != STRIPE:
        return await prepare_refresh(event.provider, event.subject)
    payments = runtime().payments
    if payments is None:
        raise NotConfigured("There is no STRIPE_SECRET_KEY to process this event with.")
    return await prepare_effect(payments, event.kind, event.subject)
