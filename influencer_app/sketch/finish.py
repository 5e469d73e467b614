"""Grades the finished picture: bloom, tint, tone curve, vignette and grain."""

import numpy as np

from influencer_app.sketch.colour import Colour
from influencer_app.sketch.images import Array, blur
from influencer_app.sketch.seeds import field


def finish(
    image: Array, high: Colour, low: Colour, bloom: float = 0.30, grain: float = 0.009, seed: int = 0
) -> Array:
    """Grade an sRGB picture (h × w × 3, 0 to 1) in place and return it."""
    height, width = image.shape[:2]
    glow = np.clip((image - 0.74) * 3.0, 0, 1)
    glow = blur(glow, width * 0.022)
    image += (1 - image) * glow * bloom
    tone = image.mean(axis=2, keepdims=True)
    top = np.asarray(high, np.float32) / 255
    top = top / top.max()
    image *= 1 + (top - 1) * 0.16 * tone
    floor = np.asarray(low, np.float32) / 255
    image += (floor - floor.mean()) * 0.10 * (1 - tone) ** 2
    np.clip(image, 0, 1, out=image)
    image += 0.14 * (image - 0.5) * (1 - np.abs(2 * image - 1))
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] + 0.08
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    image *= (1 - 0.20 * np.clip((x * x + y * y) / 2, 0, 1) ** 1.4)[..., None]
    if grain:
        speck = field("grain", seed).standard_normal((height, width), dtype=np.float32) * np.float32(
            grain * min(1.0, width / 900)
        )
        image += speck[..., None]
    return np.clip(image, 0, 1, out=image)
