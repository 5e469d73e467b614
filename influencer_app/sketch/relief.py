"""Builds the head as a height field: z over (x, y) in head units, one sample per unit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.curves import Floats, spline

Grid = NDArray[np.float32]
LEFT, TOP, RIGHT, BOTTOM = -130, -176, 130, 186
OUTSIDE = -1000.0


@dataclass(frozen=True)
class Expression:
    """A facial expression: smile -0.3 (stern) to 1 (grin with teeth), brows -1 to 1, lids 0 (shut) to 1.1.

    Speech: ``jaw`` 0 to 1 parts the lips, ``pucker`` is -0.4 (spread) to 1 (round), ``tongue`` 0 to 1.
    """

    smile: float = 0.35
    brows: float = 0.0
    lids: float = 1.0
    gaze: tuple[float, float] = (0.0, 0.0)
    jaw: float = 0.0
    pucker: float = 0.0
    tongue: float = 0.0

    @property
    def teeth(self) -> float:
        """How far the lips part in a smile, 0 to 1."""
        return max(0.0, min(1.0, (self.smile - 0.55) / 0.4))


def outline(face: Face, expression: Expression) -> Floats:
    """The right half of the head's contour from crown to chin, as dense (x, y)."""
    lift = 2.5 * max(0.0, expression.smile)
    points = [
        (0.0, -150.0),
        (34.0, -145.5),
        (66.0, -126.0),
        (face.temple * 0.965, -84.0),
        (face.temple + 1.5, -42.0),
        (face.cheek * 0.995, 2.0),
        (face.cheek + lift * 0.4, 32.0 - lift),
        (face.jaw * 0.5 + face.cheek * 0.48 + lift * 0.5, 58.0),
        (face.jaw, 82.0),
        (face.jowl + 2.0, 115.0),
        (face.chin + (face.jowl - face.chin) * 0.36, face.chin_y - 11),
        (face.chin * 0.56, face.chin_y - 3.0),
        (0.0, face.chin_y),
    ]
    return spline(points, 240)


def _bump(x: Grid, y: Grid, at: tuple[float, float], spread: tuple[float, float], height: float) -> Grid:
    return np.asarray(
        height * np.exp(-(((x - at[0]) / spread[0]) ** 2 + ((y - at[1]) / spread[1]) ** 2) / 2),
        dtype=np.float32,
    )


def _groove(x: Grid, y: Grid, line: Floats, width: float, depth: float) -> Grid:
    best = np.full(x.shape, 1e9, dtype=np.float32)
    for px, py in line:
        np.minimum(best, (x - px) ** 2 + (y - py) ** 2, out=best)
    return np.asarray(-depth * np.exp(-best / (2 * width * width)), dtype=np.float32)


@dataclass(frozen=True)
class HeightField:
    """``z`` of the front of the head, ``OUTSIDE`` beyond its contour, where ``slope`` falls off smoothly.

    ``rim`` is the contour's z in each row.
    """

    z: Grid
    slope: Grid
    rim: Grid


def heights(face: Face, expression: Expression) -> HeightField:
    """The height field of a face with an expression."""
    ys = np.arange(TOP, BOTTOM + 1, dtype=np.float32)
    xs = np.arange(LEFT, RIGHT + 1, dtype=np.float32)
    edge = outline(face, expression)
    half = np.interp(ys, edge[:, 1], edge[:, 0], left=0.0, right=0.0)
    chin = face.chin_y
    profile = spline(
        [
            (-150, 22), (-146, 40), (-132, 62), (-104, 83), (-66, 95), (-34, 98 + face.brow_ridge * 0.5),
            (0, 91), (36, 93),
            (66, 95), (94, 96), (chin - 32, 88), (chin - 14, 88 + face.chin_relief * 0.4), (chin - 4, 82),
            (chin, 74),
        ],
        300,
    )  # fmt: skip
    ridge = np.interp(ys, profile[:, 0], profile[:, 1], left=0.0, right=74.0)
    sides = np.interp(ys, [-150, -120, 8, 34, 80, 116, chin - 8, chin], [8, -38, -46, -14, 6, 34, 60, 68])
    x, y = np.meshgrid(xs, ys)
    safe = np.maximum(half, 1e-3)[:, None]
    across = np.clip(np.abs(x) / safe, 0, 1)
    form = sides[:, None] + (ridge - sides)[:, None] * (1 - across**2.35) ** (1 / 2.1)
    z = form.astype(np.float32) + _features(face, expression, x, y)
    beyond = np.abs(x) - safe
    outside = (beyond > 0) | (half[:, None] <= 0)
    slope = np.where(outside, sides[:, None] - 4.0 * np.maximum(beyond, 0), z).astype(np.float32)
    z[outside] = OUTSIDE
    return HeightField(np.asarray(z, dtype=np.float32), slope, sides.astype(np.float32))


