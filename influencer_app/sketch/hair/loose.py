"""Draws loose hair: long, wavy, curly, bob, fringe."""

from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.curves import Floats
from influencer_app.sketch.hair.locks import Brush, Wave, flyaways, guide, lock, section
from influencer_app.sketch.hair.scalp import on

_LENGTH = {"long": 330.0, "wavy": 300.0, "curly": 262.0, "bob": 128.0, "fringe": 305.0}
_WAVE = {
    "long": Wave(4.0, 1.6, 0.45),
    "wavy": Wave(11.0, 3.2, 0.30),
    "curly": Wave(10.0, 6.0, 0.22),
    "bob": Wave(1.5, 1.0, 0.5),
    "fringe": Wave(3.0, 1.5, 0.5),
}


def back(brush: Brush, face: Face, style: str) -> None:
    """Draw the hair behind neck and shoulders."""
    end = _LENGTH[style]
    wide = {"long": 128, "wavy": 144, "curly": 156, "bob": 118, "fringe": 124}[style]
    wave = _WAVE[style]
    left = _fall(brush, face, -1, wide, end)
    right = _fall(brush, face, 1, wide, end)
    ends = 0.04 if style == "bob" else 0.12
    section(brush, left, right, 15, 24, wave, level=0.30, shine=0.5, ends=ends, strands=3)


def _fall(brush: Brush, face: Face, side: int, wide: float, end: float) -> Floats:
    s, t = float(side), face.temple + 10
    inward = 0.80 if end < 200 else 1.0
    points = [
        (s * 30, -158, -20), (s * t * 0.95, -100, -34), (s * (t + 10), -20, -40), (s * wide * 0.98, 60, -42),
        (s * wide * (1.03 if end > 200 else 1.08), min(end * 0.55, 150), -44), (s * wide * inward, end, -40),
    ]  # fmt: skip
    return guide(brush, points, 56)


def front(brush: Brush, face: Face, style: str, part: float) -> None:
    """Draw the hair that frames the face, over forehead, ears and shoulders."""
    end, wave = _LENGTH[style], _WAVE[style]
    t = face.temple
    puff = {"long": 0.0, "wavy": 6.0, "curly": 15.0, "bob": 3.0, "fringe": 0.0}[style]
    lines: list[Floats] = []
    far = -1 if part > 0 else 1
    for side in (far, -far):
        s = float(side)
        hang = end * (0.97 if side == far else 1.0)
        fall_x = t + 20 + puff
        inner = [
            on(face, part, face.hairline + 2, 3), (part * 0.55 + s * 44, face.hairline + 8, 84),
            (s * (t - 8), -44, 52), (s * (face.cheek + 1), 14, 30),
            (s * (face.cheek + 4 + puff * 0.5), min(76, end * 0.6), 26),
        ]  # fmt: skip
        outer = [
            on(face, part, -150, 15), (part * 0.5 + s * 50, -150 - puff * 0.4, 34),
            (s * (t + 8 + puff * 0.4), -96, 14),
            (s * (t + 19 + puff * 0.8), -18, 0), (s * (fall_x + 6), min(76, end * 0.6), -6),
        ]  # fmt: skip
        if end < 200:
            inner += [(s * (face.cheek - 8), end * 0.94, 40)]
            outer += [(s * (fall_x - 2), end, 2)]
        else:
            inner += [
                (s * (t * 0.82), 160, 42),
                (s * (t * 0.80), hang * 0.80, 52),
                (s * (t * 0.90), hang, 52),
            ]
            outer += [
                (s * (fall_x + 14 + puff), 165, 4),
                (s * (fall_x + 18 + puff * 1.4), hang * 0.80, 20),
                (s * (fall_x + 2 + puff), hang, 30),
            ]
        fine = {"curly": 60, "wavy": 44}.get(style, 34)
        a, b = guide(brush, inner, fine), guide(brush, outer, fine)
        tilt = Wave(wave.size, wave.turns, wave.start, wave.phase + (0.0 if side > 0 else 0.5))
        level = 0.52 + 0.06 * s * brush.light
        section(
            brush, a, b, 17 if end > 200 else 15, 15 if style != "curly" else 17, tilt, level, 0.24, 0.10, 6
        )
        lines += [a, b]
    crown = [(part - 52, -147, 30), (part - 18, -163, 20), (part + 18, -163, 20), (part + 52, -147, 30)]
    lock(brush, guide(brush, crown, 16), (2, 11, 12, 11, 2), 0.46, 0.5, 5, 0.10)
    if style == "fringe":
        _fringe(brush, face, part)
    flyaways(brush, lines, 26)


def _fringe(brush: Brush, face: Face, part: float) -> None:
    t = face.temple
    crown = on(face, part * 0.3, -146, 12)
    left = guide(brush, [crown, (-t * 0.62, -132, 66), (-t * 0.86, -78, 62), (-t * 0.90, -26, 50)])
    middle = guide(brush, [crown, (0, -128, 88), (2, -86, 104), (0, -38, 108)])
    right = guide(brush, [crown, (t * 0.62, -132, 66), (t * 0.86, -78, 62), (t * 0.90, -26, 50)])
    section(brush, left, middle, 11, 15, Wave(1.5, 1, 0.5), 0.50, 0.42, 0.10, 6)
    section(brush, right, middle, 11, 15, Wave(1.5, 1, 0.5), 0.52, 0.42, 0.10, 6)
