"""Cropped and combed hair; the sides are stubble on the scalp that thins towards the ears."""

import math

import numpy as np

from influencer_app.sketch import palette
from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import mix
from influencer_app.sketch.curves import Floats, poly, smooth
from influencer_app.sketch.hair.locks import Brush, Wave, baby, flyaways, guide, lock, section
from influencer_app.sketch.hair.scalp import hairline, on
from influencer_app.sketch.seeds import stream


def fuzz(
    canvas: Canvas, key: str, face: Face, hair: palette.Hair, skin: palette.Skin, strength: float
) -> None:
    """Close-cropped hair painted on the scalp (head frame): a soft edge, not a helmet."""
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
        edge.append(f"M{x:.1f} {y:.1f}l{r.uniform(-1.5, 1.5) + x * 0.02:.1f} {-r.uniform(3, 7):.1f}")
    canvas.path("".join(edge), None, stroke=hair.deep, width=0.9, stroke_opacity=0.5 * strength)


def top(brush: Brush, face: Face, style: str, part: float) -> None:
    """The longer hair on top."""
    {
        "short": _tufts, "crew cut": _crew, "quiff": _quiff, "side part": _side_part,
        "slicked back": _slick, "curtains": _curtains, "pixie": _pixie,
    }[style](brush, face, part)  # fmt: skip


def _cap(brush: Brush, face: Face, height: float, side_y: float, level: float) -> None:
    """The dark mass that closes the silhouette under the locks."""
    t = face.temple
    edge = [
        (-t - 3, side_y, 0), (-t - 5 - height * 0.10, -84, -2), (-t * 0.80, -132 - height * 0.55, 2), (-t * 0.38, -152 - height * 0.95, 6),
        (0, -155 - height, 8), (t * 0.38, -152 - height * 0.95, 6), (t * 0.80, -132 - height * 0.55, 2),
        (t + 5 + height * 0.10, -84, -2), (t + 3, side_y, 0),
    ]  # fmt: skip
    over = guide(brush, edge, 40)
    line = hairline(face)
    inner = brush.project(line[12:49] + [0.0, -7.0, 0.0])[::-1][:, :2]
    brush.canvas.path(smooth(np.concatenate([over, inner])[::2], closed=True), brush.tone(level - 0.2))


def _tufts(brush: Brush, face: Face, part: float) -> None:
    """A textured crop: locks run from the crown to the forehead, leaning to one side, and break at their tips."""
    r, t = brush.r, face.temple
    _cap(brush, face, 14, -66, 0.46)
    _sides(brush, face, -18, 0.42)
    lean = 1.0 if part < 0 else -1.0
    for row, (first, count, long) in enumerate(
        ((0.0, 13, 0.62), (0.22, 13, 0.62), (0.44, 14, 0.56), (0.60, 13, 0.46))
    ):
        for k in range(count):
            at = (k + 0.5) / count if lean > 0 else 1 - (k + 0.5) / count
            u = -1 + 2 * at + r.uniform(-0.07, 0.07)
            arch = u * u
            lift = (15 + 5 * math.sin(3.1 * u + row) + r.uniform(-2, 5)) * (1 - 0.6 * arch)
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


def _crew(brush: Brush, face: Face, part: float) -> None:
    """Clipped short all over: hundreds of bristles over a soft mass."""
    r, t = brush.r, face.temple
    _cap(brush, face, 6, -70, 0.52)
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


def _sides(brush: Brush, face: Face, low: float, level: float) -> None:
    """Short hair combed down and back above the ears."""
    r, t = brush.r, face.temple
    for side in (-1, 1):
        for k in range(16):
            f = k / 15
            y = -118 + (low + 96) * f
            x = side * (t - 2 - 0.0022 * max(0.0, -40 - y) ** 2)
            root = (x - side * r.uniform(2, 14), y, 20 + r.uniform(-12, 18))
            tip = (x + side * 1.0, y + r.uniform(22, 34), root[2] - 12)
            mid = ((root[0] + tip[0]) / 2 + side * 1.0, (y + tip[1]) / 2, root[2] - 4)
            w = r.uniform(10, 15)
            lock(
                brush,
                guide(brush, [root, mid, tip], 10),
                (w * 0.6, w, w * 0.7, 0.5),
                level + r.uniform(-0.05, 0.07),
                0.35,
                4,
                0.10,
            )


