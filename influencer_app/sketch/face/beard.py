"""Paints stubble, beards and moustaches hair by hair."""

import math

import numpy as np

from influencer_app.sketch import palette, relief
from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix
from influencer_app.sketch.curves import Floats, poly, smooth, spline
from influencer_app.sketch.relief import Expression
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.traits import Person


def draw(
    canvas: Canvas, person: Person, face: Face, expression: Expression, skin: palette.Skin, hair: palette.Hair
) -> None:
    """Draw the person's facial hair, if any."""
    kind = person.beard
    if kind == "none":
        return
    dense = {"stubble": 0.30, "short": 0.74, "full": 0.94, "moustache": 0.85, "goatee": 0.82}[kind]
    tone = mix(mix(hair.deep, hair.base, 0.4), skin.deep, 0.40 if kind == "stubble" else 0.06)
    if person.hair_color in {"pink", "blue", "purple", "teal", "platinum"}:
        tone = mix(skin.deep, (70, 48, 38), 0.55)
    regions = []
    if kind in {"stubble", "short", "full"}:
        regions.append(_jaw(face, expression, kind))
    if kind == "goatee":
        regions.append(_goatee(face, expression))
    regions.append(_moustache(face, expression))
    r = stream(person.key, "beard")
    for region in regions:
        d = smooth(region[::2], closed=True)
        canvas.path(d, tone, dense * 0.46, blur=6 if kind == "stubble" else 4)
        canvas.path(d, tone, dense * (0.40 if kind == "stubble" else 0.62), blur=3)
        _hairs(canvas, region, person, tone, hair, skin, kind, dense, r.random())


def _jaw(face: Face, expression: Expression, kind: str) -> Floats:
    edge = relief.outline(face, expression)
    outer = edge[edge[:, 1] > 34]
    outer = outer * [1.05, 1.0] + np.array([0.0, 3.0])
    smile = max(0.0, expression.smile)
    high = 0 if kind == "full" else 6
    w, y = face.mouth_w * (1 + 0.2 * smile), face.mouth_y
    inner = spline(
        [
            (face.cheek * 0.93, 30), (face.jaw * 0.90, 56 + high), (face.jaw * 0.74, 78 + high),
            (w + 15, y - 10 + high * 0.6),
            (w + 7, y - 4), (w + 5, y + 8), (w * 0.55, y + face.lip_lower + 7), (0, y + face.lip_lower + 9),
        ],
        40,
    )  # fmt: skip
    flip = np.array([-1.0, 1.0])
    return np.concatenate([outer[::6], (outer[::-1] * flip)[::6], (inner * flip)[::3], inner[::-3]])


def _goatee(face: Face, expression: Expression) -> Floats:
    w, y = face.mouth_w * 0.78, face.mouth_y + face.lip_lower
    c = face.chin_y
    half = [
        (0, y + 7), (w * 0.6, y + 6), (w + 6, y - 6), (w + 9, y + 8), (face.chin + 8, c - 18),
        (face.chin, c + 1), (0, c + 4),
    ]  # fmt: skip
    points = np.asarray(half, dtype=np.float64)
    return spline(np.concatenate([points, (points[::-1] * [-1, 1])[1:-1]]), 60, closed=True)


def _moustache(face: Face, expression: Expression) -> Floats:
    smile = max(0.0, expression.smile)
    w, y = face.mouth_w * (1 + 0.18 * smile), face.mouth_y - face.lip_upper
    lift = 6 * smile
    half = [
        (0, face.nose_y + 13.5), (w * 0.30, face.nose_y + 11), (w * 0.74, y - 3 - lift * 0.4),
        (w + 9, y + 10 - lift),
        (w + 6, y + 16 - lift), (w * 0.66, y + 5.5 - lift * 0.4), (0, y + 1.5),
    ]  # fmt: skip
    points = np.asarray(half, dtype=np.float64)
    return spline(np.concatenate([points, (points[::-1] * [-1, 1])[1:-1]]), 50, closed=True)


def _hairs(
    canvas: Canvas,
    region: Floats,
    person: Person,
    tone: Colour,
    hair: palette.Hair,
    skin: palette.Skin,
    kind: str,
    dense: float,
    salt: float,
) -> None:
    r = stream(person.key, "whiskers", salt)
    low, high = region.min(axis=0), region.max(axis=0)
    area = float((high - low).prod())
    count = int(area / (22 if kind == "stubble" else 8))
    canvas.begin(canvas.clip(poly(region)))
    tones = (tone, tone, hair.deep, mix(tone, hair.light, 0.45))
    strokes: list[list[str]] = [[] for _ in tones]
    for _ in range(count):
        x, y = r.uniform(low[0], high[0]), r.uniform(low[1], high[1])
        long = r.uniform(1.2, 2.4) if kind == "stubble" else r.uniform(3.5, 7.5)
        turn = math.atan2(70, x * 0.55) + r.uniform(-0.35, 0.35)
        dx, dy = math.cos(turn) * long, math.sin(turn) * long
        strokes[r.randrange(len(tones))].append(
            f"M{x:.1f} {y:.1f}q{dx * 0.5 + 0.6:.1f} {dy * 0.4:.1f} {dx:.1f} {dy:.1f}"
        )
    for colour, part in zip(tones, strokes, strict=True):
        if part:
            width = 0.8 if kind == "stubble" else 0.9
            canvas.path(
                "".join(part), None, stroke=colour, width=width, stroke_opacity=min(0.9, 0.30 + 0.45 * dense)
            )
    canvas.end()
