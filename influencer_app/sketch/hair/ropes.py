"""Draws locs, box braids, twists and cornrows."""

from dataclasses import dataclass

import numpy as np

from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.curves import Floats, smooth
from influencer_app.sketch.hair.locks import Brush, baby, guide, lock
from influencer_app.sketch.hair.scalp import hairline, on


@dataclass(frozen=True)
class _Kind:
    """``count`` ropes per side, their width, their end (y), and the length of one twist."""

    count: int
    width: tuple[float, float]
    end: tuple[float, float]
    turn: float
    plaited: bool = False


ROPES = {
    "locs": _Kind(12, (9.5, 12.5), (235.0, 300.0), 11.0),
    "box braids": _Kind(19, (6.0, 7.4), (285.0, 345.0), 6.4, True),
    "twists": _Kind(11, (11.0, 14.0), (20.0, 62.0), 8.0),
}


def draw_ropes(brush: Brush, face: Face, style: str, behind: bool) -> None:
    """Draw ropes from the parting down both sides, in front of or behind head and shoulders."""
    r, t, kind = brush.r, face.temple, ROPES[style]
    if not behind:
        crown = guide(
            brush,
            [
                (-t - 4, -30, 0),
                (-t * 0.84, -122, 8),
                (-t * 0.4, -156, 10),
                (0, -162, 12),
                (t * 0.4, -156, 10),
                (t * 0.84, -122, 8),
                (t + 4, -30, 0),
            ],
            40,
        )
        inner = brush.project(hairline(face)[9:52])[::-1][:, :2]
        brush.canvas.path(smooth(np.concatenate([crown, inner])[::2], closed=True), brush.tone(0.2))
    short = kind.end[1] < 100
    for side in (-1.0, 1.0):
        for k in range(kind.count + (1 if behind else 0)):
            f = (k + r.uniform(0.2, 0.8)) / kind.count
            end = r.uniform(*kind.end)
            points: list[tuple[float, float, float]]
            if behind:
                points = [
                    (side * (20 + 70 * f), -152 + 60 * f * f, -20),
                    (side * (60 + 62 * f), -70 + 20 * f, -40),
                    (side * (46 + 86 * f), min(60, end - 20), -44),
                    (side * (40 + 96 * f), end * 0.55, -42), (side * (44 + 90 * f) + r.uniform(-8, 8),
                    end, -40),
                ]  # fmt: skip
                if short:
                    points = [*points[:2], (side * (42 + 88 * f) + r.uniform(-6, 6), end + 24, -40)]
            else:
                root = on(face, side * 4, face.hairline - 2 - 58 * f, 6)
                points = [
                    root,
                    (side * (40 + 10 * f), face.hairline - 22 - 42 * f, 88 - 50 * f),
                    (side * (t - 6 + 16 * f), -40 - 14 * f, 56 - 46 * f),
                    (side * (face.cheek + 3 + 20 * f), 40, 30 - 34 * f),
                    (side * (t * 0.92 + 30 * f), 150, 46 - 30 * f),
                    (side * (t * 0.86 + 34 * f) + r.uniform(-7, 7), end * (0.92 + 0.08 * f), 54 - 24 * f),
                ]  # fmt: skip
                if short:
                    points = [
                        *points[:3],
                        (side * (face.cheek + 10 + 20 * f), (end - 30) * 0.6, 22 - 30 * f),
                        (
                            side * (face.cheek + 8 + 24 * f) + r.uniform(-6, 6),
                            end - 8 - 46 * (1 - f),
                            20 - 30 * f,
                        ),
                    ]
            level = (0.28 if behind else 0.42) + r.uniform(-0.06, 0.08)
            rope(brush, guide(brush, points, 40), r.uniform(*kind.width), level, kind.turn, kind.plaited)


