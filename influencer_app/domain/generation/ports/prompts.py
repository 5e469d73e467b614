"""Port of prompt enhancement."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Enhanced:
    """An enhanced prompt. ``text`` begins with the person's own words.

    ``note`` explains why nothing was added.
    """

    text: str
    added: str
    note: str | None = None

    @property
    def detail(self) -> str:
        """The step's detail: what was added, or why nothing was."""
        return self.note or self.added


class PromptPort(Protocol):
    """Enhances short prompts. It raises nothing: without an enhancement the prompt stays as it is."""

    identity: str
    """Model and instructions, for the key of answers that are kept; empty where they are computed here."""

    async def enhance(self, prompt: str, style: str) -> Enhanced:
        """Appends scene, light, lens and mood to the person's words, which are kept."""
