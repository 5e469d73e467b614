"""An SMTP server on loopback that keeps what it takes, and refuses what it is told to."""

import email
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.doubles.process import free_port


class Mailbox:
    """An SMTP server's handler: keeps what it takes, and answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.recipient_answer = self.data_answer = ""

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self.recipient_answer:
            envelope.rcpt_tos.append(address)
        return self.recipient_answer or "250 OK"

    async def handle_DATA(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.data_answer:
            return self.data_answer
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        return "250 OK"


def authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword
) -> AuthResult:
    return AuthResult(success=(given.login, given.password) == (b"studio", b"right"), handled=False)


@contextmanager
def served_mailbox(mailbox: Mailbox) -> Iterator[int]:
    """The port of a server that ``studio`` may use with the password ``right``."""
    number = free_port(0)
    server = Controller(
        mailbox, hostname="127.0.0.1", port=number, authenticator=authenticate, auth_require_tls=False
    )
    server.start()
    try:
        yield number
    finally:
        server.stop()
