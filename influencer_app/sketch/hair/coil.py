"""Draws coils and curls: afro, short coils, curly top."""

import math

import numpy as np

from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.curves import Floats, smooth
from influencer_app.sketch.hair.locks import Brush, guide, lock
from influencer_app.sketch.hair.scalp import hairline
from influencer_app.sketch.seeds import field

_LIFT = {"afro": 58.0, "coils": 20.0, "curly top": 24.0}


def back(brush: Brush, face: Face, style: str) -> None:
    """Draw the mass behind the head, lit as one body."""
    lift = _LIFT[style]
    low = 66.0 if style == "afro" else 8.0
    cx, cy = brush.project([(0.0, -52.0, -24.0)])[0, :2]
    rx, ry = face.temple + 6 + lift, 106 + lift
    edge = _cloud(brush, cx, cy, rx, ry, low, style)
    brush.canvas.path(smooth(edge, closed=True), brush.tone(0.13))
    count = 460 if style == "afro" else 240
    _clumps(brush, [_inside(brush, cx, cy, rx, ry, low) for _ in range(count)], cx, cy, rx, ry, style)
    _frizz(brush, edge, cx, cy, 260 if style == "afro" else 150)


def front(brush: Brush, face: Face, style: str) -> None:
    """Draw the part in front of the skull, down to an uneven hairline."""
    r = brush.r
    lift = _LIFT[style]
    cx, cy = brush.project([(0.0, -52.0, -24.0)])[0, :2]
    rx, ry = face.temple + 6 + lift, 106 + lift
    line = hairline(face)
    first, last = (3, 58) if style != "curly top" else (13, 48)
    inner = brush.project(line[first:last])[:, :2]
    crown = guide(
        brush,
        [
            (-face.temple - 4, -40, 0),
            (-face.temple * 0.8, -122, 10),
            (0, -158, 14),
            (face.temple * 0.8, -122, 10),
            (face.temple + 4, -40, 0),
        ],
        40,
    )
    brush.canvas.path(smooth(np.concatenate([crown, inner[::-1]])[::2], closed=True), brush.tone(0.14))
    edge = inner[np.argsort(inner[:, 0])]
    points: list[tuple[float, float]] = []
    tall = 150 + lift * (0.95 if style != "curly top" else 0.8) - 52
    wide = rx if style != "curly top" else face.temple + 4
    while len(points) < {"afro": 420, "coils": 330}.get(style, 330):
        x, y = cx + r.uniform(-1, 1) * wide, cy - r.random() ** 0.9 * tall * 1.02 + 60 * r.random()
        border = float(np.interp(x, edge[:, 0], edge[:, 1])) + r.uniform(-5, 4)
        inside = ((x - cx) / wide) ** 2 + ((y - cy) / tall) ** 2 < 0.97
        if x < edge[0, 0] or x > edge[-1, 0]:
            border = min(border, float(edge[0, 1] if x < cx else edge[-1, 1]) - 14)
        if inside and y < border:
            points.append((x, y))
    if style == "curly top":
        _curls(brush, points, cx, cy, rx, ry)
    else:
        _clumps(brush, points, cx, cy, rx, ry, style)


def _cloud(brush: Brush, cx: float, cy: float, rx: float, ry: float, low: float, style: str) -> Floats:
    rng = field(brush.r.random(), "cloud")
    a = np.linspace(0, 2 * np.pi, 150, endpoint=False)
    wobble = np.zeros_like(a)
    for waves, size in ((3, 0.020), (7, 0.018), (17, 0.014), (37, 0.012)):
        wobble += size * np.sin(waves * a + rng.random() * 6.3)
    x, y = cx + rx * (1 + wobble) * np.cos(a), cy + ry * (1 + wobble) * np.sin(a)
    limit = cy + low
    return np.stack(
        [x * np.where(y > limit, 1, 1), np.where(y > limit, limit + (y - limit) * 0.25, y)], axis=1
    )


def _inside(brush: Brush, cx: float, cy: float, rx: float, ry: float, low: float) -> tuple[float, float]:
    r = brush.r
    while True:
        a, f = r.uniform(0, 2 * math.pi), math.sqrt(r.random())
        x, y = cx + rx * f * math.cos(a), cy + ry * f * math.sin(a)
        if y < cy + low:
            return x, y


