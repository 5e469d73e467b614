"""Draws ears behind the head's contour, rotated with it."""

import math

from influencer_app.sketch import palette
from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.camera import Pose, project
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import mix
from influencer_app.sketch.curves import ribbon, smooth


def centre(face: Face, pose: Pose, side: int) -> tuple[float, float]:
    """The centre of an ear in the picture's frame, in head units."""
    at = project([(side * (face.cheek - 1), 16.0, -20.0)], pose)[0]
    return float(at[0]), float(at[1])


def lobe(face: Face, pose: Pose, side: int) -> tuple[float, float]:
    """The attachment point of an earring."""
    at = project([(side * (face.cheek + 1), 41.0 * face.ears + 4, -16.0)], pose)[0]
    return float(at[0]), float(at[1])


def draw(canvas: Canvas, face: Face, pose: Pose, side: int, skin: palette.Skin) -> None:
    """Draw one ear, smaller when it is turned away."""
    cx, cy = centre(face, pose, side)
    near = -side * math.sin(pose.yaw)
    wide = 17.0 * face.ears * max(0.35, min(1.35, 0.85 + 1.2 * near))
    high = 30.0 * face.ears
    lean = pose.roll + side * 0.10

    def at(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        c, s = math.cos(lean), math.sin(lean)
        out = []
        for u, v in points:
            x, y = side * u * wide, v * high
            out.append((cx + c * x - s * y, cy + s * x + c * y))
        return out

    shell = [
        (-0.6, -0.62),
        (0.05, -1.0),
        (0.75, -0.86),
        (1.0, -0.36),
        (0.86, 0.16),
        (0.58, 0.52),
        (0.38, 0.92),
        (-0.05, 1.02),
        (-0.5, 0.72),
    ]
    d = smooth(at(shell), closed=True)
    warm = mix(skin.base, skin.blush, 0.16)
    canvas.path(d, warm)
    inner = [
        (-0.35, -0.45),
        (0.12, -0.70),
        (0.55, -0.56),
        (0.62, -0.18),
        (0.42, 0.16),
        (0.12, 0.34),
        (-0.2, 0.46),
        (-0.45, 0.2),
    ]
    canvas.path(smooth(at(inner), closed=True), mix(skin.deep, skin.blush, 0.25), 0.50, blur=1.5)
    canvas.path(
        ribbon(
            at([(0.05, -0.82), (0.62, -0.70), (0.80, -0.30), (0.66, 0.14), (0.46, 0.42)]),
            (1, 3.2, 3.0, 1),
            14,
        ),
        skin.light,
        0.40,
    )
    canvas.path(
        ribbon(at([(-0.1, -0.50), (0.30, -0.46), (0.36, -0.10), (0.10, 0.22)]), (0.6, 2.2, 2.2, 0.6), 10),
        skin.deep,
        0.55,
    )
    canvas.path(ribbon(at([(-0.42, 0.02), (-0.18, 0.14), (-0.20, 0.34)]), (1, 4, 1), 8), skin.base, 0.9)
    canvas.glow(*at([(0.05, 0.78)])[0], wide * 0.5, high * 0.25, skin.light, 0.4)
