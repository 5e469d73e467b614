"""Sends webhooks: claimed, signed and sent, recorded."""

import logging
from uuid import UUID

import structlog

from influencer_app.app_services.webhooks import attempt_delivery
from influencer_app.db.transaction import transaction
from influencer_app.domain.webhooks import deliveries
from influencer_app.domain.webhooks.jobs import RequeueDeliveries, SendDelivery
from workers.task import Schedule, task

log = structlog.get_logger(__name__)


@task(SendDelivery, seconds=45)
async def send(delivery_id: UUID) -> None:
    """Makes one attempt. A worker that dies in between is followed by one that sends it again."""
    async with transaction() as session:
        claimed = await deliveries.claim_delivery(session, delivery_id)
    if claimed is None:
        return
    outcome = await attempt_delivery(claimed)
    if not outcome.delivered:
        log.info("webhook_not_delivered", code=outcome.code, reason=outcome.error, attempts=claimed.attempts)
    async with transaction() as session:
        await deliveries.record_outcome(session, claimed, outcome)


@task(RequeueDeliveries, seconds=60, schedule=Schedule(15), log_level=logging.DEBUG)
async def requeue() -> None:
    """Sends what failed before, what waits for its turn, and what was lost between commit and queue."""
    async with transaction() as session:
        await deliveries.requeue_due(session)
