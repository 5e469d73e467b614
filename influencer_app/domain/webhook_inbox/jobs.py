"""Jobs of the inbox."""

from typing import ClassVar

from influencer_app.db.jobs import Job


class ProcessWebhook(Job):
    """Does what a stored event asks for."""

    name: ClassVar[str] = "webhook_inbox.process"
    provider: str
    event_id: str


class RequeueWebhooks(Job):
    """Sends again the events that failed, and those that were lost between the commit and the queue."""

    name: ClassVar[str] = "webhook_inbox.requeue"
