"""Writes mails to files where no server is configured, for whoever runs this installation to read."""

import asyncio
from pathlib import Path

from influencer_app.domain.mail.schemas import MailMessage
from influencer_app.errors import Unavailable
from influencer_app.integrations.mail.smtp import to_email

KEPT_MAX = 200
"""Files that are kept, the newest."""


class FileSender:
    """Implements ``MailSender``: one ``.eml`` a mail, readable by the owner of the process alone."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    async def send(self, message: MailMessage) -> None:
        """See the port."""
        try:
            await asyncio.to_thread(self._write, message)
        except OSError as error:
            raise Unavailable("The mail could not be written to DATA_DIR/mail.") from error

    def _write(self, message: MailMessage) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        name = message.message_id.strip("<>").partition("@")[0]
        draft = self._folder / f".{name}.part"
        draft.touch(mode=0o600)
        draft.write_bytes(bytes(to_email(message, self._sender)))
        draft.replace(self._folder / f"{name}.eml")
        for old in sorted(self._folder.glob("*.eml"))[:-KEPT_MAX]:
            old.unlink(missing_ok=True)
