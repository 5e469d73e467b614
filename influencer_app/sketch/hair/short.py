"""Draws cropped hair; the sides are stubble that thins towards the ears."""

import math

import numpy as np

from influencer_app.sketch import palette
from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import mix
from influencer_app.sketch.curves import poly, smooth
from influencer_app.sketch.hair.locks import Brush, guide, lock
from influencer_app.sketch.hair.scalp import hairline, on
from influencer_app.sketch.seeds import stream


def fuzz(
    canvas: Canvas, key: str, face: Face, hair: palette.Hair, skin: palette.Skin, strength: float
) -> None:
    """Draw close-cropped hair on the scalp (head frame) with a soft edge."""
    line = hairline(face)[:, :2]
    region = np.concatenate([[[-126, 40]], line, [[126, 40], [126, -176], [-126, -176]]])
    tone = mix(mix(hair.deep, hair.base, 0.4), skin.deep, 0.28)
    d = poly(region)
    canvas.path(d, tone, 0.55 * strength, blur=6)
    canvas.path(d, tone, 0.62 * strength, blur=3)
    r = stream(key, "fuzz")
    canvas.begin(canvas.clip(d))
    parts: list[str] = []
    for _ in range(520):
        x, y = r.uniform(-110, 110), r.uniform(-158, 36)
        turn = math.atan2(60, x) + r.uniform(-0.4, 0.4)
        long = r.uniform(2.5, 5.0)
        parts.append(f"M{x:.1f} {y:.1f}l{math.cos(turn) * long:.1f} {math.sin(turn) * long:.1f}")
    half = len(parts) // 2
    canvas.path("".join(parts[:half]), None, stroke=hair.deeper, width=0.9, stroke_opacity=0.45 * strength)
    canvas.path(
        "".join(parts[half:]),
        None,
        stroke=mix(hair.light, skin.base, 0.2),
        width=0.8,
        stroke_opacity=0.35 * strength,
    )
    canvas.end()
    edge: list[str] = []
    for k in range(150):
        x, y = line[min(len(line) - 1, int(k / 150 * len(line)))]
        x, y = x + r.uniform(-2.5, 2.5), y + r.uniform(-3, 3)
        edge.append(f"M{x:.1f} {y:.1f}l{r.uniform(-1.5, 1.5) + x * 0.02:.1f} {-r.uniform(2, 5):.1f}")
    canvas.path("".join(edge), None, stroke=hair.deep, width=0.7, stroke_opacity=0.32 * strength)