def draw_cornrows(brush: Brush, face: Face, behind: bool) -> None:
    """Draw cornrows: braids along the scalp with skin between, ending at the nape."""
    r, t = brush.r, face.temple
    if behind:
        for k in range(9):
            x = (k - 4) / 4 * face.neck * 1.15
            points = [
                (x * 1.1, 20, -46),
                (x * 1.06, 90, -40),
                (x + r.uniform(-5, 5), r.uniform(150, 176), -34),
            ]
            rope(brush, guide(brush, points, 22), 9.0, 0.26, 7.0, True)
        return
    line = hairline(face)
    edge = [
        (-t - 1, 10, -16), (-t - 3, -46, -10), (-t * 0.90, -114, 0), (-t * 0.46, -151, 4), (0, -157, 4),
        (t * 0.46, -151, 4), (t * 0.90, -114, 0), (t + 3, -46, -10), (t + 1, 10, -16),
    ]  # fmt: skip
    over = guide(brush, edge, 44)
    inner = brush.project(line[4:57] * [1.0, 1.0, 0.97] + np.array([0.0, -5.0, 0.0]))[::-1][:, :2]
    brush.canvas.path(smooth(np.concatenate([over, inner])[::2], closed=True), brush.tone(0.16), 0.8)
    for k in sorted(range(17), key=lambda k: -abs(k - 8)):
        x, y, z = line[3 + round(k / 16 * 54)]
        u = max(-1.0, min(1.0, x / t))
        flat = 1 - u * u
        bow = 2.0 * (1 if k % 2 else -1)
        points = [
            (x, y + 1, z), (x * 1.02 + 2 * u, y - 13, z * 0.9 + 4),
            (x * 0.98 + 5 * u + bow, y * 0.62 - 66 - 4 * flat, z * 0.55 + 6),
            (x * 0.74, -128 - 16 * flat, 8), (x * 0.52, -149 - 6 * flat, -12),
        ]  # fmt: skip
        rope(brush, guide(brush, points, 34), 12.5 - 2.0 * abs(u), 0.44 - 0.08 * abs(u), 7.0, True, 5.0)
    baby(brush, line[6:55])


def rope(
    brush: Brush, line: Floats, width: float, level: float, turn: float, plaited: bool, first: float = 0.0
) -> None:
    """Draw a rope along a sampled line; ``turn`` is the length of a twist, ``first`` the root width."""
    widths = (first or width * 0.8, width, width * 1.05, width, width * 0.85, width * 0.5)
    lock(brush, line, widths, level, 0.22, 0, 0.14)
    reach = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    count = max(3, int(reach[-1] / turn))
    at = np.linspace(0, reach[-1], count + 1)[1:-1]
    x, y = np.interp(at, reach, line[:, 0]), np.interp(at, reach, line[:, 1])
    tangent = np.stack([np.gradient(x), np.gradient(y)], axis=1) if len(at) > 1 else np.array([[0.0, 1.0]])
    along = tangent / np.maximum(np.hypot(*tangent.T), 1e-6)[:, None]
    across = np.stack([along[:, 1], -along[:, 0]], axis=1)
    span = np.interp(at / reach[-1], np.linspace(0, 1, len(widths)), widths)[:, None]
    spot = np.stack([x, y], axis=1)
    left, right = spot + across * span * 0.46, spot - across * span * 0.46
    if plaited:
        tip = spot + along * turn * 0.62
        lines = [np.stack([left, tip, right], axis=1)]
        gleam = (left * 0.3 + right * 0.7 - along * turn * 0.1, spot + along * turn * 0.3)
    else:
        low, high = left - along * turn * 0.22, right + along * turn * 0.22
        lines = [np.stack([low, spot + along * turn * 0.16, high], axis=1)]
        gleam = (left + along * turn * 0.28, right + along * turn * 0.72)
    dark = "".join(
        f"M{a[0]:.1f} {a[1]:.1f}Q{b[0]:.1f} {b[1]:.1f} {c[0]:.1f} {c[1]:.1f}" for a, b, c in lines[0]
    )
    pale = "".join(f"M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}" for a, b in zip(*gleam, strict=True))
    brush.canvas.path(dark, None, stroke=brush.tone(level - 0.26), width=1.5, stroke_opacity=0.62)
    brush.canvas.path(pale, None, stroke=brush.tone(level + 0.22), width=1.0, stroke_opacity=0.4)
