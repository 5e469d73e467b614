"""Draws a hijab that frames the face and falls over neck and shoulders."""

import numpy as np

from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.curves import Floats, poly, ribbon, smooth, spline
from influencer_app.sketch.hair.locks import Brush, guide
from influencer_app.sketch.palette import cloth, ink

_CLOTH = (
    "#c9b8a4", "#8d5c58", "#35506b", "#54695a", "#d8cfc4", "#6b4d74", "#b0757c", "#2c2a31", "#a9803f",
    "#7f93a3",
)  # fmt: skip


def hijab(brush: Brush, face: Face) -> None:
    """Draw one cloth round the head, crossed under the chin, with its end over a shoulder."""
    r, canvas = brush.r, brush.canvas
    colour = rgb(r.choice(_CLOTH))
    dark, base, light = cloth(colour)
    side = r.choice((-1.0, 1.0))
    opening = _opening(brush, face)
    _drape(brush, face, side, colour)
    outer = _outer(brush, face)
    d = poly(outer) + poly(opening[::-1])
    left, right = outer[:, 0].min(), outer[:, 0].max()
    lit, dull = mix(base, light, 0.7), mix(base, dark, 0.45)
    ends = (dull, lit) if brush.light > 0 else (lit, dull)
    canvas.path(d, canvas.linear((left, 0), (right, 0), [(0, ends[0], 1), (0.5, base, 1), (1, ends[1], 1)]))
    canvas.begin(canvas.clip(d))
    t, c = face.temple, face.chin_y
    for k in range(9):
        f = k / 8
        fold = [
            (-side * (t + 12 - 8 * f), 60 - 70 * f, 10 + 20 * f),
            (-side * (t * 0.86 - 6 * f), -84 - 26 * f, 40 + 12 * f),
            (side * (t * 0.10 + 12 * f), -122 - 24 * f, 62 - 30 * f),
            (side * (t * 0.86 + 4 * f), -86 - 20 * f, 30 - 20 * f),
            (side * (t + 6 + 8 * f), 20 + 20 * f, 10),
        ]
        _crease(brush, guide(brush, fold, 30), dark, light, 6.0 + 5 * r.random(), 0.30 + 0.25 * r.random())
    for k in range(7):
        f = (k + r.uniform(-0.2, 0.2)) / 6
        fold = [
            (side * (t + 4 + 6 * f), 10 + 10 * f, 0),
            (side * (face.jaw + 10 + 8 * f), 86 + 14 * f, 26),
            (side * (20 - 8 * f), c + 12 + 22 * f, 62),
            (-side * (face.jaw * 0.62 + 18 * f), c + 2 + 32 * f, 44),
            (-side * (t + 4), 72 + 36 * f, 8),
        ]
        _crease(brush, guide(brush, fold, 30), dark, light, 7.0 + 5 * r.random(), 0.34 + 0.25 * r.random())
    canvas.end()
    closed = np.concatenate([opening, opening[:1]])
    canvas.path(smooth(closed[::2]), None, stroke=ink(colour), width=2.2, stroke_opacity=0.45)
    rim = _opening(brush, face, 5.0)
    canvas.path(
        smooth(np.concatenate([rim, rim[:1]])[::2]), None, stroke=light, width=2.4, stroke_opacity=0.55
    )
    band = _opening(brush, face)[14:46]
    canvas.path(ribbon(band + np.array([0.0, 1.5]), (0.4, 6, 7, 6, 0.4), 30), scale(base, 0.55), 0.95)


