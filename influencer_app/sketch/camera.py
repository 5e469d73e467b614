"""Projects head units to pixels: the head's pose and the camera of a shot."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influencer_app.sketch.curves import Floats, Points

NECK = np.array([0.0, 128.0, -22.0])


@dataclass(frozen=True)
class Pose:
    """Angles of the head in radians (yaw turns to +x, pitch looks down), and of the shoulders."""

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    torso: float = 0.0
    tilt: float = 0.0


@dataclass(frozen=True)
class Camera:
    """``scale`` is pixels per head unit; ``x``, ``y`` the pixel of the unrotated origin between the eyes."""

    width: int
    height: int
    scale: float
    x: float
    y: float

    def box(self) -> tuple[float, float, float, float]:
        """The picture in head units, as an SVG view box."""
        return -self.x / self.scale, -self.y / self.scale, self.width / self.scale, self.height / self.scale


def rotation(pose: Pose) -> NDArray[np.float64]:
    """The rotation from the head's frame to the picture's (x right, y down, z to the viewer)."""
    cy, sy = math.cos(pose.yaw), math.sin(pose.yaw)
    cp, sp = math.cos(pose.pitch), math.sin(pose.pitch)
    cr, sr = math.cos(pose.roll), math.sin(pose.roll)
    turn = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    nod = np.array([[1, 0, 0], [0, cp, sp], [0, -sp, cp]])
    lean = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    return np.asarray(lean @ nod @ turn)


def project(points: Points, pose: Pose) -> Floats:
    """Head points (n × 3) in the picture's frame, still in head units; z is kept for sorting."""
    p = np.asarray(points, dtype=np.float64)
    return np.asarray((p - NECK) @ rotation(pose).T + NECK)
