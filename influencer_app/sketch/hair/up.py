"""Draws gathered hair: bun, ponytail, braid."""

import math

import numpy as np

from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.colour import Colour
from influencer_app.sketch.curves import Floats, smooth
from influencer_app.sketch.hair.locks import Brush, Wave, baby, band, flyaways, guide, lock, section, swing
from influencer_app.sketch.hair.scalp import hairline


def back(brush: Brush, face: Face, style: str, side: int) -> None:
    """Draw the bun or tail behind the head."""
    if style == "bun":
        _knot(brush, face, side)
    elif style == "ponytail":
        _tail(brush, face, side)
    nape = [
        guide(
            brush, [(-face.temple * 0.9, -60, -30), (-face.neck * 1.3, 50, -40), (-face.neck * 0.9, 96, -40)]
        ),
        guide(brush, [(face.temple * 0.9, -60, -30), (face.neck * 1.3, 50, -40), (face.neck * 0.9, 96, -40)]),
    ]
    section(brush, nape[0], nape[1], 9, 16, Wave(), 0.22, 0.6, 0.05, 2)


def front(brush: Brush, face: Face, style: str, side: int) -> None:
    """Draw hair swept back from the hairline, with a few loose ends."""
    swept(brush, face, 7.0)
    r, t = brush.r, face.temple
    for s in (-1.0, 1.0):
        for k in range(3):
            x = face.cheek - 1 + 3 * k
            end = r.uniform(58, 120) if style != "braid" else r.uniform(40, 80)
            points = [
                (s * (t - 6), -36 - 8 * k, 40), (s * (x + 1), 4, 34), (s * (x - 4 - 2 * k), end * 0.6, 34),
                (s * (x - 9 + 5 * k), end, 36),
            ]  # fmt: skip
            line = swing(guide(brush, points), Wave(4.0, 1.6, 0.3, 0.2 * k))
            lock(brush, line, (2.0, 3.4, 2.6, 0.5), 0.48, 0.4, 2)
    if style == "braid":
        _braid(brush, face, side)


def swept(brush: Brush, face: Face, height: float) -> None:
    """Draw the hair combed to the back of the crown."""
    r, t = brush.r, face.temple
    edge = [
        (-t - 3, 22, -16), (-t - 7, -46, -10), (-t * 0.90, -112 - height * 0.4, 0),
        (-t * 0.46, -149 - height * 0.9, 4), (0, -155 - height, 4),
        (t * 0.46, -149 - height * 0.9, 4), (t * 0.90, -112 - height * 0.4, 0), (t + 7, -46, -10),
        (t + 3, 22, -16),
    ]  # fmt: skip
    over = guide(brush, edge, 44)
    line = hairline(face)
    inner = brush.project(line[3:58] * [1.0, 1.0, 0.97] + np.array([0.0, -9.0, 0.0]))[::-1][:, :2]
    brush.canvas.path(smooth(np.concatenate([over, inner])[::2], closed=True), brush.tone(0.26))
    lines = []
    for k in range(34):
        x, y, z = line[3 + int(k / 33 * 54)]
        u = max(-1.0, min(1.0, x / t))
        flat = 1 - u * u
        points = [
            (x, y + 1, z), (x * 1.04 + 2.5 * u, y - 12, z * 0.9 + 4),
            (x * 0.98 + 5 * u, y * 0.62 - 68 - 4 * flat, z * 0.55 + 6),
            (x * 0.72, -132 - (height + 12) * flat, 8), (x * 0.5, -150 - height * flat, -20),
        ]  # fmt: skip
        lines.append((abs(u), guide(brush, points)))
    for far, path in sorted(lines, key=lambda item: -item[0]):
        w = r.uniform(9, 13)
        lock(
            brush,
            path,
            (1.0, w * 0.7, w * 1.05, w * 1.05, w, w * 0.7),
            0.47 - 0.05 * far + r.uniform(-0.07, 0.07),
            0.42,
            5,
            0.04,
        )
    baby(brush, line[4:57])
    flyaways(brush, [path for _, path in lines], 16)


