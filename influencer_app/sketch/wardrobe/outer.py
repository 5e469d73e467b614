"""Draws outer layers: blazer, coat, denim, leather, cardigan, open shirt, hood, and shirt fronts."""

import numpy as np

from influencer_app.sketch.body import FLOOR, Body
from influencer_app.sketch.colour import Colour, mix, scale
from influencer_app.sketch.curves import Floats, Points, ribbon, smooth, spline
from influencer_app.sketch.palette import cloth, ink
from influencer_app.sketch.wardrobe.cloth import sleeve
from influencer_app.sketch.wardrobe.tailor import Garment, Tailor, wrinkles

_OPEN = {"blazer": 0.10, "coat": 0.14, "denim": 0.26, "leather": 0.28, "cardigan": 0.20, "shirt": 0.30}


def _inner(body: Body, kind: str) -> Floats:
    """The right edge of the opening, from the neck down."""
    n, s, k = body.face.neck, body.shoulder, body.face.slope
    gap = _OPEN[kind]
    deep = {"blazer": 520.0, "coat": 480.0, "cardigan": 500.0}.get(kind, 420.0)
    return spline(
        [
            (n * 1.12, 196 + k * 0.3), (n * 1.20, 226 + k * 0.3), (s * (gap + 0.15), 300),
            (s * (gap + 0.06), (300 + deep) / 2), (s * gap, deep),
            (s * gap * 0.98, 700), (s * gap, FLOOR),
        ],
        40,
    )  # fmt: skip


def _panel(body: Body, kind: str, grow: float) -> Floats:
    k, s = body.face.slope, body.shoulder
    inner = _inner(body, kind)
    outer = spline(
        [
            tuple(inner[0]), (body.face.neck * 1.5, 211 + k * 0.5 - grow), (s * 0.56, 232 + k - grow),
            (s * 0.80, 256 + k - grow),
            (s * 0.97 + grow * 0.3, 292 + k), *[(x + grow, y) for x, y in body.flank()],
        ],
        60,
    )  # fmt: skip
    return np.concatenate([outer, inner[::-1]])


def outer(tailor: Tailor, garment: Garment, colour: Colour) -> None:
    """Draw two panels, sleeves and the kind's characteristic details."""
    kind, canvas, body = garment.outer, tailor.canvas, tailor.body
    dark, base, light = cloth(colour)
    line = ink(colour)
    grow = 15.0
    for side in (-1, 1):
        flip = np.array([side, 1.0])
        edge = body.map(_inner(body, kind) * flip)
        canvas.path(
            ribbon(edge + np.array([side * -5.0, 6.0]), (2, 16, 20, 20), 30), (20, 12, 22), 0.20, blur=4
        )
        canvas.path(smooth(body.map(_panel(body, kind, grow) * flip)[::2], closed=True), base)
        sleeve(tailor, Garment("", sleeve="long", loose=grow, fabric=garment.fabric), side, colour)
        canvas.path(smooth(edge), None, stroke=line, width=1.6, stroke_opacity=0.7)
        canvas.path(
            smooth(edge + np.array([side * 2.2, 0.0])), None, stroke=light, width=1.4, stroke_opacity=0.5
        )
        if kind in {"blazer", "coat", "leather"}:
            _lapel(tailor, kind, side, colour)
        elif kind in {"denim", "shirt"}:
            _blade(tailor, side, colour, kind)
        elif kind == "cardigan":
            band = body.map((_inner(body, kind) + np.array([7.0, 0.0])) * flip)
            canvas.path(smooth(band), None, stroke=mix(base, dark, 0.5), width=17)
            for k in range(26):
                (a, b) = body.map(
                    np.array(
                        [
                            _inner(body, kind)[k + 2] + np.array([0, 0]),
                            _inner(body, kind)[k + 2] + np.array([15, 3]),
                        ]
                    )
                    * flip
                )
                canvas.path(
                    f"M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}",
                    None,
                    stroke=dark,
                    width=1.6,
                    stroke_opacity=0.7,
                )
    _details(tailor, kind, colour)
    wrinkles(tailor, Garment("", sleeve="long", fabric=garment.fabric))


def _lapel(tailor: Tailor, kind: str, side: int, colour: Colour) -> None:
    canvas, body = tailor.canvas, tailor.body
    n, s, k = body.face.neck, body.shoulder, body.face.slope
    _, base, light = cloth(colour)
    inner = _inner(body, kind)
    end = {"blazer": 520.0, "coat": 480.0, "leather": 440.0}[kind]
    fold = inner[inner[:, 1] <= end]
    wide = {"blazer": 0.44, "coat": 0.52, "leather": 0.50}[kind]
    tip = (s * (wide + 0.08), 322 + k * 0.5)
    notch = (s * (wide - 0.02), 316 + k * 0.5)
    outline = [
        (n * 1.30, 202 + k * 0.3),
        (s * (wide - 0.03), 262 + k * 0.7),
        (s * wide + 3, 292 + k * 0.6),
        notch,
        tip,
        (s * (wide - 0.10), 400),
        tuple(fold[-1]),
    ]
    shape = np.concatenate([np.asarray(outline), fold[::-1][1:]]) * [side, 1.0]
    d = _corners(body.map(shape))
    canvas.begin(transform=f"translate({side * 3} 6)")
    canvas.path(d, (16, 10, 20), 0.30, blur=4)
    canvas.end()
    canvas.path(d, mix(base, light, 0.55), stroke=ink(colour), width=1.2, stroke_opacity=0.55)
    cut = body.map(
        np.array([notch, (s * (wide - 0.15), 296 + k * 0.5), (n * 1.28, 236 + k * 0.4)]) * [side, 1.0]
    )
    canvas.path(smooth(cut), None, stroke=ink(colour), width=1.5, stroke_opacity=0.65)
    canvas.path(
        ribbon(body.map((np.asarray(outline[3:]) + np.array([-5.0, 4.0])) * [side, 1.0]), (1, 1, 1), 16),
        light,
        0.5,
    )


