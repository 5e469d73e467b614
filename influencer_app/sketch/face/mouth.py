"""Draws lips, closed or parted over teeth."""

import numpy as np

from influencer_app.sketch import palette
from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import WHITE, mix, rgb, scale
from influencer_app.sketch.curves import Floats, ribbon, smooth, spline
from influencer_app.sketch.relief import Expression


def draw(canvas: Canvas, face: Face, expression: Expression, skin: palette.Skin, makeup: float) -> None:
    """Draw the mouth of an unrotated head."""
    jaw, pucker = expression.jaw, expression.pucker
    smile = expression.smile * (1 - 0.45 * max(0.0, pucker))
    teeth = max(expression.teeth, min(1.0, jaw * 4))
    w = face.mouth_w * (1 + 0.20 * max(0.0, smile) + 0.05 * min(0.0, smile))
    w *= 1 - 0.36 * max(0.0, pucker) - 0.12 * min(0.0, pucker) - 0.05 * jaw
    y = face.mouth_y - 1.5 * max(0.0, smile)
    lift = 6.5 * smile + face.corners
    lift *= 1 - 0.35 * jaw
    upper_h = face.lip_upper * (1 - 0.22 * max(0.0, smile) - 0.12 * teeth + 0.22 * max(0.0, pucker))
    lower_h = face.lip_lower * (1 - 0.14 * max(0.0, smile) + 0.20 * max(0.0, pucker))
    gap = max(13.5 * expression.teeth, 25.0 * jaw)
    bowl = min(1.0, jaw * 1.6)  # an open jaw rounds the lower lip
    top = _line(w, y, lift, -0.8 * teeth, face.bow)
    bottom = _line(w, y, lift, gap, face.bow * (1 - teeth), 0.85 - 0.33 * bowl)
    edge_top = spline(
        [
            (-w, y - lift), (-w * 0.62, y - lift * 0.42 - upper_h * 0.52),
            (-w * 0.20, y - upper_h - face.bow * 0.35),
            (0, y - upper_h + face.bow * 0.62), (w * 0.20, y - upper_h - face.bow * 0.35),
            (w * 0.62, y - lift * 0.42 - upper_h * 0.52), (w, y - lift),
        ],
        40,
    )  # fmt: skip
    low = y + gap + lower_h
    edge_low = spline(
        [
            (-w, y - lift), (-w * 0.74, y - lift * 0.30 + (gap + lower_h) * (0.40 + 0.28 * bowl)),
            (-w * 0.40, low - (lower_h * 0.16 + gap * 0.10) * (1 - 0.75 * bowl)),
            (0, low), (w * 0.40, low - (lower_h * 0.16 + gap * 0.10) * (1 - 0.75 * bowl)),
            (w * 0.74, y - lift * 0.30 + (gap + lower_h) * (0.40 + 0.28 * bowl)),
            (w, y - lift),
        ],
        40,
    )  # fmt: skip
    dark = mix(scale(skin.lip, 0.42), (50, 14, 20), 0.4)
    canvas.glow(0, low + 5, w * 0.66, 6.5, skin.deep, 0.42)
    for side in (-1, 1):
        canvas.glow(side * (w + 3), y - lift, 8, 9, skin.deep, 0.30 + 0.16 * max(0.0, smile))
    if teeth > 0.02:
        _inside(canvas, top, bottom, w, y, gap, lift, expression)
    _lip(canvas, [*edge_top, *top[::-1][1:-1]], skin, True, y - upper_h, y)
    _lip(canvas, [*bottom, *edge_low[::-1][1:-1]], skin, False, y + gap, low)
    shine = 0.20 + 0.26 * makeup
    for side, much in ((-1, 0.8), (1, 1.0)):
        canvas.glow(
            side * w * 0.22,
            y + gap + lower_h * 0.42,
            w * 0.22,
            lower_h * 0.24,
            WHITE,
            shine * much,
            side * -5,
        )
    canvas.glow(0, y - upper_h - 1.6, w * 0.26, 2.2, skin.light, 0.5)
    if teeth <= 0.02:
        line = top
        canvas.path(ribbon(line, (0.8, 1.8, 2.1, 1.9, 2.1, 1.8, 0.8), 22), dark, 0.88)
    else:
        canvas.path(ribbon(top, (0.6, 1.4, 1.5, 1.4, 0.6), 20), dark, 0.55)
    for side in (-1, 1):
        corner = [
            (side * (w - 3), y - lift + 0.6),
            (side * (w + 1), y - lift),
            (side * (w + 3.2), y - lift - 1.6 - 1.2 * smile),
        ]
        canvas.path(ribbon(corner, (0.8, 2.2, 0.3), 7), dark, 0.6)


