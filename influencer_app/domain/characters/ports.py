"""Ports that characters need."""

from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.characters.models import Character
from influencer_app.domain.characters.schemas import Appearance, Style
from influencer_app.domain.workspaces.schemas import Actor


class PortraitPort(Protocol):
    """Starts and deletes portraits."""

    async def start(self, session: AsyncSession, actor: Actor, character: Character) -> UUID | None:
        """Starts a free portrait; None when today's free portraits are used up."""

    async def delete(self, session: AsyncSession, character: Character) -> None:
        """Delete the portrait of a deleted character with its files, and unlink its generations."""


class FacePreviewPort(Protocol):
    """Renders a small preview of a face while its traits are being chosen."""

    def settle(self, appearance: Appearance) -> dict[str, str]:
        """All traits of this face, including those left open, as form values."""

    async def render(self, appearance: Appearance, style: Style) -> bytes:
        """A WebP of 192 x 240 pixels. Raises ``RateLimited`` while too many previews are waiting."""