def _corners(points: Floats) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _blade(tailor: Tailor, side: int, colour: Colour, kind: str) -> None:
    canvas, body = tailor.canvas, tailor.body
    n, s, k = body.face.neck, body.shoulder, body.face.slope
    _, base, light = cloth(colour)
    shape = np.array(
        [
            (n * 0.98, 186 + k * 0.2),
            (n * 1.34, 200 + k * 0.3),
            (s * 0.50, 262 + k * 0.6),
            (s * 0.44, 306 + k * 0.3),
            (n * 1.05, 262),
        ]
    ) * [side, 1.0]
    d = _corners(body.map(shape))
    canvas.begin(transform="translate(0 6)")
    canvas.path(d, (16, 10, 20), 0.28, blur=4)
    canvas.end()
    canvas.path(d, mix(base, light, 0.4), stroke=ink(colour), width=1.2, stroke_opacity=0.5)
    thread = (214, 168, 96) if kind == "denim" else light
    canvas.path(
        smooth(body.map(shape[2:4] * [0.97, 0.985])), None, stroke=thread, width=1.3, stroke_opacity=0.8
    )


def _details(tailor: Tailor, kind: str, colour: Colour) -> None:
    canvas, body = tailor.canvas, tailor.body
    s = body.shoulder
    line = ink(colour)
    if kind == "denim":
        thread = (214, 168, 96)
        for m in (-1, 1):
            tailor.stitch([(m * s * 0.30, 352), (m * s * 0.55, 346), (m * s * 0.80, 356)], thread, 1.3, 0.75)
            pocket = body.map(
                [
                    (m * s * 0.40, 366),
                    (m * s * 0.68, 366),
                    (m * s * 0.68, 396),
                    (m * s * 0.54, 412),
                    (m * s * 0.40, 396),
                ]
            )
            canvas.path(
                _corners(pocket),
                mix(colour, (255, 255, 255), 0.05),
                stroke=thread,
                width=1.2,
                stroke_opacity=0.7,
            )
            (at,) = body.map([(m * s * 0.54, 397)])
            canvas.ellipse(at[0], at[1], 3.6, 3.6, (190, 150, 96))
            for k in range(5):
                (at,) = body.map([(m * s * 0.29, 330 + 62 * k)])
                canvas.ellipse(at[0], at[1], 3.8, 3.8, (190, 150, 96) if m > 0 else scale(colour, 0.5))
    if kind == "leather":
        for m in (-1, 1):
            edge = body.map((_inner(body, kind)[12:] + np.array([4.0, 0.0])) * [m, 1.0])
            canvas.path(smooth(edge), None, stroke=(196, 198, 206), width=3.0, stroke_opacity=0.9)
            gleam = [(m * s * 0.66, 262), (m * s * 0.84, 276), (m * s * 0.96, 320)]
            canvas.path(ribbon(body.map(gleam), (1, 9, 1), 16), (255, 255, 255), 0.22, blur=3)
            arm = [(m * s * 1.01, 360), (m * s * 1.04, 430), (m * s * 1.05, 520)]
            canvas.path(ribbon(body.map(arm), (1, 8, 1), 16), (255, 255, 255), 0.16, blur=3)
    if kind in {"blazer", "coat"}:
        for m, k in ((1, 0), (-1, 0), (1, 1), (-1, 1)) if kind == "coat" else ((1, 0),):
            (at,) = body.map([(m * s * (0.12 if kind == "coat" else 0.06), 538 + 80 * k)])
            canvas.ellipse(at[0], at[1], 6, 6, line)
            canvas.ellipse(at[0] - 1, at[1] - 1.5, 4, 3.6, mix(line, (255, 255, 255), 0.3))
        if kind == "blazer":
            pocket = body.map([(s * 0.40, 420), (s * 0.62, 412)])
            canvas.path(smooth(pocket), None, stroke=line, width=5, stroke_opacity=0.6)


