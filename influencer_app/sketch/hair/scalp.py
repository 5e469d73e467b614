"""Computes points on the skull and the hairline."""

import math

import numpy as np

from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.curves import Floats, spline


def on(face: Face, x: float, y: float, lift: float = 0.0) -> tuple[float, float, float]:
    """A point on the front or top of the skull at (x, y), raised by ``lift``."""
    rx, ry, rz = face.temple + 7, 112.0, 106.0
    dx, dy = x / rx, (y + 40) / ry
    rest = 1 - dx * dx - max(-1.0, min(0.0, dy)) ** 2
    z = rz * math.sqrt(max(0.0, rest)) - 10
    grow = lift / 108
    return x * (1 + grow), -40 + (y + 40) * (1 + grow), z + lift * max(0.0, rest)


def hairline(face: Face) -> Floats:
    """The hairline from the left sideburn over the forehead to the right one (n × 3)."""
    top = face.hairline
    male = 1 - face.feminine
    t = face.temple
    half = [
        (face.cheek - 7, 28, -4), (t - 4, -4, 4), (t - 9, -34, 22), (t - 17 - 5 * male, -64, 48),
        (t * 0.54, top + 7 - 6 * male, 76), (t * 0.25, top + 1, 88),
    ]  # fmt: skip
    left = [(-x, y, z) for x, y, z in half]
    return spline([*left, (0.0, top + face.peak, 91.0), *half[::-1]], 61)


def mix3(
    one: tuple[float, float, float], other: tuple[float, float, float], t: float
) -> tuple[float, float, float]:
    """Interpolate between two points."""
    a, b = np.asarray(one), np.asarray(other)
    c = a + (b - a) * t
    return float(c[0]), float(c[1]), float(c[2])