def _knot(brush: Brush, face: Face, side: int) -> None:
    r = brush.r
    cx, cy = brush.project([(side * 6.0, -178.0, -26.0)])[0, :2]
    brush.canvas.ellipse(cx, cy, 52, 43, brush.tone(0.2))
    for ring in range(5):
        f = 1 - ring / 5.5
        for k in range(7 if ring < 3 else 4):
            a0 = 2 * math.pi * k / 7 + ring * 0.9 + r.uniform(-0.2, 0.2)
            arc = np.linspace(a0, a0 + r.uniform(1.5, 2.2), 14)
            radius = (f * np.linspace(1.0, 0.80, 14)) * r.uniform(0.95, 1.05)
            line = np.stack([cx + 46 * radius * np.cos(arc), cy + 37 * radius * np.sin(arc)], axis=1)
            lit = 0.06 * brush.light * math.cos(a0 + 0.8) - 0.07 * math.sin(a0 + 0.8)
            w = r.uniform(11, 15) * (0.6 + 0.4 * f)
            lock(brush, line, (2, w, w, 2), 0.46 + lit + 0.03 * ring, 0.5, 5, 0.10)
    flyaways(
        brush,
        [
            np.stack([cx + 50 * np.cos(t), cy + 41 * np.sin(t)], axis=1)
            for t in (np.linspace(k, k + 1, 14) for k in range(6))
        ],
        12,
    )


def _tail(brush: Brush, face: Face, side: int) -> None:
    s = float(side)
    inner = guide(
        brush,
        [
            (s * 10, -150, -70),
            (s * 62, -168, -80),
            (s * 104, -110, -70),
            (s * 108, 20, -50),
            (s * 96, 150, -30),
            (s * 104, 300, -20),
        ],
        34,
    )
    outer = guide(
        brush,
        [
            (s * 10, -162, -70),
            (s * 70, -196, -80),
            (s * 142, -140, -70),
            (s * 160, 10, -50),
            (s * 152, 150, -30),
            (s * 118, 318, -20),
        ],
        34,
    )
    section(brush, inner, outer, 14, 14, Wave(6.0, 1.8, 0.3), 0.44, 0.22, 0.10, 6)
    tie = brush.project([(s * 34, -164, -70), (s * 44, -176, -70), (s * 52, -188, -70)])[:, :2]
    brush.canvas.path(smooth(tie), None, stroke=_tie(brush), width=13)


def _tie(brush: Brush) -> Colour:
    return brush.r.choice(((44, 40, 48), (150, 60, 62), (196, 160, 96), (60, 92, 104)))


def _braid(brush: Brush, face: Face, side: int) -> None:
    s, r = float(side), brush.r
    t = face.temple
    gather = [
        guide(brush, [(s * (t - 2), -30, 26), (s * (t + 10), 30, 10), (s * (t - 2), 90, 30)], 20),
        guide(brush, [(s * (t + 4), -60, -10), (s * (t + 20), 20, -14), (s * (t + 12), 96, 26)], 20),
    ]
    section(brush, gather[0], gather[1], 7, 11, Wave(), 0.46, 0.3, 0.02, 5)
    spine = guide(
        brush,
        [(s * (t + 4), 84, 30), (s * (t + 6), 140, 50), (s * (t - 8), 220, 62), (s * (t - 14), 318, 62)],
        60,
    )
    count = 14
    for k in range(count):
        at = int(k / count * 55)
        x, y = spine[at]
        dx, dy = spine[min(59, at + 4)] - spine[max(0, at - 4)]
        along = math.atan2(dy, dx)
        size = 17 * (1 - 0.30 * k / count)
        m = 1 if k % 2 else -1
        lean = along + m * 0.62
        root = (
            x + m * 9.5 * math.sin(along) - 6 * math.cos(along),
            y - m * 9.5 * math.cos(along) - 6 * math.sin(along),
        )
        tip = (root[0] + 32 * math.cos(lean), root[1] + 32 * math.sin(lean))
        mid = (
            (root[0] + tip[0]) / 2 + m * 4 * math.sin(along),
            (root[1] + tip[1]) / 2 - m * 4 * math.cos(along),
        )
        line = _arc(root, mid, tip)
        lock(
            brush,
            line,
            (size * 0.5, size, size * 0.95, size * 0.3),
            0.48 + 0.05 * m * brush.light + r.uniform(-0.04, 0.04),
            0.42,
            6,
            0.26,
        )
    end = spine[-4:]
    brush.canvas.path(smooth(band(end, (11, 11))[::1], closed=True), _tie(brush))
    for _ in range(6):
        x, y = spine[-1]
        tip = (x + r.uniform(-9, 9), y + r.uniform(26, 40))
        lock(
            brush,
            _arc((x, y), ((x + tip[0]) / 2 + r.uniform(-3, 3), (y + tip[1]) / 2), tip),
            (5, 6, 0.6),
            0.46,
            0.4,
            2,
        )


def _arc(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> Floats:
    t = np.linspace(0, 1, 14)[:, None]
    return np.asarray((1 - t) ** 2 * np.array(a) + 2 * t * (1 - t) * np.array(b) + t * t * np.array(c))
