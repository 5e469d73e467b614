"""Draws tops: necklines, trunk, sleeves and straps."""

import numpy as np

from influencer_app.sketch.body import FLOOR, Body
from influencer_app.sketch.colour import Colour, mix
from influencer_app.sketch.curves import Floats, mirrored, poly, ribbon, smooth, spline
from influencer_app.sketch.palette import cloth, ink
from influencer_app.sketch.wardrobe.tailor import Garment, Tailor, knit, pattern, wrinkles

BODICES = frozenset({"strap", "racer", "halter", "bare"})
"""Necklines of tops without shoulders."""


def neck_edge(body: Body, kind: str) -> list[tuple[float, float]]:
    """Right half of a neckline, from the shoulder to the middle."""
    n, s, k = body.face.neck, body.shoulder, body.face.slope
    edges = {
        "crew": [(n * 1.30, 210 + k * 0.4), (n * 1.05, 233), (n * 0.55, 251), (0.0, 257.0)],
        "vee": [(n * 1.40, 214 + k * 0.4), (n * 0.95, 252), (n * 0.45, 296), (0.0, 336.0)],
        "scoop": [(s * 0.46, 222 + k * 0.8), (s * 0.40, 270), (s * 0.24, 312), (0.0, 324.0)],
        "collar": [(n * 1.22, 206 + k * 0.4), (n * 0.80, 236), (n * 0.30, 276), (0.0, 300.0)],
        "turtle": [(n * 1.30, 210 + k * 0.4), (n * 0.9, 226), (n * 0.5, 236), (0.0, 240.0)],
    }
    return edges[kind]


def shell(body: Body, kind: str, grow: float) -> Floats:
    """The trunk of a top with shoulders: neckline, shoulder, side, hem; closed, in the picture's frame."""
    k = body.face.slope
    neck = spline(neck_edge(body, kind)[::-1], 24)
    s = body.shoulder
    right = [
        *neck,
        *[(x, y - grow * 0.8) for x, y in body.ridge()[5:7] if x > neck[-1][0] + 12],
        (s * 0.99 + grow * 0.3, 312 + k),
        *[(x + grow, y) for x, y in body.flank()],
    ]
    points = np.concatenate([neck, spline([neck[-1], *right[len(neck) :]], 70)[1:]])
    return body.map(mirrored([*points, (0.0, FLOOR)]))


def bodice(body: Body, kind: str, grow: float) -> tuple[Floats, list[Floats]]:
    """A top without shoulders (strap, racer or halter): the trunk, and thin straps where it has them."""
    s, k, n = body.shoulder, body.face.slope, body.face.neck
    tops: dict[str, list[list[tuple[float, float]]]] = {
        "strap": [[(0.0, 346.0), (s * 0.18, 334), (s * 0.40, 312), (s * 0.60, 336), (s * 0.80, 384)]],
        "bare": [[(0.0, 362.0), (s * 0.14, 342), (s * 0.36, 326), (s * 0.58, 340), (s * 0.80, 380)]],
        "racer": [
            [(0.0, 300.0), (n * 0.50, 290), (n * 0.96, 254), (n * 1.24, 208 + k * 0.4)],
            [(s * 0.50, 228 + k * 0.8), (s * 0.53, 276), (s * 0.62, 338), (s * 0.82, 386)],
        ],
        "halter": [
            [(0.0, 322.0), (n * 0.36, 292), (n * 0.64, 244), (n * 0.80, 178)],
            [(n * 0.985, 172), (n * 1.14, 212), (s * 0.38, 268), (s * 0.55, 326), (s * 0.80, 384)],
        ],
    }
    edge = np.concatenate([spline(part, 24) for part in tops[kind]])
    side = spline([edge[-1], *[(x + grow * 0.5, y) for x, y in body.flank()[1:]]], 40)
    trunk = body.map(mirrored([*edge, *side[1:], (0.0, FLOOR)]))
    if kind != "strap":
        return trunk, []
    straps = []
    for m in (-1, 1):
        line = body.map(spline([(m * s * 0.41, 316), (m * s * 0.44, 280), (m * s * 0.46, 222 + k)], 12))
        t = np.linspace(5.5, 4.0, 12)[:, None]
        tangent = np.gradient(line, axis=0)
        across = np.stack([tangent[:, 1], -tangent[:, 0]], axis=1) / np.hypot(*tangent.T)[:, None]
        straps.append(np.concatenate([line + across * t, (line - across * t)[::-1]]))
    return trunk, straps


