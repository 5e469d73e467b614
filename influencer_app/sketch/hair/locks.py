"""Building blocks of hair: a lock is a ribbon along a guide, a section many locks between two guides."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from influencer_app.sketch import palette
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix
from influencer_app.sketch.curves import Floats, Points, normals, poly, smooth, spline

Project = Callable[[Points], Floats]
SAMPLES = 26


@dataclass(frozen=True)
class Wave:
    """Sideways wave: ``size`` head units, ``turns`` cycles, starting at ``start`` (0 to 1) of the length."""

    size: float = 0.0
    turns: float = 3.0
    start: float = 0.3
    phase: float = 0.0


@dataclass(frozen=True)
class Brush:
    """The canvas, colours and light side (+1 right) for drawing hair."""

    canvas: Canvas
    tones: palette.Hair
    project: Project
    light: float
    r: random.Random

    def tone(self, level: float) -> Colour:
        """The colour for ``level``: 0 is the deepest shade, 1 the brightest strand."""
        t = self.tones
        steps = (t.deeper, t.deep, t.base, t.light, t.lightest)
        at = max(0.0, min(3.999, level * 4))
        return mix(steps[int(at)], steps[int(at) + 1], at - int(at))


def swing(line: Floats, wave: Wave) -> Floats:
    """The line (n × 2) displaced along its normal, growing from the start of the wave."""
    if not wave.size:
        return line
    t = np.linspace(0, 1, len(line))
    grow = np.clip((t - wave.start) / 0.28, 0, 1)
    shift = wave.size * grow * np.sin(2 * np.pi * (wave.turns * t + wave.phase))
    return np.asarray(line + normals(line) * shift[:, None])


def guide(brush: Brush, points: Points, samples: int = SAMPLES) -> Floats:
    """Head points (n × 3) as a projected, sampled line (n × 2)."""
    return brush.project(spline(points, samples))[:, :2]


def band(line: Floats, widths: Sequence[float]) -> Floats:
    """The outline of a ribbon of full ``widths`` along a sampled line."""
    w = np.interp(np.linspace(0, 1, len(line)), np.linspace(0, 1, len(widths)), widths)[:, None] / 2
    side = normals(line) * w
    return np.concatenate([line + side, (line - side)[::-1]])


def lock(
    brush: Brush,
    line: Floats,
    widths: Sequence[float],
    level: float,
    shine: float = 0.3,
    strands: int = 5,
    root: float = 0.22,
) -> None:
    """Draw one ribbon: a shadow beneath, a gradient along its length, and strands in its own frame."""
    canvas, r = brush.canvas, brush.r
    outline = band(line, widths)
    d = smooth(outline[::2], closed=True)
    fat = [w * 1.18 + 1.2 for w in widths]
    canvas.path(
        smooth(band(line + np.array([-0.9 * brush.light, 1.4]), fat)[::2], closed=True),
        brush.tone(level - 0.34),
        0.42,
    )
    gleam = 0.24 + 0.16 * r.random()
    at = min(0.9, max(0.08, shine + r.uniform(-0.05, 0.05)))
    stops = [
        (0.0, brush.tone(level - root), 1.0),
        (max(0.02, at - 0.16), brush.tone(level - 0.02), 1.0),
        (at, brush.tone(level + gleam), 1.0),
        (min(0.97, at + 0.18), brush.tone(level), 1.0),
        (1.0, brush.tone(level - 0.10), 1.0),
    ]
    canvas.path(d, canvas.linear(line[0], line[-1], stops))
    _strands(brush, line, widths, level, strands, at)


def _strands(
    brush: Brush, line: Floats, widths: Sequence[float], level: float, count: int, at: float
) -> None:
    r = brush.r
    width = np.interp(np.linspace(0, 1, len(line)), np.linspace(0, 1, len(widths)), widths)[:, None]
    across = normals(line)
    for _ in range(count):
        offset = r.uniform(-0.46, 0.46)
        first, last = r.uniform(0, 0.35), r.uniform(0.6, 1.0)
        a, b = int(first * (len(line) - 1)), max(3, int(last * (len(line) - 1)))
        if b - a < 4:
            continue
        path = (line + across * width * offset)[a : b + 1 : 2]
        up = r.choice((-0.30, -0.2, -0.13, 0.12, 0.2))
        lit = up > 0
        if lit:
            middle = int(at * (len(line) - 1))
            path = (line + across * width * offset)[max(0, middle - 6) : middle + 7 : 2]
            if len(path) < 3:
                continue
        brush.canvas.path(
            smooth(path), None, stroke=brush.tone(level + up),
            width=r.uniform(0.6, 1.3) if lit else r.uniform(0.7, 1.6),
            stroke_opacity=r.uniform(0.25, 0.55),
        )  # fmt: skip


def section(
    brush: Brush,
    front: Floats,
    back: Floats,
    locks: int,
    width: float,
    wave: Wave | None = None,
    level: float = 0.48,
    shine: float = 0.3,
    ends: float = 0.06,
    strands: int = 5,
    bare: bool = False,
) -> None:
    """Draw the area between two guides (equal samples): filled, then covered with locks back to front."""
    wave = wave or Wave()
    r = brush.r
    if not bare:
        rim_a, rim_b = swing(front, wave), swing(back, wave)
        mass = poly(_ragged(rim_a, rim_b, ends, r))
        stops = [
            (0.0, brush.tone(level - 0.30), 1.0),
            (0.35, brush.tone(level - 0.12), 1.0),
            (1.0, brush.tone(level - 0.2), 1.0),
        ]
        brush.canvas.path(mass, brush.canvas.linear(front[0], front[-1], stops))
    order = list(np.linspace(0.97, 0.03, locks))
    middle = order[::2] + order[1::2]
    for q in middle:
        share = min(0.99, max(0.01, q + r.uniform(-0.5, 0.5) / locks))
        line = front * (1 - share) + back * share
        cut = len(line) - r.randrange(0, max(1, int(len(line) * ends * 1.6) + 1))
        line = swing(
            line,
            Wave(
                wave.size * r.uniform(0.85, 1.2), wave.turns, wave.start, wave.phase + r.uniform(-0.05, 0.05)
            ),
        )
        line = line[:cut]
        w = width * r.uniform(0.7, 1.25)
        depth = level - 0.10 * share + r.uniform(-0.07, 0.07)
        lock(brush, line, (w * 0.5, w * 0.95, w, w * 0.9, w * 0.7, w * 0.42, 0.6), depth, shine, strands)


def _ragged(one: Floats, other: Floats, ends: float, r: random.Random) -> Floats:
    """The band between two lines, with a ragged lower end."""
    last = len(one) - 1
    low = max(3, int(last * (1 - 2.2 * ends)))
    teeth = []
    for k in range(1, 10):
        share = k / 10
        at = min(
            last, int(last * (1 - ends * (0.3 + 1.6 * r.random()) - 0.25 * ends * abs(2 * share - 1) ** 2))
        )
        teeth.append(one[at] * (1 - share) + other[at] * share)
    return np.concatenate([one[:low], np.asarray(teeth), other[:low][::-1]])


def baby(brush: Brush, line: Floats) -> None:
    """Draw fine short hairs along a hairline (n × 3) to soften it."""
    r = brush.r
    parts = []
    for _ in range(120):
        x, y, z = line[r.randrange(len(line))]
        x, y = x + r.uniform(-3, 3), y + r.uniform(-1, 5)
        long = r.uniform(5, 11)
        a, b = brush.project([(x, y, z + 3), (x * 1.02 + r.uniform(-2, 2), y - long, z + 2)])[:, :2]
        parts.append(f"M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}")
    brush.canvas.path("".join(parts), None, stroke=brush.tone(0.34), width=0.8, stroke_opacity=0.6)


def flyaways(brush: Brush, lines: Sequence[Floats], count: int) -> None:
    """Draw single hairs that stray from the outline."""
    r = brush.r
    for _ in range(count):
        line = lines[r.randrange(len(lines))]
        a = r.randrange(0, max(1, len(line) - 8))
        part = line[a : a + r.randrange(5, 12)].copy()
        if len(part) < 4:
            continue
        lift = np.linspace(0, r.uniform(2, 8), len(part))[:, None]
        part = part + normals(part) * lift * r.choice((-1.0, 1.0))
        brush.canvas.path(
            smooth(part[::2]), None, stroke=brush.tone(0.55), width=r.uniform(0.4, 0.75), stroke_opacity=0.55
        )
