"""The offline engine: draws with ``influencer_app.sketch``, honest that it does."""

import io
from collections.abc import Callable

from influencer_app.domain.characters.schemas import Look
from influencer_app.domain.generation.ports import Drawn, Inputs
from influencer_app.domain.generation.schemas import FrozenRequest
from influencer_app.domain.generation.speech import Voice
from influencer_app.sketch import Look as SketchLook
from influencer_app.sketch import Shot, draw, invent_look

MODEL = "sketch-1"


class SketchEngine:
    """Fills ``LocalEngine``. The character's traits and id decide the face, never prompt or seed."""

    name = "sketch"
    model = MODEL
    source_type = "algorithmicMedia"
    kinds = frozenset({"image", "character_image"})
    clip_seconds = 4.0
    clip_fps = 24
    voices: tuple[Voice, ...] = ()

    def draw(
        self, request: FrozenRequest, seed: int, inputs: Inputs, progress: Callable[[float], None]
    ) -> Drawn:
        """One picture as PNG of the asked size."""
        prompt = request.drawn_prompt
        look = sketch_look(request.look) if request.look else invent_look(prompt, seed)
        shot = Shot(
            prompt=prompt,
            width=request.width,
            height=request.height,
            seed=seed,
            style=request.style,
            negative_prompt=request.negative_prompt,
        )
        drawing = draw(look, shot, progress)
        held = io.BytesIO()
        drawing.image.save(held, "PNG", compress_level=1)
        return Drawn(held.getvalue(), " ".join(drawing.notes) or None)


def sketch_look(look: Look) -> SketchLook:
    """The traits in the words of the sketch library."""
    return SketchLook(**look.model_dump())
