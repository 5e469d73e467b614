"""Sends mail over SMTP (RFC 5321) with aiosmtplib."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from typing import Literal

import aiosmtplib

from influencer_app.domain.mail.schemas import MailMessage
from influencer_app.errors import MailRefused, Unavailable

SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """The server, how the connection is protected, and who signs in to it (nobody without a name)."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str
    password: str


class SmtpSender:
    """Implements ``MailSender``: one connection a mail. ``sender`` is the From header."""

    def __init__(self, server: SmtpServer, sender: str) -> None:
        self._server = server
        self._sender = sender

    async def send(self, message: MailMessage) -> None:
        """See the port. A refusal of 500 or above is permanent (RFC 5321, 4.2.1), all else may pass."""
        try:
            async with self._connection() as connection:
                await connection.send_message(to_email(message, self._sender))
        except (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPResponseException) as error:
            code = _code(error)
            if code >= 500 and not isinstance(error, aiosmtplib.SMTPAuthenticationError):
                raise MailRefused(f"The mail server refuses this mail ({code}).") from error
            raise Unavailable(f"The mail server does not take mail now ({code}).") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unavailable("The mail server does not answer.") from error

    async def check(self) -> None:
        """Connects and signs in, and sends nothing. Raises ``Unavailable``."""
        try:
            async with self._connection() as connection:
                await connection.noop()
        except aiosmtplib.SMTPAuthenticationError as error:
            raise Unavailable("The mail server refuses SMTP_USER and SMTP_PASSWORD.") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unavailable(f"The mail server does not answer ({type(error).__name__}).") from error

    def _connection(self) -> aiosmtplib.SMTP:
        server = self._server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            timeout=SECONDS,
        )


def to_email(message: MailMessage, sender: str) -> EmailMessage:
    """The mail with its headers. ``EmailMessage`` refuses line breaks in headers."""
    email = EmailMessage()
    email["From"] = sender
    email["To"] = message.to
    email["Subject"] = message.subject
    email["Date"] = formatdate()
    email["Message-ID"] = message.message_id
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(message.text)
    email.add_alternative(message.html, subtype="html")
    return email


def _code(error: aiosmtplib.SMTPException) -> int:
    """The server's answer; of several refused recipients the first."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return min(one.code for one in error.recipients)
    return int(getattr(error, "code", 400))