def _line(w: float, y: float, lift: float, drop: float, bow: float, full: float = 0.85) -> Floats:
    """A lip's edge from corner to corner; ``drop`` lowers its middle, ``full`` 0.5 makes it an ellipse."""
    u = np.linspace(-1, 1, 33)
    arch = 1 - u * u
    curve = y - lift * np.abs(u) ** 2.2 + drop * arch**full + bow * 0.45 * np.exp(-((u / 0.16) ** 2))
    curve -= bow * 0.25 * np.exp(-(((np.abs(u) - 0.36) / 0.18) ** 2))
    return np.stack([u * w, curve], axis=1)


def _lip(
    canvas: Canvas, shape: list[Floats], skin: palette.Skin, upper: bool, top: float, bottom: float
) -> None:
    tone = mix(skin.lip, scale(skin.lip, 0.78), 0.75 if upper else 0.0)
    light = mix(tone, mix(skin.light, skin.lip, 0.45), 0.40)
    stops = [(0.0, mix(tone, skin.base, 0.18), 1.0), (0.5, tone, 1.0), (1.0, scale(tone, 0.82), 1.0)]
    if not upper:
        stops = [
            (0.0, scale(tone, 0.9), 1.0),
            (0.4, light, 1.0),
            (0.8, tone, 1.0),
            (1.0, scale(mix(tone, skin.shadow, 0.3), 0.92), 1.0),
        ]
    d = smooth(np.asarray(shape)[::2], closed=True)
    canvas.path(d, skin.lip, 0.35, blur=1)
    canvas.path(d, canvas.linear((0, top), (0, bottom), stops), 0.96)


def _inside(
    canvas: Canvas,
    top: Floats,
    bottom: Floats,
    w: float,
    y: float,
    gap: float,
    lift: float,
    expression: Expression,
) -> None:
    hole = smooth(np.concatenate([top, bottom[::-1][1:-1]])[::2], closed=True)
    canvas.path(hole, rgb("#451519"))
    canvas.begin(canvas.clip(hole))
    raised = expression.tongue * gap * 0.45
    canvas.ellipse(0, y + gap + 1 - raised * 0.5, w * 0.5, gap * 0.32 + raised * 0.5, rgb("#a8474c"), 0.8)
    u = np.linspace(-1, 1, 25)
    row = (
        gap * 0.74 if expression.jaw == 0 else min(gap * 0.74, 6.5) * (1 - 0.6 * max(0.0, expression.pucker))
    )
    low = y - lift * np.abs(u) ** 2.2 + row * (1 - u * u) ** 0.8
    teeth = np.concatenate([top[4:-4], np.stack([u * w, low], axis=1)[::-1]])
    cream, side = rgb("#f6efe4"), rgb("#9c8478")
    canvas.path(
        smooth(teeth[::2], closed=True),
        canvas.linear(
            (-w, 0), (w, 0), [(0.06, side, 1), (0.30, cream, 1), (0.70, cream, 1), (0.94, side, 1)]
        ),
    )
    for k in range(-3, 4):
        x = (k + 0.0) * w * 0.17
        canvas.path(
            f"M{x:.1f} {y - 4:.1f}L{x:.1f} {y + row * 0.9:.1f}",
            None,
            stroke=rgb("#b7a396"),
            width=0.6,
            stroke_opacity=0.35,
        )
    canvas.path(smooth(top[::3]), None, stroke=(60, 20, 26), width=gap * 0.42, stroke_opacity=0.34, blur=1.5)
    canvas.end()