def _level(brush: Brush, x: float, y: float, cx: float, cy: float, rx: float, ry: float) -> float:
    u, v = (x - cx) / rx, (y - cy) / ry
    deep = math.sqrt(max(0.0, 1 - min(1.0, u * u + v * v)))
    return 0.18 + 0.34 * max(0.0, 0.55 * u * brush.light - 0.62 * v + 0.42 * deep)


def _clumps(
    brush: Brush, points: list[tuple[float, float]], cx: float, cy: float, rx: float, ry: float, style: str
) -> None:
    """Small clumps, each lit separately: bright towards the light, dark at its base."""
    r, canvas = brush.r, brush.canvas
    fills = {}
    for step in range(13):
        level = step / 18
        fills[step] = canvas.radial(
            [
                (0.0, brush.tone(level + 0.20), 1.0),
                (0.45, brush.tone(level + 0.05), 1.0),
                (1.0, brush.tone(level - 0.16), 0.85),
            ],
            focus=0.36,
        )
    small = style == "coils"
    order = sorted(points, key=lambda p: -abs((p[0] - cx) / rx) - abs((p[1] - cy) / ry))
    for x, y in order:
        size = r.uniform(5, 8) if small else r.uniform(7.5, 13)
        turn = r.uniform(0, 6.3)
        a = turn + np.linspace(0, 2 * np.pi, 9, endpoint=False)
        bumps = size * (
            1 + 0.20 * np.cos(3 * a + turn) + np.array([r.uniform(-0.12, 0.12) for _ in range(9)])
        )
        shape = np.stack([x + bumps * np.cos(a), y + bumps * np.sin(a)], axis=1)
        step = max(0, min(12, round((_level(brush, x, y, cx, cy, rx, ry) + r.uniform(-0.06, 0.06)) * 18)))
        canvas.path(smooth(shape, closed=True), fills[step])
        if r.random() < 0.75:
            arc = turn + np.linspace(0, r.uniform(2.2, 4.2), 7)
            coil = np.stack([x + size * 0.6 * np.cos(arc), y + size * 0.52 * np.sin(arc)], axis=1)
            tone = brush.tone(step / 18 + r.choice((-0.2, 0.24)))
            canvas.path(smooth(coil), None, stroke=tone, width=r.uniform(0.8, 1.5), stroke_opacity=0.5)


def _frizz(brush: Brush, edge: Floats, cx: float, cy: float, count: int) -> None:
    r = brush.r
    for _ in range(count):
        x, y = edge[r.randrange(len(edge))]
        out = math.atan2(y - cy, x - cx)
        x, y = x + r.uniform(-5, 2) * math.cos(out), y + r.uniform(-5, 2) * math.sin(out)
        arc = out + r.uniform(-1, 1) + np.linspace(0, r.choice((-1, 1)) * r.uniform(2, 4), 6)
        size = r.uniform(2.5, 5.5)
        coil = np.stack([x + size * np.cos(arc), y + size * np.sin(arc)], axis=1)
        brush.canvas.path(
            smooth(coil),
            None,
            stroke=brush.tone(r.uniform(0.1, 0.5)),
            width=r.uniform(0.8, 1.5),
            stroke_opacity=0.75,
        )


def _curls(
    brush: Brush, points: list[tuple[float, float]], cx: float, cy: float, rx: float, ry: float
) -> None:
    r = brush.r
    for x, y in sorted(points, key=lambda p: p[1])[::2]:
        size = r.uniform(7, 12)
        turn, way = r.uniform(0, 6.3), r.choice((-1, 1))
        arc = turn + way * np.linspace(0, r.uniform(3.4, 5.2), 16)
        shrink = np.linspace(1.15, 0.62, 16)
        line = np.stack(
            [x + size * shrink * np.cos(arc), y + size * shrink * 0.9 * np.sin(arc) + np.linspace(-5, 5, 16)],
            axis=1,
        )
        w = r.uniform(6.5, 9.5)
        level = _level(brush, x, y, cx, cy, rx, ry) + 0.14
        lock(
            brush,
            line,
            (w * 0.5, w, w, w * 0.7, 0.8),
            level + r.uniform(-0.07, 0.07),
            r.choice((0.3, 0.55, 0.7)),
            3,
            0.12,
        )
