"""Measures from pixels how likely two drawn faces show the same person.

The staging gives the face's position, so no detection is needed: a grid on a head of average shape is
projected with the shot's pose and camera, and the picture is sampled there. The grid is the same for
everybody, so it reveals nothing about the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influencer_app.sketch.camera import project
from influencer_app.sketch.compositing import draw
from influencer_app.sketch.images import Array, blur
from influencer_app.sketch.lighting import linear
from influencer_app.sketch.model import Appearance, Shot
from influencer_app.sketch.prompt import read
from influencer_app.sketch.staging import stage
from influencer_app.sketch.traits import resolve

COLUMNS, ROWS = 32, 44
_LEFT, _TOP, _RIGHT, _BOTTOM = -92.0, -112.0, 92.0, 146.0
_FLOOR = 0.012  # differences in linear light below this are ignored


def _oval() -> Array:
    y, x = np.mgrid[_TOP : _BOTTOM : ROWS * 1j, _LEFT : _RIGHT : COLUMNS * 1j]
    beyond = np.maximum(0, ((x / 92) ** 2 + ((y - 20) / 140) ** 2) ** 1.5 - 0.45)
    return np.asarray(np.clip(1.6 - 1.6 * beyond, 0, 1), dtype=np.float32)


_FACE = _oval()


def face_of(appearance: Appearance, shot: Shot) -> Array:
    """Draw the shot and sample its face frontally: ``ROWS`` × ``COLUMNS`` × 3, sRGB 0 to 1."""
    person, _ = resolve(appearance)
    staging = stage(person, shot, read(shot.prompt, shot.negative_prompt))
    pixels = np.asarray(draw(appearance, shot).image, dtype=np.float32) / 255
    fine = 3
    x, y = np.meshgrid(np.linspace(_LEFT, _RIGHT, COLUMNS * fine), np.linspace(_TOP, _BOTTOM, ROWS * fine))
    z = 92 * np.sqrt(np.clip(1 - (x / 104) ** 2 - 0.16 * (y / 150) ** 2, 0.05, 1)) - 4
    seen = project(np.stack([x.ravel(), y.ravel(), z.ravel()], axis=1), staging.pose)
    camera = staging.camera
    column = np.clip(np.rint(camera.x + seen[:, 0] * camera.scale - 0.5), 0, shot.width - 1).astype(np.intp)
    row = np.clip(np.rint(camera.y + seen[:, 1] * camera.scale - 0.5), 0, shot.height - 1).astype(np.intp)
    read_out = pixels[row, column].reshape(ROWS, fine, COLUMNS, fine, 3)
    return np.asarray(read_out.mean(axis=(1, 3)), dtype=np.float32)


@dataclass(frozen=True)
class Signature:
    """A face's features with the lighting removed: a unit vector, and its darkness."""

    vector: Array
    depth: float


def signature(face: Array) -> Signature:
    """Features of a face from ``face_of``; hair and background around the face are masked out.

    Structure: the mean logarithm of the channels, high-pass filtered, and its gradient normalised by local
    strength. Colour: the logarithms of two channel ratios in linear light, high-pass filtered too, so that
    tint, gradients and exposure of the light cancel out. A small share of the medians is kept.
    """
    light = np.log(linear(face) + _FLOOR)
    tone = light.mean(axis=-1)
    middle = float(np.median(tone[_FACE > 0.6]))
    fine = tone - _local_mean(tone, 2.0)
    dy, dx = np.gradient(fine)
    strength = np.sqrt(_local_mean(dx * dx + dy * dy, 6.0)) + 0.02
    parts = [_unit(_FACE * dx / strength), _unit(_FACE * dy / strength), 1.2 * _unit(_FACE * fine)]
    for ratio in (light[..., 0] - light[..., 1], light[..., 1] - light[..., 2]):
        even = blur(ratio - np.median(ratio[_FACE > 0.6]), 0.8)
        parts.append(0.5 * _unit(_FACE * (even - 0.7 * _local_mean(even, 6.0))))
    return Signature(_unit(np.concatenate(parts)), middle)


def distances(one: Sequence[Signature], others: Sequence[Signature]) -> Array:
    """Distances from ``one`` to ``others`` (n × m): 0 for the same picture, about 1 for unrelated ones."""
    vectors = np.stack([each.vector for each in one]) @ np.stack([each.vector for each in others]).T
    depths = np.array([each.depth for each in one])[:, None] - np.array([each.depth for each in others])
    return np.asarray(1 - vectors + 0.1 * np.abs(depths), dtype=np.float32)


def nearest(faces: Sequence[Signature]) -> NDArray[np.intp]:
    """The index of the nearest other picture, for each picture."""
    apart = distances(faces, faces)
    np.fill_diagonal(apart, np.inf)
    return np.asarray(apart.argmin(axis=1), dtype=np.intp)


def _local_mean(values: Array, sigma: float) -> Array:
    return np.asarray(blur(values * _FACE, sigma) / (blur(_FACE, sigma) + 0.05), dtype=np.float32)


def _unit(values: Array) -> Array:
    flat = values.ravel()
    return np.asarray(flat / max(float(np.linalg.norm(flat)), 1e-6), dtype=np.float32)