def hood(tailor: Tailor, colour: Colour) -> None:
    """Draw a hood lying round the neck, with cords."""
    canvas, body = tailor.canvas, tailor.body
    n, s, k = body.face.neck, body.shoulder, body.face.slope
    dark, base, light = cloth(colour)
    for m in (-1, 1):
        lobe: Points = [
            (m * n * 0.94, 158),
            (m * n * 1.42, 178),
            (m * s * 0.52, 222 + k * 0.6),
            (m * s * 0.40, 272),
            (m * s * 0.20, 306),
            (m * 4, 318),
            (m * 2, 286),
            (m * n * 0.52, 262),
            (m * n * 0.98, 222),
            (m * n * 1.04, 186),
        ]
        d = smooth(body.map(lobe), closed=True)
        canvas.begin(transform="translate(0 9)")
        canvas.path(d, (14, 10, 18), 0.34, blur=6)
        canvas.end()
        canvas.path(d, mix(base, light, 0.35), stroke=ink(colour), width=1.2, stroke_opacity=0.5)
        fold = [(m * n * 1.2, 192), (m * s * 0.36, 238), (m * s * 0.22, 288)]
        canvas.path(ribbon(body.map(fold), (1, 9, 1), 16), dark, 0.6, blur=2)
        tailor.fold(fold, 10, -4)
        x = m * n * 0.36
        cord = body.map([(x, 290), (x * 1.1, 350), (x * 1.0 + m * 3, 418)])
        canvas.path(
            smooth(cord + np.array([1.5, 2.5])), None, stroke=(10, 8, 12), width=4, stroke_opacity=0.25
        )
        canvas.path(smooth(cord), None, stroke=mix(light, (255, 255, 255), 0.55), width=3.6)


def shirt_front(tailor: Tailor, colour: Colour, buttons: int = 6) -> None:
    """Draw a shirt's collar, placket and buttons; with few buttons the placket ends below them."""
    canvas, body = tailor.canvas, tailor.body
    line = ink(colour)
    _, _, light = cloth(colour)
    for side in (-1, 1):
        _blade(tailor, side, colour, "shirt")
    end = 900 if buttons > 3 else 316 + 34 * buttons
    placket = body.map([(0, 300), (0, (300 + end) / 2), (0, end)])
    canvas.path(smooth(placket + np.array([-9.0, 0.0])), None, stroke=line, width=1.2, stroke_opacity=0.45)
    canvas.path(smooth(placket + np.array([9.0, 0.0])), None, stroke=line, width=1.2, stroke_opacity=0.45)
    for k in range(buttons):
        (at,) = body.map([(0, 330 + (62 if buttons > 3 else 32) * k)])
        canvas.ellipse(at[0], at[1] + 1, 4.2, 4.2, line, 0.5)
        canvas.ellipse(at[0], at[1], 3.8, 3.8, mix(light, (255, 255, 255), 0.6))


def bib(tailor: Tailor, colour: Colour) -> None:
    """Draw the front of dungarees: shoulder straps, a bib with a pocket, brass buttons."""
    canvas, body = tailor.canvas, tailor.body
    s, k = body.shoulder, body.face.slope
    _, base, light = cloth(colour)
    thread, brass = (214, 168, 96), (200, 160, 92)
    for m in (-1, 1):
        strap = body.map([(m * s * 0.36, 372), (m * s * 0.40, 300), (m * s * 0.44, 222 + k)])
        canvas.path(
            smooth(strap + np.array([0.0, 4.0])), None, stroke=(16, 10, 20), width=27, stroke_opacity=0.25
        )
        canvas.path(smooth(strap), None, stroke=base, width=25)
        for shift in (-9.5, 9.5):
            canvas.path(
                smooth(strap + np.array([shift, 0.0])), None, stroke=thread, width=1.1, stroke_opacity=0.7
            )
    edge = [
        (-s * 0.46, 356), (s * 0.46, 356), (s * 0.50, 440), (s * 0.66, 520), (s * 0.92, 560), (s * 0.95,
        FLOOR),
        (-s * 0.95, FLOOR), (-s * 0.92, 560), (-s * 0.66, 520), (-s * 0.50, 440),
    ]  # fmt: skip
    d = _corners(body.map(edge))
    canvas.begin(transform="translate(0 5)")
    canvas.path(d, (16, 10, 20), 0.26, blur=4)
    canvas.end()
    canvas.path(d, base, stroke=ink(colour), width=1.2, stroke_opacity=0.5)
    hem = body.map([(-s * 0.44, 368), (0, 370), (s * 0.44, 368)])
    canvas.path(smooth(hem), None, stroke=thread, width=1.3, stroke_opacity=0.8)
    pocket = [(-s * 0.20, 404), (s * 0.20, 404), (s * 0.20, 470), (0, 486), (-s * 0.20, 470)]
    canvas.path(
        _corners(body.map(pocket)), mix(base, light, 0.5), stroke=thread, width=1.3, stroke_opacity=0.8
    )
    for m in (-1, 1):
        (at,) = body.map([(m * s * 0.36, 376)])
        canvas.ellipse(at[0], at[1] + 1.2, 8, 8, scale(colour, 0.4), 0.6)
        canvas.ellipse(at[0], at[1], 7.2, 7.2, brass)
        canvas.ellipse(at[0] - 1.4, at[1] - 1.8, 3.2, 2.8, (246, 222, 168))
