"""Jobs of mail."""

from typing import ClassVar
from uuid import UUID

from influencer_app.db.jobs import Job


class SendMail(Job):
    """Sends one mail."""

    name: ClassVar[str] = "mail.send"
    mail_id: UUID


class RequeueMails(Job):
    """Sends again what is due and what nobody works on."""

    name: ClassVar[str] = "mail.requeue"
