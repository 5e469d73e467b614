"""The events that webhooks can be sent for. A later capability adds its own as a line here.

Each is published in the transaction of what it reports (``publish.publish_event``). Its ``data`` holds ids
and states as REST has them: no prompts and no secrets, for whoever runs the receiving end.
"""

from typing import ClassVar, Literal, get_args

from influencer_app.db.outbox import MemberEvent

EventName = Literal["generation.succeeded", "generation.failed", "generation.canceled"]
EVENTS: tuple[EventName, ...] = get_args(EventName)

TEST = "webhook.test"
"""Sent when somebody asks for it, whatever the endpoint has chosen."""


class WebhookAttempted(MemberEvent):
    """Live event: something was sent to an endpoint of the member, or could not be."""

    name: ClassVar[str] = "webhook_attempted"
