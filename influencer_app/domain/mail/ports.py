"""Ports of mail."""

from collections.abc import Mapping
from typing import Any, Protocol

from influencer_app.domain.mail.schemas import MailMessage


class MailRenderer(Protocol):
    """Fills in the templates."""

    def render(
        self, template: str, *, to: str, message_id: str, link: str, fields: Mapping[str, Any]
    ) -> MailMessage:
        """The mail; ``link`` is the address of its button, or empty."""


class MailSender(Protocol):
    """Sends mails."""

    async def send(self, message: MailMessage) -> None:
        """Sends one. Raises ``MailRefused``, which is permanent, or ``Unavailable``."""
