"""Draws tie, scarf, zip, and the crossed front of a wrap dress."""

import numpy as np

from influencer_app.sketch.colour import Colour, mix, scale
from influencer_app.sketch.curves import Points, poly, ribbon, smooth, spline
from influencer_app.sketch.palette import cloth, ink
from influencer_app.sketch.wardrobe.tailor import Tailor


def tie(tailor: Tailor, colour: Colour) -> None:
    """Draw a tie with slanting stripes: knot under the collar, blade below."""
    canvas, body, r = tailor.canvas, tailor.body, tailor.r
    dark, base, light = cloth(colour)
    knot = body.map([(-15, 272), (15, 272), (9, 303), (-9, 303)])
    blade = body.map([(-9, 301), (9, 301), (17, 380), (25, 620), (0, 660), (-25, 620), (-17, 380)])
    canvas.begin(transform="translate(3 5)")
    canvas.path(poly(blade), (16, 10, 20), 0.25, blur=4)
    canvas.end()
    d = poly(blade)
    canvas.path(d, base, stroke=ink(colour), width=1.1, stroke_opacity=0.5)
    if r.random() < 0.6:
        canvas.begin(canvas.clip(d))
        for k in range(14):
            y = 296 + 27 * k
            stripe = body.map([(-32, y + 26), (32, y)])
            canvas.path(smooth(stripe), None, stroke=light, width=6, stroke_opacity=0.55)
        canvas.end()
    canvas.path(poly(knot), mix(base, light, 0.5), stroke=ink(colour), width=1.1, stroke_opacity=0.6)
    dent = body.map([(0, 304), (1, 330), (0, 372)])
    canvas.path(ribbon(dent, (0.5, 4, 0.5), 12), dark, 0.6)


def zipper(tailor: Tailor) -> None:
    """Draw a closed zip down the middle, with its slider under the chin."""
    canvas, body = tailor.canvas, tailor.body
    line = body.map([(0, 200), (0, 300), (0, 500), (0, 900)])
    canvas.path(smooth(line), None, stroke=(20, 18, 24), width=8, stroke_opacity=0.5)
    canvas.path(smooth(line), None, stroke=(186, 188, 196), width=2.6, stroke_opacity=0.9)
    (at,) = body.map([(0, 214)])
    canvas.ellipse(at[0], at[1] + 6, 4.2, 9, (150, 152, 160))
    canvas.ellipse(at[0] - 0.8, at[1] + 4, 2.0, 5, (226, 228, 234))


def crossed(tailor: Tailor, colour: Colour) -> None:
    """Draw one front crossed over the other, tied at the waist."""
    canvas, body = tailor.canvas, tailor.body
    n, s, k = body.face.neck, body.shoulder, body.face.slope
    dark, _, light = cloth(colour)
    over: Points = [
        (-n * 1.40, 214 + k * 0.4), (-n * 0.45, 296), (0, 336), (s * 0.26, 430), (s * 0.52, 560),
    ]  # fmt: skip
    line = body.map(spline(over, 30))
    canvas.path(ribbon(line + np.array([3.0, 6.0]), (2, 12, 14, 10), 24), (20, 12, 22), 0.28, blur=3)
    canvas.path(smooth(line[::2]), None, stroke=mix(colour, dark, 0.5), width=8)
    canvas.path(smooth(line[::2] + np.array([-1.5, -3.0])), None, stroke=light, width=1.4, stroke_opacity=0.7)
    sash = body.map([(-s * 0.9, 560), (-s * 0.4, 572), (0, 575), (s * 0.4, 572), (s * 0.9, 560)])
    canvas.path(smooth(sash), None, stroke=mix(colour, dark, 0.6), width=30)


def scarf(tailor: Tailor, colour: Colour) -> None:
    """Draw a thick knitted scarf once round the neck, one end hanging down."""
    canvas, body, r = tailor.canvas, tailor.body, tailor.r
    n = body.face.neck
    dark, base, light = cloth(mix(colour, (200, 90, 70), 0.25))
    line = ink(base)
    side = r.choice((-1, 1))
    tail = spline([(side * n * 0.5, 226), (side * n * 0.72, 300), (side * n * 0.60, 396)], 20)
    end = body.map(tail)
    canvas.path(ribbon(end + np.array([3.0, 5.0]), (40, 52, 56), 20), (14, 10, 18), 0.3, blur=5)
    canvas.path(ribbon(end, (38, 50, 54), 20), base, stroke=line, width=1.1, stroke_opacity=0.4)
    for k in range(9):
        x, y = end[-1] + np.array([(k - 4) * 6.2, 0.0])
        canvas.path(
            f"M{x:.1f} {y:.1f}q{r.uniform(-3, 3):.1f} 12 {r.uniform(-3, 3):.1f} 24",
            None,
            stroke=base,
            width=3.4,
        )
    for k in range(5):
        x, y = end[5 + 3 * k]
        canvas.path(f"M{x - 22:.1f} {y - 2:.1f}q22 9 44 0", None, stroke=light, width=5, stroke_opacity=0.5)
    for lift, wide, tone in ((0.0, 52.0, base), (-24.0, 38.0, mix(base, light, 0.45))):
        ring = body.map(
            [
                (-n * 1.18, 178 + lift), (-n * 0.92, 212 + lift), (-n * 0.3, 230 + lift),
                (n * 0.3, 230 + lift), (n * 0.92, 212 + lift), (n * 1.18, 178 + lift),
            ]
        )  # fmt: skip
        canvas.path(
            ribbon(ring + np.array([0.0, 6.0]), (wide * 0.5, wide, wide, wide, wide * 0.5), 30),
            (14, 10, 18), 0.30, blur=5,
        )  # fmt: skip
        canvas.path(
            ribbon(ring, (wide * 0.6, wide, wide, wide, wide * 0.6), 30), tone,
            stroke=line, width=1.1, stroke_opacity=0.4,
        )  # fmt: skip
        for k in range(-9, 10):
            x, y = ring[2] * (0.5 - k / 18) + ring[3] * (0.5 + k / 18)
            x += (k / 9) * n * 0.72
            y -= (k / 9) ** 2 * 40
            lean = k * 0.9
            canvas.path(
                f"M{x - lean:.1f} {y - wide * 0.42:.1f}"
                f"q{lean * 0.5:.1f} {wide * 0.4:.1f} {lean:.1f} {wide * 0.8:.1f}",
                None, stroke=scale(dark, 0.9), width=2.4, stroke_opacity=0.4,
            )  # fmt: skip
