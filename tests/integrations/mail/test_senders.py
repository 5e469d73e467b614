"""Sends mail to a real SMTP server, and into files."""

import asyncio
import email
import stat
from collections.abc import Iterator
from email.policy import default
from pathlib import Path

import pytest

from influencer_app.domain.mail.schemas import MailMessage
from influencer_app.errors import AppError, MailRefused, Unavailable
from influencer_app.integrations.mail.files import KEPT_MAX, FileSender
from influencer_app.integrations.mail.smtp import SmtpSender, SmtpServer
from tests.doubles.process import free_port
from tests.doubles.smtp import Mailbox, served_mailbox

SENDER = "Evermuse <studio@muse.example>"
MAIL = MailMessage(
    message_id="<01a2@muse.example>",
    to="ada@example.com",
    subject="Grüße",
    text="Hello Ada",
    html="<p>Hello Ada</p>",
)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def port(mailbox: Mailbox) -> Iterator[int]:
    """The server's port on loopback."""
    with served_mailbox(mailbox) as number:
        yield number


def sender(port: int, known: bool = True) -> SmtpSender:
    server = SmtpServer("127.0.0.1", port, "none", "studio", "right" if known else "wrong")
    return SmtpSender(server, SENDER)


async def test_a_mail_arrives_as_text_and_html(mailbox: Mailbox, port: int) -> None:
    await sender(port).send(MAIL)
    (message,) = mailbox.taken
    assert (message["From"], message["To"], message["Subject"]) == (SENDER, MAIL.to, MAIL.subject)
    assert (message["Message-ID"], message["Auto-Submitted"]) == (MAIL.message_id, "auto-generated")
    bodies = {part.get_content_type(): part.get_content().strip() for part in message.iter_parts()}
    assert bodies == {"text/plain": "Hello Ada", "text/html": "<p>Hello Ada</p>"}


@pytest.mark.parametrize(
    ("place", "answer", "error", "permanent"),
    [
        ("recipient_answer", "550 no such mailbox", MailRefused, True),
        ("recipient_answer", "450 try later", Unavailable, False),
        ("data_answer", "554 looks like spam", MailRefused, True),
        ("data_answer", "452 no space", Unavailable, False),
    ],
)
async def test_a_refusal_says_whether_it_is_permanent(
    mailbox: Mailbox, port: int, place: str, answer: str, error: type[AppError], permanent: bool
) -> None:
    setattr(mailbox, place, answer)
    with pytest.raises(error) as caught:
        await sender(port).send(MAIL)
    assert caught.value.permanent == permanent
    assert mailbox.taken == []


async def test_a_wrong_password_may_be_put_right(mailbox: Mailbox, port: int) -> None:
    wrong = sender(port, known=False)
    with pytest.raises(Unavailable):
        await wrong.send(MAIL)
    with pytest.raises(Unavailable, match="SMTP_USER and SMTP_PASSWORD"):
        await wrong.check()
    await sender(port).check()
    assert mailbox.taken == []


async def test_a_server_that_is_down_may_come_back() -> None:
    down = sender(free_port(0))
    for call in (down.send(MAIL), down.check()):
        with pytest.raises(Unavailable, match="does not answer"):
            await call


async def test_encryption_that_the_server_does_not_have_is_not_left_out(mailbox: Mailbox, port: int) -> None:
    with pytest.raises(Unavailable):
        await SmtpSender(SmtpServer("127.0.0.1", port, "starttls", "", ""), SENDER).send(MAIL)
    assert mailbox.taken == []


async def test_files_are_for_the_owner_alone_and_only_the_newest_stay(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    files = FileSender(folder, SENDER)
    for number in range(KEPT_MAX + 3):
        await files.send(MailMessage(f"<{number:04}@x>", MAIL.to, MAIL.subject, MAIL.text, MAIL.html))
    found = sorted(folder.iterdir())
    assert len(found) == KEPT_MAX
    assert found[-1].name == f"{KEPT_MAX + 2:04}.eml"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in found} == {0o600}
    message = email.message_from_bytes(await asyncio.to_thread(found[-1].read_bytes), policy=default)
    assert message["To"] == MAIL.to


async def test_a_folder_that_cannot_be_written_may_be_later(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file in its place")
    with pytest.raises(Unavailable):
        await FileSender(tmp_path / "mail", SENDER).send(MAIL)
