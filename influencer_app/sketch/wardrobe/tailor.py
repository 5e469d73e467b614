"""Describes garments and draws folds, seams and patterns."""

import random
from dataclasses import dataclass, field

import numpy as np

from influencer_app.sketch.body import Body
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, scale
from influencer_app.sketch.curves import Floats, Points, ribbon, smooth, spline
from influencer_app.sketch.palette import cloth


@dataclass(frozen=True)
class Garment:
    """A garment: neckline, sleeves, fabric, pattern and outer layer."""

    name: str
    neckline: str = "crew"  # crew, vee, scoop, strap, racer, turtle, collar, halter, bare
    sleeve: str = "short"  # none, short, long
    fabric: str = "plain"  # plain, rib, knit, satin, denim, leather
    pattern: str = ""  # "", stripes, flowers, dots, palms, check, quilt
    outer: str = ""  # "", blazer, denim, leather, hood, cardigan, coat, shirt, bib
    loose: float = 6.0


@dataclass
class Fold:
    """A crease: a line with a width (head units) and a depth (positive rises)."""

    line: Floats
    width: float
    depth: float


@dataclass
class Tailor:
    """Draws one outfit and collects its folds."""

    canvas: Canvas
    body: Body
    r: random.Random
    folds: list[Fold] = field(default_factory=list)

    def fold(self, points: Points, width: float, depth: float) -> None:
        """Add a crease along body points."""
        self.folds.append(Fold(spline(self.body.map(points), 16), width, depth))

    def stitch(self, points: Points, colour: Colour, width: float = 1.4, opacity: float = 0.6) -> None:
        """Draw a seam along body points."""
        line = self.body.map(spline(points, 24))
        self.canvas.path(smooth(line), None, stroke=colour, width=width, stroke_opacity=opacity)


def wrinkles(tailor: Tailor, garment: Garment) -> None:
    """Add creases from the armpits, drapes under the bust and rings on the sleeves."""
    body, r = tailor.body, tailor.r
    s = body.shoulder
    stiff = {"denim": 0.7, "leather": 0.8, "knit": 0.5}.get(garment.fabric, 1.0)
    for side in (-1, 1):
        for turn in (-38, -8, 20, 48):
            a = np.deg2rad(turn + r.uniform(-9, 9))
            long = s * r.uniform(0.28, 0.48)
            x0, y0 = s * 0.79, 372 + turn * 0.35
            mid = (side * (x0 - long * 0.5 * np.cos(a)), y0 + long * 0.5 * np.sin(a) + r.uniform(-5, 5))
            end = (side * (x0 - long * np.cos(a)), y0 + long * np.sin(a) + r.uniform(4, 14))
            line = np.array([(side * x0, y0), mid, end])
            tailor.fold(line, r.uniform(9, 14), -r.uniform(3.0, 5.0) * stiff)
            tailor.fold(line + np.array([0, 13]), r.uniform(9, 13), r.uniform(2.0, 3.5) * stiff)
        for k in range(2):
            x = side * s * (0.60 - 0.26 * k + r.uniform(-0.05, 0.05))
            line = np.array([(x, 500 + 20 * k), (x * 0.96 - side * 8, 580), (x * 0.84, 720)])
            tailor.fold(line, r.uniform(16, 24), -r.uniform(1.5, 2.6) * stiff)
        if garment.sleeve != "none":
            for k in range(5):
                y = 336 + 52 * k + r.uniform(-12, 12)
                lean = r.uniform(8, 26)
                line = np.array(
                    [(side * s * 1.06, y), (side * s * 0.95, y + lean), (side * s * 0.83, y + lean * 0.6)]
                )
                tailor.fold(line, r.uniform(7, 11), -r.uniform(2.5, 4.5) * stiff)
                tailor.fold(line + np.array([0, 11]), r.uniform(6, 9), r.uniform(1.5, 3) * stiff)
    if body.face.bust > 0.3:
        tailor.fold([(-s * 0.22, 446), (0, 454), (s * 0.22, 446)], 14, -2.4 * body.face.bust)