def cap(brush: Brush, face: Face, height: float, side_y: float, level: float) -> None:
    """Draw the base under the longer locks, combed from the crown down both sides."""
    r, t = brush.r, face.temple
    edge = [
        (-t + 1, side_y, 0), (-t - 2 - height * 0.10, -84, -2), (-t * 0.80, -132 - height * 0.55, 2),
        (-t * 0.38, -152 - height * 0.95, 6),
        (0, -155 - height, 8), (t * 0.38, -152 - height * 0.95, 6), (t * 0.80, -132 - height * 0.55, 2),
        (t + 2 + height * 0.10, -84, -2), (t - 1, side_y, 0),
    ]  # fmt: skip
    over = guide(brush, edge, 40)
    line = hairline(face)
    inner = brush.project(line[12:49] + np.array([0.0, -7.0, 0.0]))[::-1][:, :2]
    brush.canvas.path(smooth(np.concatenate([over, inner])[::2], closed=True), brush.tone(level - 0.2))
    for k in range(26):
        s = 1.0 if k % 2 else -1.0
        f = (k // 2) / 12  # from the silhouette to the forehead
        points = [
            (s * (6 + 10 * f), -153 - height * (0.92 - 0.5 * f), 6 + 30 * f),
            (s * t * 0.62, -143 - height * (0.78 - 0.5 * f) + 14 * f, 6 + 44 * f),
            (s * (t * (0.94 - 0.04 * f) + height * 0.06), -104 + 10 * f, 2 + 34 * f),
            (s * (t - 2 - 4 * f), min(side_y, -66) - 2 + r.uniform(-6, 8), 2 + 24 * f),
        ]
        w = r.uniform(11, 15)
        tone = level - 0.10 + 0.06 * f + r.uniform(-0.06, 0.08)
        lock(brush, guide(brush, points, 18), (w * 0.7, w, w, w * 0.5), tone, 0.34, 5, 0.08)


def tufts(brush: Brush, face: Face, part: float) -> None:
    """Draw a textured crop: locks from the crown to the forehead, split at their tips."""
    r, t = brush.r, face.temple
    cap(brush, face, 8, -66, 0.52)
    sides(brush, face, -18, 0.42)
    lean = 1.0 if part < 0 else -1.0
    for row, (first, count, long) in enumerate(
        ((0.0, 13, 0.62), (0.22, 13, 0.62), (0.44, 14, 0.56), (0.60, 13, 0.46))
    ):
        for k in range(count):
            at = (k + 0.5) / count if lean > 0 else 1 - (k + 0.5) / count
            u = -1 + 2 * at + r.uniform(-0.07, 0.07)
            arch = u * u
            lift = (19 + 5 * math.sin(3.1 * u + row) + r.uniform(-2, 5)) * (1 - 0.6 * arch)
            points = []
            for step in range(5):
                f = min(1.06, max(0.0, first + long * step / 4 + r.uniform(-0.01, 0.01)))
                x = u * t * (0.62 + 0.24 * f) + lean * (6 + 22 * f * (step / 4)) * (1 - 0.3 * arch)
                y = -150 + (face.hairline + 13 + 150) * f**1.5 + 26 * arch * (1 - 0.4 * f)
                z = 6 + 88 * math.sin(min(1.0, f) * math.pi / 2) * (1 - 0.45 * arch)
                puff = lift * (0.55 + 0.45 * math.sin(math.pi * step / 4))
                points.append((x, y - puff * (1 - 0.55 * f), z + puff * 0.5 * f))
            w = r.uniform(12, 17) * (1.0 if row < 3 else 0.85)
            level = 0.44 + 0.025 * row + 0.05 * lean * u * brush.light + r.uniform(-0.06, 0.07)
            lock(brush, guide(brush, points, 20), (w * 0.6, w, w, w * 0.72, 0.5), level, 0.45, 6, 0.12)


def crew(brush: Brush, face: Face, part: float) -> None:
    """Draw a crew cut: hundreds of bristles over a soft base."""
    r, t = brush.r, face.temple
    cap(brush, face, 6, -70, 0.52)
    tones = (0.22, 0.36, 0.5, 0.64, 0.8)
    bristles: list[list[str]] = [[] for _ in tones]
    for _ in range(900):
        u, f = r.uniform(-1, 1), r.random()
        arch = u * u
        y0 = -152 + (face.hairline + 150) * f + 34 * arch * (1 - 0.5 * f)
        root = on(face, u * t * (0.80 + 0.14 * f), y0, 3)
        long = r.uniform(7, 13)
        tip = (root[0] + u * 3 + r.uniform(-2.5, 2.5), root[1] - long * (0.75 - 0.5 * f), root[2] + 4)
        p, q = brush.project([root, tip])[:, :2]
        lit = 0.5 - 0.35 * arch + 0.3 * u * brush.light + r.uniform(-0.45, 0.45)
        k = max(0, min(4, int(lit * 4)))
        bristles[k].append(f"M{p[0]:.1f} {p[1]:.1f}L{q[0]:.1f} {q[1]:.1f}")
    for tone, part_lines in zip(tones, bristles, strict=True):
        if part_lines:
            brush.canvas.path(
                "".join(part_lines), None, stroke=brush.tone(tone), width=1.5, stroke_opacity=0.6
            )


def sides(brush: Brush, face: Face, low: float, level: float) -> None:
    """Draw short hair combed down and back above the ears."""
    r, t = brush.r, face.temple
    for side in (-1, 1):
        low_z, high_z = brush.project([(side * t, -40, 0), (side * t, -40, 40)])[:, 0]
        if (high_z - low_z) * side > 6:
            continue  # this side of the head is turned away
        for k in range(46):
            f = (k + r.uniform(-0.4, 0.4)) / 45
            y = -124 + (low + 92) * f
            x = side * (t - 1 - 0.0022 * max(0.0, -40 - y) ** 2)
            deep = r.uniform(-16, 30)
            root = (x - side * (r.uniform(0, 6) + max(0.0, deep) * 0.35), y, 18 + deep)
            tip = (x + side * 1.0, y + r.uniform(30, 52), root[2] - r.uniform(14, 22))
            mid = ((root[0] + tip[0]) / 2 + side * 2.0, (y + tip[1]) / 2 - 2, root[2] - 5)
            w = r.uniform(4.0, 7.0)
            lock(
                brush,
                guide(brush, [root, mid, tip], 10),
                (w * 0.5, w, w * 0.8, 0.4),
                level - 0.06 + 0.10 * f + r.uniform(-0.08, 0.08),
                0.45,
                2,
                0.06,
            )
