"""What the policy asks of a model that understands; ``integrations/moderation`` fills it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it may not be made or shown, and in which categories it falls.

    ``categories`` are ours: see ``verdicts.WORDS``. ``note`` says when nobody could be asked.
    """

    flagged: bool
    categories: tuple[str, ...] = ()
    note: str | None = None


class ModerationPort(Protocol):
    """A second gate behind the words of ``rules.check_words``, which always runs."""

    async def check_text(self, text: str) -> Verdict:
        """A prompt or a script. Raises ``Unavailable`` where the operator wants no work without it."""

    async def check_picture(self, data: bytes, content_type: str) -> Verdict:
        """A picture (JPEG, PNG, WebP or GIF). Raises as ``check_text`` does."""