def knit(tailor: Tailor, d: str, base: Colour) -> None:
    """Draw rows of small V stitches inside the outline ``d``."""
    dark, _, light = cloth(base)
    s = tailor.body.shoulder * 1.2
    columns = np.arange(-s, s, 11.0)
    rows = np.arange(190.0, 660.0, 9.0)
    x, y = (part.ravel() for part in np.meshgrid(columns, rows))
    drop = 10 * np.sin(np.abs(x) / s * 2.2)
    at = tailor.body.map(np.stack([x, y + drop], axis=1))
    stitches = "".join(f"M{px - 4.4:.1f} {py:.1f}l4.4 5.4l4.4 -5.4" for px, py in at)
    tailor.canvas.begin(tailor.canvas.clip(d))
    tailor.canvas.path(stitches, None, stroke=dark, width=1.7, stroke_opacity=0.42)
    tailor.canvas.begin(transform="translate(0 -2.2)")
    tailor.canvas.path(stitches, None, stroke=light, width=1.0, stroke_opacity=0.35)
    tailor.canvas.end()
    tailor.canvas.end()


def pattern(tailor: Tailor, kind: str, d: str, base: Colour) -> None:
    """Draw a pattern inside the outline ``d``; nothing for an empty kind."""
    if not kind:
        return
    canvas, body = tailor.canvas, tailor.body
    dark, _, _ = cloth(base)
    pale = mix(base, (255, 248, 236), 0.75)
    s = body.shoulder * 1.2
    canvas.begin(canvas.clip(d))
    if kind == "stripes":
        for k in range(18):
            y = 224.0 + 27 * k
            line = body.map([(-s, y + 16), (-s * 0.5, y + 4), (0, y + 8), (s * 0.5, y + 4), (s, y + 16)])
            canvas.path(smooth(line), None, stroke=pale, width=9)
    if kind == "quilt":
        for k in range(11):
            y = 236.0 + 46 * k
            line = body.map([(-s, y + 20), (-s * 0.5, y + 5), (0, y + 8), (s * 0.5, y + 5), (s, y + 20)])
            canvas.path(smooth(line), None, stroke=dark, width=12, stroke_opacity=0.35)
            canvas.path(smooth(line), None, stroke=scale(dark, 0.6), width=2.2, stroke_opacity=0.8)
            canvas.path(smooth(line + np.array([0.0, 13.0])), None, stroke=pale, width=9, stroke_opacity=0.22)
            tailor.folds.append(Fold(line, 15, -6))
            tailor.folds.append(Fold(line + np.array([0.0, 22.0]), 22, 5))
    if kind == "check":
        for k in range(14):
            y = 224.0 + 38 * k
            canvas.path(
                smooth(body.map([(-s, y + 14), (0, y + 6), (s, y + 14)])),
                None,
                stroke=dark,
                width=14,
                stroke_opacity=0.55,
            )
            x = (k - 6.5) * 38
            canvas.path(
                smooth(body.map([(x, 200), (x * 1.02, 400), (x, 900)])),
                None,
                stroke=dark,
                width=14,
                stroke_opacity=0.45,
            )
    if kind in {"dots", "flowers", "palms"}:
        r = tailor.r
        for row in range(16):
            for column in range(-8, 9):
                x, y = column * 40 + (row % 2) * 20 + r.uniform(-5, 5), 220 + row * 34 + r.uniform(-5, 5)
                (at,) = body.map([(x, y)])
                _motif(canvas, kind, at[0], at[1], r, base, pale)
    canvas.end()


def _motif(
    canvas: Canvas, kind: str, x: float, y: float, r: random.Random, base: Colour, pale: Colour
) -> None:
    if kind == "dots":
        canvas.ellipse(x, y, 4.2, 4.2, pale, 0.9)
        return
    turn = r.uniform(0, 360)
    if kind == "flowers":
        for k in range(5):
            a = np.deg2rad(turn + 72 * k)
            canvas.ellipse(x + 6 * np.cos(a), y + 6 * np.sin(a), 5.0, 3.2, pale, 0.9, turn + 72 * k)
        canvas.ellipse(x, y, 3, 3, (232, 176, 74), 1)
        return
    for k in range(5):
        a = np.deg2rad(turn - 60 + 30 * k)
        tip = (x + 19 * np.cos(a), y + 19 * np.sin(a))
        mid = (x + 10 * np.cos(a + 0.25), y + 10 * np.sin(a + 0.25))
        canvas.path(ribbon([(x, y), mid, tip], (1, 5.5, 0.4), 7), mix(pale, base, 0.25), 0.85)
