"""Composes the face texture: skin, beard, eyes, brows, nose and mouth, in that order."""

from collections.abc import Callable
from dataclasses import dataclass

from influencer_app.sketch import palette, relief
from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.canvas import Canvas, Picture
from influencer_app.sketch.colour import Colour
from influencer_app.sketch.face import beard, brows, eyes, mouth, skin
from influencer_app.sketch.relief import Expression
from influencer_app.sketch.traits import Person


@dataclass(frozen=True)
class Paints:
    """All colours of one head, and the direction to the light (x right, y down)."""

    skin: palette.Skin
    hair: palette.Hair
    iris: Colour
    light: tuple[float, float]
    makeup: float
    scalp: Callable[[Canvas], None] | None = None


def texture(person: Person, face: Face, expression: Expression, paints: Paints, scale: float) -> Picture:
    """The frontal texture, ``scale`` pixels per head unit, over the window of ``relief``."""
    width, height = relief.RIGHT - relief.LEFT, relief.BOTTOM - relief.TOP
    canvas = Canvas((relief.LEFT, relief.TOP, width, height))
    skin.draw(canvas, person, face, expression, paints.skin, paints.hair)
    if paints.scalp is not None:
        paints.scalp(canvas)
    beard.draw(canvas, person, face, expression, paints.skin, paints.hair)
    for side in (-1, 1):
        eyes.draw(
            canvas, person, face, expression, side, paints.skin, paints.iris, paints.light, paints.makeup
        )
        brows.draw(canvas, person, face, expression, side, paints.skin, paints.hair)
    skin.nose(canvas, face, paints.skin, paints.light)
    mouth.draw(canvas, face, expression, paints.skin, paints.makeup)
    return canvas.raster(max(8, round(width * scale)), max(8, round(height * scale)))
