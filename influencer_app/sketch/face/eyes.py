"""Draws an eye: ball, iris, lids and lashes. Local axes: u away from the nose, v down."""

from dataclasses import dataclass

from influencer_app.sketch import palette
from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import WHITE, Colour, mix, rgb, scale, shift
from influencer_app.sketch.curves import Floats, Points, ribbon, smooth, spline
from influencer_app.sketch.relief import Expression
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.traits import Person


def lids(face: Face, expression: Expression) -> tuple[Floats, Floats]:
    """Upper and lower lid, each from the inner to the outer corner, as (u, v)."""
    w, o, tilt = face.eye_w, face.eye_open * expression.lids, face.eye_tilt
    rise = max(0.0, expression.smile) * 2.2
    droop = 2.2 if face.lid == "hooded" else 0.0
    upper = [
        (-w, 4.2), (-w * 0.80, 0.2 - o * 0.18), (-w * 0.38, -o * 0.86), (w * 0.06, -o),
        (w * 0.52, -o * 0.80 - tilt * 0.3 + droop * 0.6), (w * 0.84, -o * 0.30 - tilt * 0.7 + droop * 0.7),
        (w, -tilt + 0.8),
    ]  # fmt: skip
    depth = 7.2 - rise
    lower = [
        (-w, 4.2), (-w * 0.66, 5.8), (-w * 0.1, depth + 0.6), (w * 0.42, depth - 0.6),
        (w * 0.8, depth * 0.42 - tilt * 0.6),
        (w, -tilt + 0.8),
    ]  # fmt: skip
    return spline(upper, 30), spline(lower, 30)


@dataclass(frozen=True)
class _Eye:
    """Shared state for drawing the parts of one eye."""

    canvas: Canvas
    face: Face
    expression: Expression
    side: int
    skin: palette.Skin
    light: tuple[float, float]
    makeup: float

    @property
    def centre(self) -> tuple[float, float]:
        return self.side * self.face.eye_x, self.face.crooked[0 if self.side < 0 else 1]

    def at(self, points: Points) -> list[tuple[float, float]]:
        """Local (u, v) in the head's frame."""
        cx, cy = self.centre
        return [(cx + self.side * point[0], cy + point[1]) for point in points]


def draw(
    canvas: Canvas,
    person: Person,
    face: Face,
    expression: Expression,
    side: int,
    skin: palette.Skin,
    iris: Colour,
    light: tuple[float, float],
    makeup: float,
) -> None:
    """Draw the eye on ``side`` (-1 left of the picture, 1 right) of an unrotated head."""
    eye = _Eye(canvas, face, expression, side, skin, light, makeup)
    upper, lower = lids(face, expression)
    if makeup:
        cover = [*upper, *[(u, v - 8.5 * (1 - (u / face.eye_w) ** 2) - 1) for u, v in upper[::-1]]]
        shade = mix(skin.deep, rgb("#7a4656"), 0.4)
        canvas.path(smooth(eye.at(cover[::3]), closed=True), shade, 0.30 * makeup, blur=2)
    opening = smooth(eye.at([*upper, *lower[::-1][1:-1]]), closed=True)
    _ball(eye, opening, upper, iris)
    _lids(eye, upper, lower)
    _lashes(eye, person, upper, lower)


def _ball(eye: _Eye, opening: str, upper: Floats, iris: Colour) -> None:
    canvas, face, skin = eye.canvas, eye.face, eye.skin
    cx, cy = eye.centre
    white = mix(rgb("#f4ece6"), skin.base, 0.10)
    canvas.begin(canvas.clip(opening))
    w = face.eye_w
    edge = mix(white, skin.shadow, 0.55)
    canvas.rect(
        cx - 40,
        cy - 40,
        80,
        80,
        canvas.linear(
            (cx - w, cy), (cx + w, cy), [(0, edge, 1), (0.28, white, 1), (0.7, white, 1), (1, edge, 1)]
        ),
    )
    inner = eye.at([(-w + 2.5, 4)])[0]
    canvas.ellipse(*inner, 3.6, 3.0, mix(skin.blush, rgb("#d98a86"), 0.5), 0.9)
    r = 2 * w * face.iris / 2
    ix = cx + eye.expression.gaze[0] * 6 + eye.side * 0.4
    iy = cy - 1.6 + eye.expression.gaze[1] * 3
    dark, glow = scale(iris, 0.42), shift(mix(iris, WHITE, 0.22), saturation=0.08)
    canvas.ellipse(ix, iy, r, r * 1.02, scale(iris, 0.26))
    canvas.ellipse(
        ix, iy, r * 0.93, r * 0.95,
        canvas.radial([(0, mix(iris, glow, 0.4), 1), (0.45, iris, 1), (0.8, mix(iris, dark, 0.55), 1),
        (1, dark, 1)], focus=0.62),
    )  # fmt: skip
    canvas.glow(ix - eye.light[0] * r * 0.35, iy + r * 0.5, r * 0.72, r * 0.52, glow, 0.85)
    canvas.ellipse(ix, iy, r * 0.42, r * 0.43, mix(scale(iris, 0.08), (8, 5, 8), 0.6))
    shade = [*upper, *[(u, v + 6.5) for u, v in upper[::-1]]]
    canvas.path(smooth(eye.at(shade[::3]), closed=True), mix(skin.deep, (40, 24, 40), 0.45), 0.42, blur=1.5)
    sparkle = (ix + eye.light[0] * r * 0.42, iy - r * 0.40)
    canvas.ellipse(*sparkle, r * 0.24, r * 0.21, WHITE, 0.96)
    canvas.ellipse(ix - eye.light[0] * r * 0.45, iy + r * 0.42, r * 0.13, r * 0.11, WHITE, 0.45)
    canvas.end()


