"""Settings of outgoing mail."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, SecretStr

from influencer_app.settings.base import CapabilitySettings


class MailSettings(CapabilitySettings):
    """The SMTP server that sends mail. Without ``smtp_host`` mails are written to ``DATA_DIR/mail``."""

    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65_535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    mail_from: str = ""

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if self.smtp_host and "@" not in self.mail_from:
            yield "SMTP_HOST is set, so set MAIL_FROM to the address that mails are sent from"
        if self.smtp_user and not self.smtp_password:
            yield "SMTP_USER is set, so set SMTP_PASSWORD as well"