def _opening(brush: Brush, face: Face, grow: float = 0.0) -> Floats:
    """The closed outline around the face, clockwise from the chin."""
    c, g = face.chin_y, grow
    top = min(-72.0, face.hairline + 14)
    half = [
        (0.0, c - 1 + g, 72), (face.chin * 0.9, c - 5 + g, 66), (face.jowl + 1 + g, 112 + g, 44),
        (face.jaw + 1 + g, 78, 26), (face.cheek - 5 + g, 20, 14), (face.temple - 7 + g, -34, 26),
        (face.temple * 0.74 + g * 0.6, top + 14 - g * 0.6, 62), (face.temple * 0.36, top - g, 84),
        (0.0, top - 4 - g, 90),
    ]  # fmt: skip
    right = np.asarray(half)
    left = right[1:-1] * [-1, 1, 1]
    loop = np.concatenate([right[:1], left, right[-1:], right[1:-1][::-1]])
    return brush.project(spline(loop, 60, closed=True))[:, :2]


def _outer(brush: Brush, face: Face) -> Floats:
    t, c, n = face.temple, face.chin_y, face.neck
    half = [
        (0.0, -172.0, 6), (t * 0.46, -165, 4), (t * 0.88, -134, 0), (t + 12, -76, -4), (t + 19, -10, -8),
        (t + 17, 50, -6), (t + 2, 104, 4), (n * 1.62, 148, 12), (n * 1.70, 196, 10), (n * 1.2, c + 74, 40),
        (0.0, c + 84, 56),
    ]  # fmt: skip
    right = np.asarray(half)
    loop = np.concatenate([right, (right[1:-1] * [-1, 1, 1])[::-1]])
    return brush.project(spline(loop, 90, closed=True))[:, :2]


def _drape(brush: Brush, face: Face, side: float, colour: Colour) -> None:
    """Draw the cloth on chest and shoulders, under the part round the head."""
    s, n, c = face.shoulders, face.neck, face.chin_y
    dark, base, light = cloth(colour)
    loop = [
        (-n * 1.5, 168, 0), (-s * 0.42, 206, 0), (-s * 0.64, 236, 0), (-s * 0.60, 270, 10),
        (-s * 0.30, 302, 30), (side * s * 0.10, 338, 40), (s * 0.34, 306, 30), (s * 0.62, 268, 10),
        (s * 0.64, 236, 0), (s * 0.42, 206, 0), (n * 1.5, 168, 0), (0, c, 20),
    ]  # fmt: skip
    shape = brush.project(spline(loop, 90, closed=True))[:, :2]
    canvas = brush.canvas
    canvas.begin(transform="translate(0 8)")
    canvas.path(poly(shape), (14, 10, 18), 0.34, blur=6)
    canvas.end()
    d = poly(shape)
    canvas.path(
        d, canvas.linear((0, 170), (0, 330), [(0, mix(base, dark, 0.55), 1), (0.4, base, 1), (1, base, 1)])
    )
    canvas.begin(canvas.clip(d))
    r = brush.r
    for k in range(10):
        f = (k + r.uniform(-0.3, 0.3)) / 9
        fold = [
            (-side * (n * 1.5 + s * 0.30 * f), 178 + 26 * f, 10),
            (-side * s * (0.10 + 0.16 * f), 226 + 50 * f, 40),
            (side * s * (0.20 - 0.1 * f), 236 + 66 * f, 40),
            (side * (s * 0.58 - 20 * f), 216 + 60 * f, 10),
        ]
        _crease(brush, guide(brush, fold, 24), dark, light, 8 + 5 * r.random(), 0.36 + 0.2 * r.random())
    canvas.end()
    canvas.path(d, None, stroke=ink(colour), width=1.2, stroke_opacity=0.4)


def _crease(brush: Brush, line: Floats, dark: Colour, light: Colour, width: float, strength: float) -> None:
    """Draw a fold: soft and dark below, lit along its upper edge."""
    canvas = brush.canvas
    canvas.path(ribbon(line, (0.4, width, width * 1.2, width, 0.4), 22), dark, strength, blur=2.5)
    raised = line + np.array([-0.6 * brush.light, -0.52 * width])
    canvas.path(ribbon(raised, (0.3, width * 0.5, width * 0.5, 0.3), 22), light, strength * 0.9, blur=1.6)