def _features(face: Face, expression: Expression, x: Grid, y: Grid) -> Grid:
    smile = max(0.0, expression.smile)
    old = max(0.0, (face.age - 29) / 40)
    z = np.zeros(x.shape, dtype=np.float32)
    for side in (-1.0, 1.0):
        s = side
        z += _bump(x, y, (s * 40, face.brow_y + 5), (27, 9), face.brow_ridge + 2)
        z += _bump(x, y, (s * (face.eye_x + 1), -5), (24, 14), -face.socket)
        z += _bump(x, y, (s * 17, -6), (9, 13), -4.0)
        z += _bump(x, y, (s * face.eye_x, 0), (15, 9), 6.5)
        z += _bump(x, y, (s * 62, 36 - 5 * smile), (25, 17), face.cheekbones + 3.0 * smile)
        z += _bump(x, y, (s * 52, 68 - 6 * smile), (24, 24), face.fullness + 2.5 * smile)
        z += _bump(x, y, (s * 68, 88), (20, 22), -2.2 - 1.6 * old + 0.5 * face.fullness)
        z += _bump(x, y, (s * 86, -48), (15, 24), -4.0)
        z += _bump(x, y, (s * face.nose_w * 0.86, face.nose_y - 4), (face.nose_wing * 0.8, 6.5), 8.5)
        fold = spline(
            [
                (s * (face.nose_w + 4), face.nose_y - 5),
                (s * (face.nose_w + 11 + 5 * smile), face.nose_y + 12),
                (s * (face.mouth_w + 8 + 5 * smile), face.mouth_y + 2 - 3 * smile),
            ],
            9,
        )
        z += _groove(x, y, fold, 4.5, 0.7 + 2.2 * smile + 4.2 * old)
        if old > 0:
            bag = spline([(s * 28, 12), (s * 44, 19), (s * 60, 12)], 8)
            z += _groove(x, y, bag, 3.5, 2.2 * old)
            jowl = spline(
                [(s * (face.mouth_w + 6), face.mouth_y + 8), (s * (face.mouth_w + 9), face.mouth_y + 26)], 6
            )
            z += _groove(x, y, jowl, 4.0, 2.2 * old)
    z += _nose(face, x, y)
    my, mw = face.mouth_y, face.mouth_w * (1 + 0.16 * smile)
    z += _bump(x, y, (0, my), (mw * 0.75, 17), 5.0)
    z += _bump(x, y, (0, my - face.lip_upper * 0.55), (mw * 0.46, 3.4), 3.2)
    z += _bump(x, y, (0, my + face.lip_lower * 0.62), (mw * 0.42, 4.6), 4.6)
    z += _bump(x, y, (0, my), (mw * 0.8, 1.6), -3.0)
    z += _bump(x, y, (0, my + face.lip_lower + 8), (18, 5), -3.6)
    z += _bump(x, y, (0, (face.nose_y + my) / 2), (3.2, 9), -1.6)
    z += _bump(x, y, (0, face.chin_y - 17), (face.chin * 0.62, 11), face.chin_relief)
    if face.cleft:
        z += _bump(x, y, (0, face.chin_y - 14), (2.5, 8), -face.cleft * 2)
    if old > 0:
        for row in (-64, -78):
            z += _groove(x, y, spline([(-34, row + 3), (0, row), (34, row + 3)], 22), 2.4, 1.2 * old)
    return z


def _nose(face: Face, x: Grid, y: Grid) -> Grid:
    base = face.nose_y
    t = np.clip((y + 20) / (base + 14), 0, 1)
    hump = face.nose_hump * np.exp(-(((t - 0.45) / 0.2) ** 2))
    rise = 2.0 + (face.nose_bridge - 2.0) * t**1.35 + hump
    rise *= 1 / (1 + np.exp(np.clip((y - base + 1.5) / 2.4, -30, 30)))
    rise *= 1 / (1 + np.exp(np.clip((-26 - y) / 5.0, -30, 30)))
    spread = face.nose_slim * (0.86 + 0.42 * t)
    z = rise * np.exp(-((x / spread) ** 2) / 2)
    z += rise * 0.26 * np.exp(-((x / (spread * 2.3)) ** 2) / 2)
    z += _bump(x, y, (0, base - 8), (face.nose_tip * 0.92, 7.0), face.nose_tip * 0.72)
    z += _bump(x, y, (0, base + 5), (face.nose_w * 0.8, 4.0), -2.5)
    return np.asarray(z, dtype=np.float32)
