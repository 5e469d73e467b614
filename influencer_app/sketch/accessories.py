"""Draws glasses, jewellery and a beanie in head coordinates."""

import math

import numpy as np

from influencer_app.sketch import ears
from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.body import Body
from influencer_app.sketch.camera import Pose, project
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.curves import Floats, ribbon, smooth
from influencer_app.sketch.seeds import stream

_FRAMES = ("#1d1a1c", "#5a3522", "#b08d4a", "#2b3a55", "#6e2f36", "#8a8d94")


def _lens(face: Face, kind: str, side: int, grow: float) -> Floats:
    a = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    power = {"round": 1.0, "square": 0.62, "soft": 0.80, "cat": 0.78}[kind]
    wide, high = (28.5 * grow, 24.0 * grow) if kind != "square" else (29.5 * grow, 21.5 * grow)
    x = wide * np.sign(np.cos(a)) * np.abs(np.cos(a)) ** power
    y = high * np.sign(np.sin(a)) * np.abs(np.sin(a)) ** power
    if kind == "cat":
        y -= np.clip(x / wide, 0, 1) ** 2 * 7 * (y < 4)
    cx = face.eye_x + 2.0
    px = side * (cx + x)
    z = 112 - 0.0042 * (cx + x) ** 2
    return np.stack([px, y + 4.0, z], axis=1)


def glasses(canvas: Canvas, key: str, face: Face, pose: Pose, dark: bool, light: float) -> None:
    """Glasses, or sunglasses when ``dark``."""
    r = stream(key, "glasses")
    kind = r.choice(("round", "square", "soft", "cat" if face.feminine > 0.4 else "square"))
    tone = rgb(r.choice(_FRAMES[:3] if dark else _FRAMES))
    width = r.choice((3.4, 4.2, 5.2)) + (0.8 if dark else 0.0)
    grow = 1.10 if dark else 1.0
    for side in (-1, 1):
        if side * math.sin(pose.yaw) < 0.10:
            arm = [
                (side * (face.eye_x + 30 * grow), -4, 88),
                (side * (face.cheek + 3), -6, 44),
                (side * (face.cheek + 5), -2, -6),
            ]
            canvas.path(ribbon(project(arm, pose)[:, :2], (width * 1.2, width, width), 14), scale(tone, 0.8))
    for side in (-1, 1):
        points = project(_lens(face, kind, side, grow), pose)[:, :2]
        d = smooth(points, closed=True)
        low, high = points.min(axis=0), points.max(axis=0)
        if dark:
            tint = r.choice((rgb("#241a18"), rgb("#14181f"), rgb("#2a2114")))
            canvas.path(
                d,
                canvas.linear(
                    (0, low[1]),
                    (0, high[1]),
                    [
                        (0, tint, 0.97),
                        (0.55, mix(tint, (90, 70, 60), 0.25), 0.94),
                        (1, mix(tint, (190, 150, 120), 0.4), 0.88),
                    ],
                ),
            )
        else:
            canvas.path(d, (235, 245, 255), 0.07)
        canvas.begin(canvas.clip(d))
        middle = (low + high) / 2
        glare = [
            (middle[0] + light * 4, low[1] - 4),
            (middle[0] + light * 18, low[1] - 4),
            (middle[0] - light * 8, high[1] + 4),
            (middle[0] - light * 22, high[1] + 4),
        ]
        canvas.path(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in glare) + "Z",
            (255, 255, 255),
            0.16 if dark else 0.13,
        )
        canvas.end()
        canvas.path(d, None, stroke=tone, width=width)
        canvas.path(
            smooth(points[15:26]),
            None,
            stroke=mix(tone, (255, 255, 255), 0.45),
            width=width * 0.28,
            stroke_opacity=0.6,
        )
    inner = face.eye_x + 2 - 28.5 * grow
    bridge = project([(-inner, -1, 112), (0, -6.5, 117), (inner, -1, 112)], pose)[:, :2]
    canvas.path(ribbon(bridge, (width, width * 0.9, width), 10), tone)


