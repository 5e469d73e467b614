"""Wires outgoing webhooks."""

from contextlib import AsyncExitStack

from influencer_app.domain.webhooks.ports import WebhookSender
from influencer_app.integrations.webhooks.sender import HttpWebhooks
from influencer_app.settings import Settings
from influencer_app.wiring.bindings import Bindings


def bind_webhooks(bindings: Bindings, settings: Settings, resources: AsyncExitStack) -> None:
    """Bind the port of outgoing webhooks."""
    sender = HttpWebhooks(f"{settings.product_name}-Webhooks", allow_private=settings.webhooks_allow_private)
    resources.push_async_callback(sender.aclose)
    bindings.bind(WebhookSender).to(sender)
