"""Port of the moderation model."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a moderation: flagged or not, and the categories.

    ``categories`` are ours: see ``verdicts.WORDS``. ``note`` says when nobody could be asked.
    """

    flagged: bool
    categories: tuple[str, ...] = ()
    note: str | None = None


class ModerationPort(Protocol):
    """A second check after ``rules.check_words``, which always runs."""

    identity: str
    """Model and instructions, for the key of answers that are kept; empty where they are computed here."""

    async def check_text(self, text: str) -> Verdict:
        """Moderates a prompt or script.

        Raises ``Unavailable``, which may pass, if the operator requires moderation.
        """

    async def check_picture(self, data: bytes, content_type: str) -> Verdict:
        """Moderates a picture (JPEG, PNG, WebP or GIF). Raises like ``check_text``, and ``InvalidInput``."""
