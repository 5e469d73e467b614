"""Draws brows: a soft base, with hairs upright at the inner end and flat at the outer end."""

from influencer_app.sketch import palette
from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import mix
from influencer_app.sketch.curves import ribbon, smooth, spline
from influencer_app.sketch.relief import Expression
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.traits import Person


def draw(
    canvas: Canvas,
    person: Person,
    face: Face,
    expression: Expression,
    side: int,
    skin: palette.Skin,
    hair: palette.Hair,
) -> None:
    """Draw the brow on ``side``, in the hair colour but darker than pale hair."""
    tone = mix(mix(hair.deep, skin.deep, 0.35), (36, 24, 22), 0.25)
    if person.hair_color in {"pink", "blue", "purple", "teal", "platinum"}:
        tone = mix(skin.deep, (60, 40, 34), 0.55)
    if person.hair_color in {"white", "silver", "grey"}:
        tone = mix(hair.base, (120, 112, 110), 0.5)
    y = face.brow_y + face.crooked[2 if side < 0 else 3] - 3.5 * expression.brows
    start, length = face.eye_x - face.eye_w - 3.0, face.brow_length
    frown = -2.6 * min(0.0, expression.smile) * 3
    line = spline(
        [
            (start, y + 3.0 + frown),
            (start + length * 0.28, y - face.brow_arch * 0.42 - face.brow_tilt * 0.3 + frown * 0.4),
            (start + length * 0.62, y - face.brow_arch - face.brow_tilt),
            (start + length * 0.84, y - face.brow_arch * 0.55 - face.brow_tilt + 1.5),
            (start + length, y + 4.5 - face.brow_tilt),
        ],
        40,
    )
    line[:, 0] *= side
    thick = face.brow_thick
    body = (thick * 0.72, thick * 0.98, thick * 0.86, thick * 0.55, 0.4)
    canvas.path(ribbon(line[2:], body, 16), tone, 0.46, blur=1.2)
    canvas.path(
        ribbon(line[6:], (thick * 0.3, thick * 0.6, thick * 0.55, thick * 0.35, 0.3), 14),
        tone,
        0.55,
        blur=0.6,
    )
    r = stream(person.key, "brow", side)
    for _ in range(64):
        t = r.random() ** 0.9
        k = min(38, int(t * 38))
        x0, y0 = line[k]
        span = thick * (0.92 if t < 0.5 else 0.92 - 0.9 * (t - 0.5) * 1.5) * 0.5
        x0, y0 = x0 + r.uniform(-1, 1), y0 + r.uniform(-0.7, 1.0) * span
        long = r.uniform(5.0, 9.0) * (1 - 0.35 * t)
        rise = 0.95 - 1.25 * t + r.uniform(-0.15, 0.15)
        tip = (x0 + side * long * (1 - 0.55 * max(0.0, rise)), y0 - long * rise * 0.8)
        bend = ((x0 + tip[0]) / 2, (y0 + tip[1]) / 2 - 0.8)
        canvas.path(
            smooth([(x0, y0), bend, tip]), None, stroke=tone, width=0.95, stroke_opacity=r.uniform(0.35, 0.8)
        )
