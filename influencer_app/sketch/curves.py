"""Builds smooth curves through points, as samples and as SVG path data."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Points = Sequence[Sequence[float]] | NDArray[Any]


def spline(points: Points, samples: int, closed: bool = False) -> Floats:
    """``samples`` points, evenly spaced in parameter, on the Catmull-Rom curve through ``points`` (n × d)."""
    p = np.asarray(points, dtype=np.float64)
    if closed:
        p = np.concatenate([p[-1:], p, p[:2]])
    else:
        p = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    pieces = len(p) - 3
    t = np.linspace(0, pieces, samples, endpoint=not closed)
    i = np.minimum(t.astype(int), pieces - 1)
    f = (t - i)[:, None]
    a, b, c, d = p[i], p[i + 1], p[i + 2], p[i + 3]
    return np.asarray(
        0.5 * (2 * b + (c - a) * f + (2 * a - 5 * b + 4 * c - d) * f**2 + (3 * b - a - 3 * c + d) * f**3),
        dtype=np.float64,
    )


def smooth(points: Points, closed: bool = False, tension: float = 6.0) -> str:
    """Path data of cubic Béziers through ``points`` (n × 2)."""
    p = np.asarray(points, dtype=np.float64)
    n = len(p)
    if closed:
        before, after = np.roll(p, 1, axis=0), np.roll(p, -1, axis=0)
    else:
        before = np.concatenate([p[:1], p[:-1]])
        after = np.concatenate([p[1:], p[-1:]])
    tangent = (after - before) / tension
    out = [f"M{p[0, 0]:.1f} {p[0, 1]:.1f}"]
    for k in range(n if closed else n - 1):
        j = (k + 1) % n
        one, two, end = p[k] + tangent[k], p[j] - tangent[j], p[j]
        out.append(f"C{one[0]:.1f} {one[1]:.1f} {two[0]:.1f} {two[1]:.1f} {end[0]:.1f} {end[1]:.1f}")
    return "".join(out) + ("Z" if closed else "")


def poly(points: Points, closed: bool = True) -> str:
    """Path data of straight lines."""
    p = np.asarray(points, dtype=np.float64)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in p[:, :2]) + ("Z" if closed else "")


def normals(line: Floats) -> Floats:
    """Unit normals (left of the direction of travel on screen) of a sampled line (n × 2)."""
    t = np.gradient(line, axis=0)
    length = np.maximum(np.hypot(t[:, 0], t[:, 1]), 1e-6)
    return np.stack([t[:, 1] / length, -t[:, 0] / length], axis=1)


def ribbon(points: Points, widths: Sequence[float], samples: int = 14) -> str:
    """A closed tapered band along a curve; ``widths`` are full widths spread evenly along it."""
    line = spline(np.asarray(points, dtype=np.float64)[:, :2], samples)
    w = np.interp(np.linspace(0, 1, samples), np.linspace(0, 1, len(widths)), widths)[:, None] / 2
    side = normals(line) * w
    return smooth(np.concatenate([line + side, (line - side)[::-1]]), closed=True)


def mirrored(points: Points) -> Floats:
    """A right half from top to bottom closed by its mirror image (points on the axis once)."""
    p = np.asarray(points, dtype=np.float64)
    left = p[::-1].copy()
    left[:, 0] *= -1
    left = left[np.abs(left[:, 0]) > 1e-9]
    return np.concatenate([p, left])