def earrings(canvas: Canvas, key: str, face: Face, pose: Pose) -> None:
    """A pair of hoops, studs or drops in gold or silver; none on a hidden ear."""
    r = stream(key, "earrings")
    kind = r.choice(("hoop", "stud", "drop", "hoop"))
    metal: Colour = r.choice(((226, 184, 96), (206, 210, 218)))
    for side in (-1, 1):
        if side * math.sin(pose.yaw) > 0.22:
            continue
        x, y = ears.lobe(face, pose, side)
        if kind == "hoop":
            for tone, width, shift in (
                (scale(metal, 0.5), 4.2, 0.8),
                (metal, 3.0, 0.0),
                (mix(metal, (255, 255, 255), 0.6), 1.0, -0.6),
            ):
                canvas.path(f"M{x:.1f} {y + shift:.1f}a9.5 13 0 1 0 0.1 0Z", None, stroke=tone, width=width)
        elif kind == "stud":
            canvas.ellipse(x, y + 1, 4.4, 4.4, scale(metal, 0.55))
            canvas.ellipse(x, y, 4.0, 4.0, metal)
            canvas.ellipse(x - 1, y - 1.2, 1.4, 1.4, (255, 255, 255), 0.9)
        else:
            canvas.path(f"M{x:.1f} {y:.1f}v12", None, stroke=metal, width=1.8)
            canvas.path(
                f"M{x:.1f} {y + 10:.1f}c7 12 5 20 0 20c-5 0 -7 -8 0 -20Z",
                metal,
                stroke=scale(metal, 0.6),
                width=0.8,
            )


def necklace(canvas: Canvas, key: str, body: Body) -> None:
    """A fine chain with a pendant."""
    n = body.face.neck
    metal: Colour = stream(key, "necklace").choice(((226, 184, 96), (206, 210, 218)))
    chain = body.map(
        [
            (-n * 1.10, 206),
            (-n * 0.85, 238),
            (-n * 0.35, 266),
            (0, 274),
            (n * 0.35, 266),
            (n * 0.85, 238),
            (n * 1.10, 206),
        ]
    )
    canvas.path(
        smooth(chain + np.array([0.6, 2.0])), None, stroke=(60, 20, 16), width=2.0, stroke_opacity=0.30
    )
    canvas.path(smooth(chain), None, stroke=metal, width=1.7)
    (at,) = body.map([(0, 281)])
    canvas.ellipse(at[0], at[1] + 1.5, 6.2, 7.2, (60, 20, 16), 0.3)
    canvas.ellipse(
        at[0],
        at[1],
        5.6,
        6.8,
        canvas.radial([(0, mix(metal, (255, 255, 255), 0.6), 1), (1, scale(metal, 0.75), 1)], focus=0.3),
    )


def beanie(canvas: Canvas, key: str, face: Face, pose: Pose) -> None:
    """A ribbed dome with a cuff."""
    r = stream(key, "beanie")
    wool = rgb(r.choice(("#b04a34", "#31485e", "#c9a13f", "#4d5f4a", "#8a5a72", "#d8cfc0")))
    t = face.temple
    dome = [
        (-t - 12, -66, 0),
        (-t - 9, -118, 0),
        (-t * 0.62, -172, 0),
        (0, -192, 0),
        (t * 0.62, -172, 0),
        (t + 9, -118, 0),
        (t + 12, -66, 0),
        (t * 0.5, -74, 70),
        (0, -78, 84),
        (-t * 0.5, -74, 70),
    ]
    d = smooth(project(dome, pose)[:, :2], closed=True)
    left, right = project([(-t, -100, 0), (t, -100, 0)], pose)[:, :2]
    canvas.path(
        d, canvas.linear(left, right, [(0, scale(wool, 0.72), 1), (0.5, wool, 1), (1, scale(wool, 0.8), 1)])
    )
    for k in range(-7, 8):
        u = k / 7.4
        rib = [
            (u * (t + 8), -70.0, 84 * math.sqrt(1 - u * u)),
            (u * (t + 4), -130, 70 * math.sqrt(1 - u * u)),
            (u * t * 0.3, -186, 10),
        ]
        canvas.path(
            smooth(project(rib, pose)[:, :2]), None, stroke=scale(wool, 0.68), width=2.4, stroke_opacity=0.6
        )
    cuff = [
        (-t - 15, -88, 0),
        (-t * 0.55, -104, 76),
        (0, -108, 92),
        (t * 0.55, -104, 76),
        (t + 15, -88, 0),
        (t + 15, -46, 0),
        (t * 0.55, -62, 82),
        (0, -66, 98),
        (-t * 0.55, -62, 82),
        (-t - 15, -46, 0),
    ]
    d = smooth(project(cuff, pose)[:, :2], closed=True, tension=7)
    canvas.path(
        d,
        canvas.linear(
            left,
            right,
            [(0, scale(wool, 0.8), 1), (0.5, mix(wool, (255, 255, 255), 0.10), 1), (1, scale(wool, 0.86), 1)],
        ),
        stroke=scale(wool, 0.55),
        width=1.2,
        stroke_opacity=0.6,
    )
    for k in range(-13, 14):
        u = k / 13.6
        z = 96 * math.sqrt(1 - u * u)
        rib = [(u * (t + 13), -90.0 - 17 * (1 - u * u), z), (u * (t + 13), -48 - 17 * (1 - u * u), z)]
        canvas.path(
            smooth(project(rib, pose)[:, :2]), None, stroke=scale(wool, 0.66), width=2.2, stroke_opacity=0.55
        )
