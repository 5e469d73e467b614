"""Paints skin zones, freckles, scalp and nose lines."""

from influencer_app.sketch import palette, relief
from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import mix, rgb, scale, times
from influencer_app.sketch.curves import ribbon, smooth
from influencer_app.sketch.relief import Expression
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.traits import Person


def draw(
    canvas: Canvas, person: Person, face: Face, expression: Expression, skin: palette.Skin, hair: palette.Hair
) -> None:
    """Draw the base with its warm and cool zones; shading comes later from the height field."""
    smile = max(0.0, expression.smile)
    canvas.rect(relief.LEFT, relief.TOP, relief.RIGHT - relief.LEFT, relief.BOTTOM - relief.TOP, skin.base)
    canvas.glow(0, -72, 96, 56, mix(skin.base, skin.light, 0.7), 0.55)
    canvas.glow(0, 20, 40, 70, mix(skin.base, skin.light, 0.6), 0.45)
    red = 0.30 + 0.16 * face.feminine
    for side in (-1, 1):
        canvas.glow(
            side * 60, 44 - 5 * smile, 42, 30, skin.blush, red * (0.72 if skin.dark else 1.0), side * -14
        )
        canvas.glow(side * 66, 22, 30, 13, skin.light, 0.30, side * 22)
        canvas.glow(side * face.eye_x, -4, 36, 25, mix(skin.shadow, skin.blush, 0.15), 0.50)
        canvas.glow(side * (face.eye_x - 4), 15, 24, 9, mix(skin.shadow, rgb("#8a6a86"), 0.22), 0.30)
    canvas.glow(0, face.nose_y - 6, 25, 19, skin.blush, 0.34)
    canvas.glow(0, face.chin_y - 16, 26, 17, skin.blush, 0.14)
    if face.feminine < 0.4:
        cool = mix(skin.base, times(skin.base, rgb("#8d979c")), 0.7)
        canvas.glow(0, face.mouth_y + 18, 78, 54, cool, 0.34)
    _spots(canvas, person, face, skin)
    if face.age > 29:
        _lines(canvas, face, skin)


def _spots(canvas: Canvas, person: Person, face: Face, skin: palette.Skin) -> None:
    r = stream(person.key, "freckles")
    if face.freckles:
        tone = times(skin.base, rgb("#c38763"))
        for _ in range(int(60 * face.freckles)):
            x = r.gauss(0, 40)
            y = 30 + 0.10 * abs(x) + r.gauss(0, 11)
            size = r.choice((0.8, 1.0, 1.3, 1.9))
            canvas.ellipse(x, y, size, size * 0.9, tone, r.uniform(0.25, 0.6))
    if face.age > 50:
        for _ in range(min(16, 4 + (face.age - 50) // 2)):
            x, y = r.uniform(-88, 88), r.uniform(-90, 70)
            canvas.ellipse(x, y, r.uniform(1.5, 3.4), r.uniform(1.2, 2.6), skin.shadow, 0.4)
    if face.mole is not None:
        canvas.ellipse(*face.mole, 1.9, 1.9, scale(skin.deep, 0.55), 0.85)


def _lines(canvas: Canvas, face: Face, skin: palette.Skin) -> None:
    strength = min(1.35, 0.16 + (face.age - 29) / 28)
    for side in (-1, 1):
        outer = face.eye_x + face.eye_w
        for k in range(3):
            path = [
                (side * (outer + 5), 1 + 5 * k - 4),
                (side * (outer + 12), 0 + 6 * k - 6),
                (side * (outer + 19 + 3 * k), 2 + 8 * k - 9),
            ]
            canvas.path(ribbon(path, (0.3, 2.2, 0.2), 7), skin.deep, 0.46 * strength)
        bag = [
            (side * (face.eye_x - 17), 12), (side * face.eye_x, 19), (side * (face.eye_x + 17), 12),
        ]  # fmt: skip
        canvas.path(ribbon(bag, (0.2, 2.4, 0.2), 8), skin.deep, 0.40 * strength)
        fold = [
            (side * (face.nose_w + 5), face.nose_y - 2), (side * (face.nose_w + 12), face.nose_y + 13),
            (side * (face.mouth_w + 8), face.mouth_y - 1),
        ]  # fmt: skip
        canvas.path(ribbon(fold, (0.3, 3.0, 0.3), 10), skin.deep, 0.46 * strength)
    if face.age < 38:
        return
    for k in range(2):
        y = -62 - 15 * k
        path = [(-44, y + 3), (-15, y - 1), (18, y), (46, y + 4)]
        canvas.path(
            ribbon(path, (0.2, 2.2, 1.8, 0.2), 10), skin.deep, 0.26 * min(strength, (face.age - 34) / 20)
        )


def nose(canvas: Canvas, face: Face, skin: palette.Skin, light: tuple[float, float]) -> None:
    """Draw nostrils, the crease of the wings and the shade beneath; planes come from the height field."""
    y, w = face.nose_y, face.nose_w
    dark = mix(skin.deep, (40, 10, 12), 0.35 if not skin.dark else 0.5)
    canvas.glow(0, y + 6, w * 1.25, 8, skin.deep, 0.34)
    for side in (-1, 1):
        lit = side * light[0] > 0
        hole = [
            (side * w * 0.18, y + 1.2), (side * w * 0.46, y - 2.4), (side * w * 0.76, y - 0.2),
            (side * w * 0.50, y + 2.2),
        ]  # fmt: skip
        canvas.path(smooth(hole, closed=True), dark, 0.82)
        wing = [
            (side * w * 0.94, y - 11), (side * (w + 2.2), y - 4), (side * (w + 0.4), y + 1.5),
            (side * w * 0.80, y + 2.2),
        ]  # fmt: skip
        canvas.path(ribbon(wing, (0.2, 1.8, 1.5, 0.3), 9), skin.deep, 0.30 if lit else 0.55)
    under = [(-w * 0.22, y + 3.4), (0, y + 4.8), (w * 0.22, y + 3.4)]
    canvas.path(ribbon(under, (0.2, 1.6, 0.2), 7), skin.deep, 0.45)
