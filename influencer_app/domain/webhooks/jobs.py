"""Jobs of outgoing webhooks."""

from typing import ClassVar
from uuid import UUID

from influencer_app.db.jobs import Job


class SendDelivery(Job):
    """Sends one delivery."""

    name: ClassVar[str] = "webhooks.send"
    delivery_id: UUID


class RequeueDeliveries(Job):
    """Sends again what is due and what nobody works on."""

    name: ClassVar[str] = "webhooks.requeue"
