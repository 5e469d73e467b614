"""Outlines of neck, shoulders, chest and arms for skin and clothes, and their surface for lighting."""

import math
from dataclasses import dataclass

import numpy as np

from influencer_app.sketch import palette
from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.camera import Camera, Pose
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import mix
from influencer_app.sketch.curves import Floats, Points, mirrored, ribbon, smooth, spline
from influencer_app.sketch.images import Array, smoothstep

FLOOR = 1500.0  # below every frame
LIFT = 15.0  # how much shorter the drawn neck is than the outlines below


@dataclass(frozen=True)
class Body:
    """A person's posed torso; all outlines are in the picture's frame, in head units."""

    face: Face
    pose: Pose

    @property
    def shoulder(self) -> float:
        """Half the shoulder width."""
        return self.face.shoulders

    def map(self, points: Points) -> Floats:
        """Upright body points (n × 2), turned and tilted by the pose."""
        p = np.asarray(points, dtype=np.float64)[:, :2].copy()
        w = np.clip((p[:, 1] - 130) / 110, 0, 1)
        w = w * w * (3 - 2 * w)
        depth = 62 * np.sqrt(np.clip(1 - (p[:, 0] / (self.shoulder * 1.25)) ** 2, 0, 1))
        turned = p[:, 0] * math.cos(self.pose.torso) + depth * math.sin(self.pose.torso)
        lift = self.pose.tilt * p[:, 0] * w
        p[:, 0] += (turned - p[:, 0]) * w
        p[:, 1] += lift - LIFT * w
        return p

    def ridge(self) -> list[tuple[float, float]]:
        """Right edge of neck and shoulder, from under the jaw to the deltoid."""
        n, s, k = self.face.neck, self.shoulder, self.face.slope
        return [
            (n * 1.00, 96), (n * 0.95, 150), (n * 1.02, 186), (n * 1.34, 211 + k * 0.4), (s * 0.56, 234 + k),
            (s * 0.80, 256 + k), (s * 0.95, 280 + k), (s * 1.03, 322 + k),
        ]  # fmt: skip

    def flank(self) -> list[tuple[float, float]]:
        """Right side of the trunk, from the armpit down."""
        s, bust = self.shoulder, self.face.bust
        return [
            (s * 0.83, 372), (s * (0.80 + 0.045 * bust), 430), (s * (0.79 + 0.03 * bust), 476),
            (s * self.face.waist, 600),
            (s * (self.face.waist + 0.015), 700), (s * (self.face.waist + 0.16 * self.face.feminine), 860),
            (s * 0.95, FLOOR),
        ]  # fmt: skip

    def arm(self, side: int, grow: float = 0.0, end: float = FLOOR) -> Floats:
        """Outline of an arm hanging down, ``grow`` wider, cut at ``end``."""
        s, k = self.shoulder, self.face.slope
        g = grow = grow + 5.0 * max(0.0, self.face.heft)
        out = self._aside
        outer = spline(
            [
                (s * 0.66, 290 + k), (s * 0.74, 262 + k), (s * 0.89, 267 + k - g * 0.6),
                (s * 1.00 + g * 0.6, 300 + k), (s * 1.055 + g, 356),
                (s * 1.085 + g + 0.45 * out, 440), (s * 1.12 + g + 0.85 * out, 540),
                (s * 1.145 + g + out, 640), (s * 1.12 + g + out, 800), (s * 1.06 + g + out, FLOOR),
            ],
            60,
        )  # fmt: skip
        inner = self.inner_arm(grow)
        outer, inner = _until(outer, end), _until(inner, end)
        shape = np.concatenate([outer, inner[::-1]])
        return self.map(shape * [side, 1.0])

    @property
    def _aside(self) -> float:
        """How far a wide waist pushes the arms out."""
        return self.shoulder * max(0.0, self.face.waist - 0.85)

    def inner_arm(self, grow: float) -> Floats:
        """The right arm's edge against the trunk, upright."""
        s, g, out = self.shoulder, grow, self._aside
        return spline(
            [
                (s * 0.66, 300), (s * 0.755 - g * 0.3, 360), (s * 0.805 - g * 0.4 + 0.45 * out, 440),
                (s * 0.85 - g * 0.5 + 0.85 * out, 540), (s * 0.885 - g * 0.5 + out, 640),
                (s * 0.89 - g * 0.5 + out, 800), (s * 0.86 + out, FLOOR),
            ],
            60,
        )  # fmt: skip

    def skin_outline(self) -> Floats:
        """Neck and trunk without the arms."""
        right = spline([*self.ridge(), *self.flank()[0:]], 90)
        return self.map(mirrored([(0.0, 96.0), *right, (0.0, FLOOR)]))

    def surface(self, camera: Camera, top: int, step: int, puff: float) -> Array:
        """z from row ``top`` down, one sample every ``step`` pixels, in head units.

        ``puff`` widens it for clothes.
        """
        xs = (np.arange(0, camera.width, step, dtype=np.float32) - camera.x) / camera.scale
        ys = (np.arange(top, camera.height, step, dtype=np.float32) - camera.y) / camera.scale
        px, py = np.meshgrid(xs, ys)
        ramp = np.clip((py - 130) / 110, 0, 1)
        py = py + LIFT * ramp
        px = (px - 58 * math.sin(self.pose.torso) * ramp) / (1 - (1 - math.cos(self.pose.torso)) * ramp)
        py = py - self.pose.tilt * px * ramp
        s, n, k = self.shoulder + puff, self.face.neck + puff * 0.3, self.face.slope
        neck_half = n * (1 + 0.5 * np.clip((py - 185) / 60, 0, 1) ** 2)
        neck = (
            52 * np.sqrt(np.clip(1 - (px / (neck_half * 1.03)) ** 2, 0, 1))
            - 8
            - 0.26 * np.clip(py - 150, 0, 90)
        )
        crest = 212 + k + 56 * np.clip((np.abs(px) - n) / (s - n), 0, 1) ** 1.4
        roll = np.sqrt(np.clip(1 - (1 - np.clip((py - crest + 14) / 95, 0, 1)) ** 2, 0, 1))
        trunk = 72 * np.sqrt(np.clip(1 - (np.abs(px) / (s * 0.99)) ** 2.4, 0, 1)) * (0.20 + 0.80 * roll) - 10
        f = self.face
        for side in (-1.0, 1.0):
            if f.bust > 0.3:
                trunk += (
                    25
                    * f.bust
                    * np.exp(-(((px - side * s * 0.37) / (s * 0.20)) ** 2 + ((py - 412) / 50) ** 2) / 2)
                )
            else:
                trunk += 10 * np.exp(
                    -(((px - side * s * 0.38) / (s * 0.25)) ** 2 + ((py - 365) / 44) ** 2) / 2
                )
            trunk -= 5 * np.exp(
                -((px - side * s * 0.30) ** 2 / (s * 0.2) ** 2 + ((py - 232 - k * 0.5) / 9) ** 2) / 2
            )
            bar = 250 + 0.5 * k - 12 * np.abs(px) / s
            along = smoothstep(8, 26, side * px) * smoothstep(s * 0.86, s * 0.55, side * px)
            trunk += 4.5 * along * np.exp(-(((py - bar) / 6.0) ** 2) / 2)
            cord = side * (n * 0.86 - (n * 0.86 - 11) * np.clip((py - 118) / 124, 0, 1))
            neck += (
                4.0
                * np.exp(-(((px - cord) / 8.0) ** 2) / 2)
                * smoothstep(110, 140, py)
                * smoothstep(250, 236, py)
            )
        trunk -= 6 * np.exp(-((px / 12) ** 2 + ((py - 246) / 10) ** 2) / 2)
        z = np.maximum(trunk, neck)
        z = z + 6 * np.exp(-(((trunk - neck) / 14) ** 2))
        merge = 6.0 + 44.0 * smoothstep(430.0, 300.0, py)
        for side in (-1.0, 1.0):
            centre = s * (0.935 + 0.075 * np.clip((py - 320) / 300, 0, 1.2))
            centre = centre + self._aside * smoothstep(340.0, 600.0, py)
            grown = smoothstep(272 + k, 430 + k, py)
            reach = (s * 0.150 + puff * 0.5) * (0.62 + 0.38 * grown)
            arm = (58 * np.clip(1 - ((px * side - centre) / reach) ** 2, 0, 1) ** 0.72 - 8) * (
                0.25 + 0.75 * grown
            )
            z = _union(z, np.where(py > 226 + k, arm, -30), merge)
        return np.asarray(z, dtype=np.float32)

    def paint(self, canvas: Canvas, skin: palette.Skin) -> None:
        """Bare skin of neck, trunk and arms."""
        for side in (-1, 1):
            canvas.path(smooth(self.arm(side)[::2], closed=True), skin.base)
        canvas.path(smooth(self.skin_outline()[::2], closed=True), skin.base)
        s, k = self.shoulder, self.face.slope
        spots = self.map([(-s * 0.9, 290 + k), (s * 0.9, 290 + k), (0, 300), (0, 250)])
        for side, (x, y) in zip((-1, 1), spots[:2], strict=True):
            canvas.begin(canvas.clip(smooth(self.skin_outline()[::2], closed=True)))
            canvas.glow(x - side * 26, y, 62, 56, skin.blush, 0.16)
            canvas.end()
        canvas.glow(spots[2][0], spots[2][1], 110, 60, skin.blush, 0.12)
        for side in (-1, 1):
            bone = [(side * 15, 247 + k * 0.3), (side * s * 0.30, 243 + k * 0.5), (side * s * 0.62, 238 + k)]
            canvas.path(
                ribbon(self.map(bone), (0.5, 5.0, 4.0, 0.3), 14), mix(skin.deep, skin.shadow, 0.6), 0.16
            )
            fold = [(side * s * 0.80, 392), (side * s * 0.755, 356), (side * s * 0.70, 326)]
            canvas.path(ribbon(self.map(fold), (2.6, 2.6, 0.4), 12), skin.deep, 0.5)


def _until(line: Floats, end: float) -> Floats:
    """A downward line, cut at ``end``."""
    count = int(np.argmax(line[:, 1] > end)) or len(line)
    if count == len(line):
        return line
    a, b = line[count - 1], line[count]
    return np.concatenate([line[:count], [a + (b - a) * (end - a[1]) / (b[1] - a[1])]])


def _union(one: Array, other: Array, soft: Array) -> Array:
    share = np.clip(0.5 + 0.5 * (other - one) / soft, 0, 1)
    return np.asarray(one * (1 - share) + other * share + soft * share * (1 - share), dtype=np.float32)