def top(tailor: Tailor, garment: Garment, colour: Colour) -> None:
    """Draw one top and record its folds."""
    canvas, body = tailor.canvas, tailor.body
    dark, base, light = cloth(colour)
    line = ink(colour)
    if garment.neckline in BODICES:
        trunk, straps = bodice(body, garment.neckline, garment.loose)
        for strap in straps:
            canvas.path(poly(strap), base, stroke=line, width=1.2, stroke_opacity=0.4)
    else:
        trunk = shell(body, garment.neckline, garment.loose)
        straps = []
    d = poly(trunk)
    canvas.path(d, base)
    pattern(tailor, garment.pattern, d, base)
    if garment.fabric == "knit":
        knit(tailor, d, base)
    if garment.sleeve != "none":
        for side in (-1, 1):
            sleeve(tailor, garment, side, colour)
    _edge(tailor, garment, colour)
    wrinkles(tailor, garment)
    _ = (dark, light)


def _edge(tailor: Tailor, garment: Garment, colour: Colour) -> None:
    body, canvas = tailor.body, tailor.canvas
    dark, base, light = cloth(colour)
    line = ink(colour)
    if garment.neckline in BODICES:
        return
    half = np.asarray(spline(neck_edge(body, garment.neckline), 20))
    full = np.concatenate([half * [-1, 1], half[::-1][1:]])
    if garment.neckline == "turtle":
        n = body.face.neck
        tube = mirrored(
            [
                (0.0, 172.0),
                (n * 0.62, 168),
                (n * 1.04, 158),
                (n * 1.12, 196),
                (n * 1.36, 222),
                (n * 0.7, 246),
                (0.0, 252.0),
            ]
        )
        d = smooth(body.map(tube), closed=True)
        canvas.path(d, base, stroke=line, width=1.2, stroke_opacity=0.35)
        for k in range(-8, 9):
            u = k / 8.5
            rib = [(u * n * 1.02, 170 - 10 * u * u), (u * n * 1.10, 200), (u * n * 1.24, 246 - 22 * u * u)]
            canvas.path(smooth(body.map(rib)), None, stroke=dark, width=2.2, stroke_opacity=0.5)
        roll = [(-n * 1.10, 186), (-n * 0.6, 200), (0, 204), (n * 0.6, 200), (n * 1.10, 186)]
        canvas.path(ribbon(body.map(roll), (1, 4, 4, 4, 1), 20), dark, 0.4)
        return
    if garment.neckline != "collar":
        band = full + np.array([0.0, 5.0])
        canvas.path(smooth(body.map(band)[::2]), None, stroke=mix(base, dark, 0.35), width=9)
        canvas.path(
            smooth(body.map(full + np.array([0.0, 10.5]))[::2]),
            None,
            stroke=line,
            width=1.1,
            stroke_opacity=0.55,
        )
    canvas.path(smooth(body.map(full)[::2]), None, stroke=light, width=1.3, stroke_opacity=0.8)


def _below(line: Floats, end: float) -> Floats:
    return line[: int((line[:, 1] <= end).sum()) + 1]


def sleeve(tailor: Tailor, garment: Garment, side: int, colour: Colour) -> None:
    """Draw one sleeve over the arm."""
    body, canvas = tailor.body, tailor.canvas
    dark, base, _ = cloth(colour)
    end = 452.0 if garment.sleeve == "short" else FLOOR
    grow = garment.loose * (1.5 if garment.sleeve == "short" else 1.1) + 3
    shape = body.arm(side, grow, end)
    d = smooth(shape[::2], closed=True)
    canvas.path(d, base)
    pattern(tailor, garment.pattern, d, base)
    if garment.fabric == "knit":
        knit(tailor, d, base)
    s, k = body.shoulder, body.face.slope
    edge = body.inner_arm(grow)
    edge = edge[(edge[:, 1] > 348) & (edge[:, 1] < 760)] * [side, 1.0]
    shade = edge - [side * 5.0, 0.0]
    canvas.path(ribbon(body.map(shade), (1, 12, 14, 16, 16), 24), ink(colour), 0.34, blur=4)
    canvas.path(ribbon(body.map(edge), (0.3, 2.6, 2.4, 2.0, 2.0), 24), ink(colour), 0.5)
    seam = [
        (side * s * 0.815, 250 + k),
        (side * s * 0.822, 276 + k),
        (side * s * 0.81, 306),
        (side * s * 0.79, 330),
    ]
    tailor.stitch(seam, ink(colour), 1.1, 0.20)
    if garment.sleeve == "short":
        at = len(shape) - len(_below(body.inner_arm(grow), end))
        a, b = shape[at - 1], shape[at]
        low = [(a[0], a[1] - 1), ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 5), (b[0], b[1] - 1)]
        canvas.path(smooth(low, closed=True), base, stroke=base, width=4)
        canvas.path(smooth([(x, y - 10) for x, y in low]), None, stroke=dark, width=1.2, stroke_opacity=0.7)
        canvas.path(ribbon([(x, y + 4) for x, y in low], (1, 5, 1), 16), (30, 16, 20), 0.4)