def _quiff(brush: Brush, face: Face, part: float) -> None:
    """Rises from the hairline, rolls over and back."""
    r, t = brush.r, face.temple
    _cap(brush, face, 26, -66, 0.40)
    _sides(brush, face, -26, 0.38)
    lean = 1.0 if part < 0 else -1.0
    lines = []
    for k in range(19):
        u = -1 + 2 * (k + 0.5) / 19
        x = u * t * 0.80
        height = 34 * (1 - 0.55 * u * u) * (1 + 0.16 * u * lean)
        y0 = face.hairline + 4 + 22 * u * u
        root = (x, y0, 86 - 34 * u * u)
        points = [
            root, (x * 1.02 + lean * 3, y0 - 26 + 8 * u * u, 100 - 34 * u * u), (x * 1.0 + lean * 9, -150 - height * 0.72 + 26 * u * u, 78 - 34 * u * u),
            (x * 0.96 + lean * 15, -154 - height + 30 * u * u, 40 - 16 * u * u), (x * 0.9 + lean * 20, -150 - height * 0.7 + 34 * u * u, 2),
        ]  # fmt: skip
        lines.append((abs(u), guide(brush, points)))
    for far, line in sorted(lines, key=lambda item: -item[0]):
        w = r.uniform(13, 18)
        lock(
            brush,
            line,
            (w * 0.6, w, w * 1.05, w * 0.8, w * 0.5),
            0.50 - 0.08 * far + r.uniform(-0.06, 0.06),
            0.46,
            7,
        )
    flyaways(brush, [line for _, line in lines], 12)


def _side_part(brush: Brush, face: Face, part: float) -> None:
    """Combed from a parting: a high, full side and a flat one."""
    r, t = brush.r, face.temple
    _cap(brush, face, 15, -66, 0.40)
    _sides(brush, face, -18, 0.40)
    s = 1.0 if part < 0 else -1.0
    x0 = -s * t * 0.50
    lines = []
    for k in range(15):
        f = k / 14  # front to back
        root = on(face, x0 + s * 3 * f, face.hairline - 2 - 50 * f, 5)
        lift = 20 * (1 - 0.35 * f)
        points = [
            root, (x0 + s * 26, root[1] - lift - 6 * f, root[2] + 12 * (1 - f)), (x0 + s * t * 0.78, root[1] - lift * 0.9 + 3 - 4 * f, 90 - 64 * f),
            (s * t * 0.72, face.hairline + 16 - 38 * f, 66 - 46 * f), (s * (t + 2 + 4 * f), -52 - 22 * f, 34 - 34 * f),
        ]  # fmt: skip
        lines.append(guide(brush, points))
    for k in reversed(range(15)):
        w = r.uniform(11, 16)
        lock(
            brush,
            lines[k],
            (w * 0.5, w * 0.9, w * 1.1, w * 0.9, w * 0.4),
            0.50 - 0.006 * k + r.uniform(-0.05, 0.06),
            0.42,
            7,
        )
    for k in reversed(range(8)):
        f = k / 7
        root = on(face, x0 - s * 1, face.hairline + 2 - 46 * f, 3)
        points = [
            root,
            (x0 - s * t * 0.22, root[1] + 6, 60 - 40 * f),
            (-s * (t - 1 + 3 * f), -62 - 16 * f, 34 - 30 * f),
            (-s * (t + 3), -24 - 16 * f, 14 - 14 * f),
        ]
        w = r.uniform(9, 13)
        lock(brush, guide(brush, points), (w * 0.5, w, w, w * 0.3), 0.40 + r.uniform(-0.05, 0.05), 0.4, 5)
    flyaways(brush, lines, 12)


def _slick(brush: Brush, face: Face, part: float) -> None:
    """Combed straight back, close to the head."""
    r, t = brush.r, face.temple
    _cap(brush, face, 9, -60, 0.40)
    _sides(brush, face, -14, 0.38)
    line = hairline(face)
    lines = []
    for k in range(25):
        i = 8 + int(k / 24 * 44)
        x, y, z = line[i]
        u = x / t
        points = [
            (x, y + 2, z), (x * 1.03, y - 12 - 4 * (1 - u * u), z + 6), (x * 1.02 - 6 * u * abs(u), (y - 160) * 0.53 - 6, z * 0.72 + 6),
            (x * 0.84, -150 - 12 * (1 - u * u) + 52 * u * u * abs(u), 6),
        ]  # fmt: skip
        lines.append((abs(u), guide(brush, points)))
    baby(brush, line[9:52])
    for far, path in sorted(lines, key=lambda item: -item[0]):
        w = r.uniform(9, 14)
        lock(
            brush, path, (1.2, w * 0.8, w * 1.1, w), 0.46 - 0.06 * far + r.uniform(-0.07, 0.07), 0.5, 6, 0.06
        )


