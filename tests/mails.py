"""Keeps mails instead of sending them."""

import re

import pytest
from sqlalchemy import text

from influencer_app.db.transaction import reading
from influencer_app.domain.mail.ports import MailSender
from influencer_app.domain.mail.schemas import MailMessage
from influencer_app.errors import AppError
from tests.fake_engine import BODIES
from tests.runtime import substitute

TOKEN = re.compile(r"\?token=([A-Za-z0-9_=-]+)")


class FakeMailbox:
    """Implements ``MailSender``."""

    def __init__(self) -> None:
        self.sent: list[MailMessage] = []
        self.error: AppError | None = None

    async def send(self, message: MailMessage) -> None:
        if self.error is not None:
            raise self.error
        self.sent.append(message)

    async def collect(self) -> list[MailMessage]:
        """Sends what is queued and returns all mails that were sent since the last call."""
        async with reading() as session:
            queued = await session.scalars(
                text("select id from mail where next_attempt_at is not null order by id")
            )
            ids = [str(mail_id) for mail_id in queued]
        for mail_id in ids:
            await BODIES["mail.send"](mail_id=mail_id)
        sent, self.sent = self.sent, []
        return sent


def use_mailbox(monkeypatch: pytest.MonkeyPatch) -> FakeMailbox:
    """The runtime's mails go into the returned box."""
    box = FakeMailbox()
    substitute(monkeypatch, {MailSender: box})
    return box


def token_of(mail: MailMessage) -> str:
    """The token in the mail's link."""
    found = TOKEN.search(mail.text)
    assert found is not None
    return found[1]
