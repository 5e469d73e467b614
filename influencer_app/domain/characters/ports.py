"""What characters need of later capabilities."""

from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.characters.models import Character
from influencer_app.domain.characters.schemas import Look, Style


class PortraitPort(Protocol):
    """Starts and deletes portraits."""

    async def start(self, session: AsyncSession, actor: Actor, character: Character) -> UUID | None:
        """Have a portrait made, free; None when today's free ones are used up."""

    async def delete(self, session: AsyncSession, character: Character) -> None:
        """Delete the portrait of a deleted character with its files, and unlink its generations."""


class FacePreviewPort(Protocol):
    """Draws a face small and at once, while its traits are being chosen."""

    def settle(self, look: Look) -> dict[str, str]:
        """The traits that decide this face, those that were left open too, in the words of the forms."""

    async def draw(self, look: Look, style: Style) -> bytes:
        """A WebP of 192 x 240 pixels. ``RateLimited`` while too many others wait for theirs."""
