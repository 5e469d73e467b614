"""``influencer up`` prints what was mailed into files."""

import asyncio
from pathlib import Path

import pytest

from influencer_app.commands.up import mail_links
from influencer_app.commands.up.mail_links import print_mail_links
from influencer_app.commands.up.terminal import Terminal
from influencer_app.domain.mail.schemas import MailMessage
from influencer_app.integrations.mail.files import FileSender
from influencer_app.integrations.mail.rendering import JinjaMails

LINK = "http://localhost:3000/auth/reset?token=abc_-=="


def mail(number: int, template: str, link: str) -> MailMessage:
    fields = {"name": "Ada"}
    mails = JinjaMails("Evermuse", "http://localhost:3000")
    return mails.render(template, to="a@example.com", message_id=f"<{number}@x>", link=link, fields=fields)


async def test_links_of_new_mails_are_printed_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_links, "SECONDS", 0.01)
    files = FileSender(tmp_path, "Evermuse <no-reply@localhost>")
    await files.send(mail(1, "reset_password", "http://localhost:3000/auth/reset?token=old"))
    printing = asyncio.create_task(print_mail_links(tmp_path, Terminal()))
    await asyncio.sleep(0.05)
    await files.send(mail(2, "reset_password", LINK))
    await files.send(mail(3, "password_changed", ""))
    async with asyncio.timeout(5):
        printed = ""
        while printed.count("Mail to a@example.com") < 2:
            await asyncio.sleep(0.02)
            printed += capsys.readouterr().out
    printing.cancel()
    await asyncio.gather(printing, return_exceptions=True)
    assert printed.count(LINK) == 1
    assert "token=old" not in printed
    assert "Your password was changed" in printed
