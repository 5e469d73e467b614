"""Faces drawn small while their traits are chosen: by the sketch library, whatever the engine is."""

import asyncio
import io
from uuid import UUID

from influencer_app.domain.characters.schemas import Look, Style
from influencer_app.domain.generation.rules import PORTRAIT_PROMPT, portrait_seed
from influencer_app.errors import RateLimited
from influencer_app.integrations.engine.sketch import sketch_look
from influencer_app.sketch import Shot, draw, settled_traits

WIDTH, HEIGHT = 192, 240
WAITING_MAX = 6


class SketchPreviews:
    """Fills ``FacePreviewPort``: one at a time in a thread of this process, about 0.35 s of one core each."""

    def __init__(self) -> None:
        self._one = asyncio.Semaphore(1)
        self._waiting = 0

    def settle(self, look: Look) -> dict[str, str]:
        """See the port."""
        return settled_traits(sketch_look(look))

    async def draw(self, look: Look, style: Style) -> bytes:
        """See the port."""
        if self._waiting >= WAITING_MAX:
            raise RateLimited(2)
        self._waiting += 1
        try:
            async with self._one:
                return await asyncio.to_thread(_drawn, look, style)
        finally:
            self._waiting -= 1


def _drawn(look: Look, style: Style) -> bytes:
    """The seed is the portrait's own, so that the portrait looks the same."""
    shot = Shot(PORTRAIT_PROMPT, WIDTH, HEIGHT, portrait_seed(UUID(look.key)), style)
    held = io.BytesIO()
    draw(sketch_look(look), shot).image.save(held, "WEBP", quality=82)
    return held.getvalue()
