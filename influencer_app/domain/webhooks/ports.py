"""Port of outgoing webhooks."""

from typing import Protocol

from influencer_app.domain.webhooks.schemas import Outcome, OutgoingWebhook


class WebhookSender(Protocol):
    """Sends webhooks to addresses that people have chosen, and to no other."""

    async def check(self, url: str) -> None:
        """Raises ``InvalidInput`` at ``url`` for an address that nothing is sent to."""

    async def send(self, webhook: OutgoingWebhook) -> Outcome:
        """Signs and sends one; whatever goes wrong is in the outcome. The address is checked anew."""
