"""Draws combed hair: quiff, side part, slicked back, curtains, pixie."""

from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.curves import Floats
from influencer_app.sketch.hair.locks import Brush, Wave, baby, flyaways, guide, lock, section
from influencer_app.sketch.hair.scalp import hairline, on
from influencer_app.sketch.hair.short import cap, sides


def quiff(brush: Brush, face: Face, part: float) -> None:
    """Rises from the hairline, rolls over and back."""
    r, t = brush.r, face.temple
    cap(brush, face, 26, -66, 0.40)
    sides(brush, face, -26, 0.38)
    lean = 1.0 if part < 0 else -1.0
    lines = []
    for k in range(19):
        u = -1 + 2 * (k + 0.5) / 19
        x = u * t * 0.80
        height = 34 * (1 - 0.55 * u * u) * (1 + 0.16 * u * lean)
        y0 = face.hairline + 4 + 22 * u * u
        root = (x, y0, 86 - 34 * u * u)
        points = [
            root, (x * 1.02 + lean * 3, y0 - 26 + 8 * u * u, 100 - 34 * u * u),
            (x * 1.0 + lean * 9, -150 - height * 0.72 + 26 * u * u, 78 - 34 * u * u),
            (x * 0.96 + lean * 15, -154 - height + 30 * u * u, 40 - 16 * u * u),
            (x * 0.9 + lean * 20, -150 - height * 0.7 + 34 * u * u, 2),
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


def side_part(brush: Brush, face: Face, part: float) -> None:
    """Combed from a parting: a high, full side and a flat one."""
    r, t = brush.r, face.temple
    cap(brush, face, 15, -66, 0.40)
    sides(brush, face, -18, 0.40)
    s = 1.0 if part < 0 else -1.0
    x0 = -s * t * 0.50
    lines = []
    for k in range(15):
        f = k / 14  # front to back
        root = on(face, x0 + s * 3 * f, face.hairline - 2 - 50 * f, 5)
        lift = 20 * (1 - 0.35 * f)
        points = [
            root, (x0 + s * 26, root[1] - lift - 6 * f, root[2] + 12 * (1 - f)),
            (x0 + s * t * 0.78, root[1] - lift * 0.9 + 3 - 4 * f, 90 - 64 * f),
            (s * t * 0.72, face.hairline + 16 - 38 * f, 66 - 46 * f),
            (s * (t + 2 + 4 * f), -52 - 22 * f, 34 - 34 * f),
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


def slick(brush: Brush, face: Face, part: float) -> None:
    """Combed straight back, close to the head."""
    r, t = brush.r, face.temple
    cap(brush, face, 9, -60, 0.40)
    sides(brush, face, -14, 0.38)
    line = hairline(face)
    lines = []
    for k in range(25):
        i = 8 + int(k / 24 * 44)
        x, y, z = line[i]
        u = x / t
        points = [
            (x, y + 2, z), (x * 1.03, y - 12 - 4 * (1 - u * u), z + 6),
            (x * 1.02 - 6 * u * abs(u), (y - 160) * 0.53 - 6, z * 0.72 + 6),
            (x * 0.84, -150 - 12 * (1 - u * u) + 52 * u * u * abs(u), 6),
        ]  # fmt: skip
        lines.append((abs(u), guide(brush, points)))
    baby(brush, line[9:52])
    for far, path in sorted(lines, key=lambda item: -item[0]):
        w = r.uniform(9, 14)
        lock(
            brush, path, (1.2, w * 0.8, w * 1.1, w), 0.46 - 0.06 * far + r.uniform(-0.07, 0.07), 0.5, 6, 0.06
        )


def curtains(brush: Brush, face: Face, part: float) -> None:
    """Parted near the middle, falling to both sides of the forehead."""
    r, t = brush.r, face.temple
    cap(brush, face, 16, -20, 0.40)
    sides(brush, face, 8, 0.32)
    x0 = part * 0.35
    every: list[Floats] = []
    for s in (-1.0, 1.0):
        lines = []
        for k in range(12):
            f = k / 11
            root = on(face, x0 + s * 2, face.hairline - 4 - 48 * f, 6)
            points = [
                root, (x0 + s * 20, root[1] - 15 + 4 * f, root[2] + 8),
                (s * t * 0.62, face.hairline + 2 - 34 * f, 84 - 42 * f),
                (s * (t * 0.96 + 6 * f), -48 - 12 * f, 56 - 40 * f),
                (s * (t + 6 + 3 * f), 0 + 12 * f, 36 - 34 * f),
                (s * (t * 0.98 + 8 * f), 26 + 8 * f, 36 - 32 * f),
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


def pixie(brush: Brush, face: Face, part: float) -> None:
    """A soft crop with a swept fringe and pointed sides."""
    r, t = brush.r, face.temple
    cap(brush, face, 17, -10, 0.42)
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
            root, (x0 + s * 26, root[1] - 16 + 3 * f, root[2] + 12),
            (x0 + s * t * 0.85, -112 - 34 * f, 92 - 50 * f),
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