def _lids(eye: _Eye, upper: Floats, lower: Floats) -> None:
    canvas, face, skin = eye.canvas, eye.face, eye.skin
    fem = face.feminine
    rim = [(u, v + 0.9) for u, v in lower[4:-1]]
    canvas.path(ribbon(eye.at(rim), (0.4, 1.5, 1.5, 0.5), 12), mix(skin.light, skin.blush, 0.3), 0.75)
    canvas.path(
        ribbon(eye.at([(u, v + 1.9) for u, v in lower[6:]]), (0.2, 0.9, 1.5, 0.8), 12),
        skin.deep,
        0.45 + 0.15 * eye.makeup,
    )
    line = mix(skin.deep, (26, 14, 16), 0.80 if not skin.dark else 0.9)
    thick = 2.3 + 1.3 * fem + 0.7 * eye.makeup
    path = [(u, v - 0.35 * thick * min(1.0, (u + face.eye_w) / 20)) for u, v in upper]
    if fem > 0.4:
        path.append((face.eye_w + 3.5, upper[-1][1] - 1.6))
    canvas.path(
        ribbon(eye.at(path), (0.5, thick * 0.62, thick, thick * 1.1, thick * 0.9, 0.3), 18), line, 0.94
    )
    if face.lid == "monolid":
        return
    lift = face.crease
    crease = [(u * 1.03, v - lift * (0.45 + 0.55 * (1 - (u / face.eye_w) ** 2)) - 0.6) for u, v in upper[3:]]
    if face.lid == "hooded":
        crease = [(u * 1.06, v - lift * 0.9 + 1.2 * (u / face.eye_w)) for u, v in upper[5:]]
    canvas.path(ribbon(eye.at(crease), (0.3, 1.5, 1.7, 1.2, 0.2), 14), skin.deep, 0.62)
    lit = [(u, v - lift * 0.42) for u, v in upper[8:-5]]
    canvas.path(ribbon(eye.at(lit), (0.2, lift * 0.5, 0.2), 10), skin.light, 0.34, blur=1)


def _lashes(eye: _Eye, person: Person, upper: Floats, lower: Floats) -> None:
    fem = eye.face.feminine
    r = stream(person.key, "lashes", eye.side)
    line = mix(eye.skin.deep, (22, 12, 14), 0.85)
    count = 9 + round(6 * fem)
    reach = 3.0 + 4.2 * fem + 1.2 * eye.makeup
    for k in range(count):
        t = 0.34 + 0.66 * k / (count - 1)
        u, v = upper[min(len(upper) - 1, round(t * (len(upper) - 1)))]
        long = reach * (0.45 + 0.55 * t) * r.uniform(0.8, 1.1)
        lean = (t - 0.42) * 1.25
        root = (u, v - 1.0)
        tip = (u + long * lean, v - 1.2 - long * (1.05 - 0.5 * abs(lean)))
        middle = ((root[0] + tip[0]) / 2 + 0.12 * long, (root[1] + tip[1]) / 2 + 0.18 * long)
        eye.canvas.path(ribbon(eye.at([root, middle, tip]), (1.25, 0.85, 0.15), 5), line, 0.88)
    if fem > 0.4:
        for k in range(7):
            u, v = lower[12 + 2 * k]
            tip = (u + 1.0 + 0.25 * k, v + 3.2 + 1.2 * r.random())
            eye.canvas.path(ribbon(eye.at([(u, v + 1.4), tip]), (0.7, 0.15), 4), line, 0.5)
