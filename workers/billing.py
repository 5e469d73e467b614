"""Scheduled work of billing: what no webhook told, and plans that are not paid for."""

import logging
from datetime import timedelta

import structlog

from influencer_app.app_services.payment_events import prepare_subscription
from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.billing.jobs import EndGrace, ReconcilePayments
from influencer_app.domain.billing.ports import PaymentPort
from influencer_app.domain.billing.subscriptions import end_grace, list_unread
from influencer_app.domain.webhook_inbox import service as inbox
from influencer_app.errors import NotFound
from influencer_app.settings import Settings
from influencer_app.wiring import runtime
from workers.task import Schedule, task
from workers.webhook_inbox import STRIPE

log = structlog.get_logger(__name__)

EVENTS_KEPT = timedelta(days=29)
"""How long the provider keeps events, less a day."""

SETTLED_AFTER = timedelta(minutes=5)
"""Events younger than this may still come by themselves."""

OVERLAP = timedelta(hours=1)
WINDOW = timedelta(days=1)
WINDOWS_MAX = 30
READ_AGAIN_AFTER = timedelta(days=1)
SUBSCRIPTIONS_MAX = 100
GRACES_MAX = 200


def with_payments(known: Settings) -> bool:
    """Where something can be bought."""
    return known.sells


@task(ReconcilePayments, seconds=280, schedule=Schedule(600, with_payments))
async def reconcile() -> None:
    """Stores the events that did not arrive, and asks anew about subscriptions that were silent for a day.

    A run is bounded; what is left goes with the next one.
    """
    payments = runtime().payments
    if payments is None:
        return
    await _store_missed(payments)
    async with reading() as session:
        silent = await list_unread(session, now() - READ_AGAIN_AFTER, SUBSCRIPTIONS_MAX)
    for subscription_id in silent:
        try:
            apply = await prepare_subscription(payments, subscription_id)
        except NotFound:
            log.warning("subscription_unknown", subscription_id=subscription_id)
            continue
        async with transaction() as session:
            await apply(session)


@task(EndGrace, seconds=120, schedule=Schedule(600, with_payments), log_level=logging.DEBUG)
async def end_unpaid() -> None:
    """Ends the plans whose payment has failed for longer than the grace period."""
    async with transaction() as session:
        await end_grace(session, GRACES_MAX)


async def _store_missed(payments: PaymentPort) -> None:
    end = now() - SETTLED_AFTER
    async with reading() as session:
        since = await inbox.get_asked_until(session, STRIPE, end - EVENTS_KEPT)
    since = max(since, end - EVENTS_KEPT)
    for _ in range(WINDOWS_MAX):
        until = min(since + WINDOW, end)
        events = await payments.list_events(since - OVERLAP, until)
        async with transaction() as session:
            missed = 0
            for event in events:
                missed += await inbox.receive_event(session, STRIPE, event.id, event.subject, event.kind)
            await inbox.record_asked(session, STRIPE, until)
        if missed:
            log.warning("webhooks_missed", count=missed)
        if until >= end:
            return
        since = until