def _curtains(brush: Brush, face: Face, part: float) -> None:
    """Parted near the middle, falling to both sides of the forehead."""
    r, t = brush.r, face.temple
    _cap(brush, face, 16, -20, 0.40)
    _sides(brush, face, 8, 0.32)
    x0 = part * 0.35
    every: list[Floats] = []
    for s in (-1.0, 1.0):
        lines = []
        for k in range(12):
            f = k / 11
            root = on(face, x0 + s * 2, face.hairline - 4 - 48 * f, 6)
            points = [
                root, (x0 + s * 20, root[1] - 15 + 4 * f, root[2] + 8), (s * t * 0.62, face.hairline + 2 - 34 * f, 84 - 42 * f),
                (s * (t * 0.96 + 6 * f), -48 - 12 * f, 56 - 40 * f), (s * (t + 6 + 3 * f), 0 + 12 * f, 36 - 34 * f), (s * (t * 0.98 + 8 * f), 26 + 8 * f, 36 - 32 * f),
            ]  # fmt: skip
            lines.append(guide(brush, points))
        for k in reversed(range(12)):
            w = r.uniform(10, 15)
            path = lines[k][: len(lines[k]) - r.randrange(0, 5)]
            lock(
                brush,
                path,
                (w * 0.5, w * 0.95, w * 1.1, w * 0.9, 0.6),
                0.50 - 0.008 * k + r.uniform(-0.06, 0.06),
                0.36,
                6,
            )
        every += lines
    flyaways(brush, every, 14)


def _pixie(brush: Brush, face: Face, part: float) -> None:
    """A soft crop with a swept fringe and pointed sides."""
    r, t = brush.r, face.temple
    _cap(brush, face, 17, -10, 0.42)
    s = 1.0 if part < 0 else -1.0
    for side in (-1, 1):
        for k in range(10):
            f = k / 9
            root = (side * (t * 0.72 + 8 * f), -118 + 40 * f, 40 - 34 * f)
            points = [
                root,
                (side * (t + 8 + 2 * f), -70 + 34 * f, 28 - 26 * f),
                (side * (face.cheek + 4), -8 + 30 * f, 22 - 20 * f),
                (side * (face.cheek - 5), 24 + 24 * f, 22 - 22 * f),
            ]
            w = r.uniform(9, 13)
            lock(
                brush,
                guide(brush, points),
                (w * 0.7, w, w * 0.8, 0.5),
                0.38 + r.uniform(-0.07, 0.08),
                0.35,
                5,
            )
    for k in range(12):
        f = k / 11
        root = (s * (10 - 24 * f), -162 + 6 * f, 10 + 6 * f)
        points = [
            root,
            (-s * t * (0.40 + 0.1 * f), -158 + 8 * f, 40 + 10 * f),
            (-s * t * 0.84, -118 + 14 * f, 40 + 14 * f),
            (-s * (t + 6), -64 + 16 * f, 26 + 12 * f),
        ]
        w = r.uniform(13, 18)
        lock(
            brush,
            guide(brush, points),
            (w * 0.7, w, w, 0.6),
            0.42 + 0.01 * k + r.uniform(-0.06, 0.06),
            0.4,
            6,
            0.10,
        )
    for k in range(10):
        f = k / 9
        root = (-s * (20 - 20 * f), -160, -4 + 14 * f)
        points = [
            root,
            (s * t * 0.40, -166 + 8 * f, 20 + 24 * f),
            (s * t * 0.86, -126 + 14 * f, 24 + 24 * f),
            (s * (t + 6), -70 + 16 * f, 14 + 16 * f),
        ]
        w = r.uniform(13, 18)
        lock(
            brush,
            guide(brush, points),
            (w * 0.7, w, w, 0.6),
            0.44 + 0.01 * k + r.uniform(-0.06, 0.06),
            0.4,
            6,
            0.10,
        )
    x0 = -s * t * 0.42
    lines = []
    for k in range(14):
        f = k / 13
        root = on(face, x0 + s * 8 * f, -124 - 22 * f, 8)
        points = [
            root, (x0 + s * 26, root[1] - 16 + 3 * f, root[2] + 12), (x0 + s * t * 0.85, -112 - 34 * f, 92 - 50 * f),
            (s * t * 0.78, -62 - 44 * f, 78 - 52 * f), (s * (t + 1 + 5 * f), -26 - 34 * f, 52 - 46 * f),
        ]  # fmt: skip
        lines.append(guide(brush, points))
    for k in reversed(range(14)):
        w = r.uniform(11, 16)
        lock(
            brush,
            lines[k][: 26 - r.randrange(0, 4)],
            (w * 0.5, w, w * 1.1, w * 0.8, 0.5),
            0.52 - 0.008 * k + r.uniform(-0.05, 0.06),
            0.40,
            6,
        )
    section(brush, lines[0], lines[3], 5, 10, Wave(), 0.54, 0.4, 0.15, 5, bare=True)
    flyaways(brush, lines, 14)
