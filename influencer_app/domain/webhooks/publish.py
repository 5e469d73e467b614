"""Publishes events: one delivery for each endpoint that wants them, in the transaction of the event."""

import json
from collections.abc import Collection
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue
from influencer_app.domain.webhooks.events import EventName
from influencer_app.domain.webhooks.jobs import SendDelivery
from influencer_app.domain.webhooks.models import Delivery, WebhookEndpoint

LOST_AFTER: Final = timedelta(seconds=30)
"""A first attempt whose job was lost is made after this."""


async def publish_event(
    session: AsyncSession, workspace_id: UUID, event: EventName, data: dict[str, Any]
) -> None:
    """Tells the endpoints of a workspace that want this event, after the commit."""
    wanted = select(col(WebhookEndpoint.id)).where(
        col(WebhookEndpoint.workspace_id) == workspace_id,
        col(WebhookEndpoint.disabled_at).is_(None),
        col(WebhookEndpoint.events).contains([event]),
    )
    if endpoints := (await session.scalars(wanted)).all():
        await add_deliveries(session, endpoints, event, data)


async def add_deliveries(
    session: AsyncSession, endpoint_ids: Collection[UUID], event: str, data: dict[str, Any]
) -> list[UUID]:
    """Sends an event to these endpoints after the commit; returns the deliveries' ids."""
    body = json.dumps({"type": event, "timestamp": now().isoformat(), "data": data}, ensure_ascii=False)
    rows = [
        Delivery(endpoint_id=one, event=event, body=body, next_attempt_at=now() + LOST_AFTER)
        for one in endpoint_ids
    ]
    session.add_all(rows)
    await session.flush()
    for row in rows:
        enqueue(session, SendDelivery(delivery_id=row.id))
    return [row.id for row in rows]
