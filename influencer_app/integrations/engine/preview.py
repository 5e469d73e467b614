"""Previews of a face while its traits are chosen, drawn by the sketch library whatever the engine."""

import asyncio
import io
from uuid import UUID

from influencer_app.domain.characters.schemas import Appearance, Style
from influencer_app.domain.generation.rules import PORTRAIT_PROMPT, portrait_seed
from influencer_app.errors import RateLimited
from influencer_app.integrations.engine.sketch import sketch_appearance
from influencer_app.sketch import Shot, draw, resolved_traits

WIDTH, HEIGHT = 192, 240
WAITING_MAX = 6


class SketchPreviews:
    """Implements ``FacePreviewPort``: one preview at a time in a thread, about 0.35 s of one core each."""

    def __init__(self) -> None:
        self._semaphore = asyncio.Semaphore(1)
        self._waiting = 0

    def settle(self, appearance: Appearance) -> dict[str, str]:
        """See the port."""
        return resolved_traits(sketch_appearance(appearance))

    async def render(self, appearance: Appearance, style: Style) -> bytes:
        """See the port."""
        if self._waiting >= WAITING_MAX:
            raise RateLimited(2)
        self._waiting += 1
        try:
            async with self._semaphore:
                return await asyncio.to_thread(_render, appearance, style)
        finally:
            self._waiting -= 1


def _render(appearance: Appearance, style: Style) -> bytes:
    """Use the portrait's own seed, so that the preview matches the portrait."""
    shot = Shot(PORTRAIT_PROMPT, WIDTH, HEIGHT, portrait_seed(UUID(appearance.key)), style)
    buffer = io.BytesIO()
    draw(sketch_appearance(appearance), shot).image.save(buffer, "WEBP", quality=82)
    return buffer.getvalue()
