"""Blurs, resizes and composites premultiplied float images."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Array = NDArray[np.float32]


def resize(image: Array, size: tuple[int, int]) -> Array:
    """Resize to ``size`` (width, height): bilinear, with area averaging when shrinking."""
    if image.ndim == 2:
        return np.asarray(Image.fromarray(image.astype(np.float32)).resize(size, Image.Resampling.BILINEAR))
    parts = [
        np.asarray(
            Image.fromarray(np.ascontiguousarray(image[..., k], dtype=np.float32)).resize(
                size, Image.Resampling.BILINEAR
            )
        )
        for k in range(image.shape[2])
    ]
    return np.stack(parts, axis=-1)


def _box(line: Array, radius: int) -> Array:
    padded = np.concatenate(
        [np.repeat(line[:1], radius + 1, axis=0), line, np.repeat(line[-1:], radius, axis=0)]
    )
    total = np.cumsum(padded, axis=0, dtype=np.float64)
    return np.asarray(
        (total[2 * radius + 1 :] - total[: -2 * radius - 1]) / (2 * radius + 1), dtype=np.float32
    )


def _sweep(image: Array, radius: int) -> Array:
    for _ in range(3):
        image = _box(image, radius)
    return image


def blur(image: Array, sigma: float) -> Array:
    """Gaussian blur (three box blurs); wide ones run on a smaller copy."""
    if sigma < 0.3:
        return image
    height, width = image.shape[:2]
    shrink = 1
    while sigma / shrink > 5.0 and min(width, height) / shrink > 16:
        shrink *= 2
    small = image
    if shrink > 1:
        small = resize(image, (max(1, width // shrink), max(1, height // shrink)))
    spread = sigma / shrink
    radius = max(1, round((np.sqrt(4 * spread * spread + 1) - 1) / 2))
    if spread < 1.2:
        small = _kernel(small, spread)
    else:
        small = _sweep(small, radius)
        small = np.swapaxes(_sweep(np.swapaxes(small, 0, 1), radius), 0, 1)
    return resize(np.ascontiguousarray(small), (width, height)) if shrink > 1 else small


def _kernel(image: Array, sigma: float) -> Array:
    reach = int(np.ceil(sigma * 2.5))
    offsets = np.arange(-reach, reach + 1)
    weights = np.exp(-(offsets**2) / (2 * sigma * sigma)).astype(np.float32)
    weights /= weights.sum()
    for axis in (0, 1):
        pads = [(0, 0)] * image.ndim
        pads[axis] = (reach, reach)
        padded = np.pad(image, pads, mode="edge")
        length = image.shape[axis]
        image = sum(
            (w * np.take(padded, range(k, k + length), axis=axis) for k, w in enumerate(weights)),
            start=np.zeros(image.shape, dtype=np.float32),
        )
    return image


def soften(mask: Array, sigma: float) -> Array:
    """Blur a mask of 0 to 1 in 256 steps: much faster than ``blur``."""
    if sigma < 0.3:
        return mask
    grey = Image.fromarray((np.clip(mask, 0, 1) * 255 + 0.5).astype(np.uint8))
    shrink = 1 if sigma < 6 else 2 if sigma < 14 else 4
    if shrink > 1:
        grey = grey.resize(
            (max(1, grey.width // shrink), max(1, grey.height // shrink)), Image.Resampling.BOX
        )
    grey = grey.filter(ImageFilter.GaussianBlur(sigma / shrink))
    if shrink > 1:
        grey = grey.resize((mask.shape[1], mask.shape[0]), Image.Resampling.BILINEAR)
    return np.asarray(grey, dtype=np.float32) * np.float32(1 / 255)


@dataclass(frozen=True)
class Layer:
    """A premultiplied picture that covers part of the frame, from pixel (left, top)."""

    picture: Array
    left: int
    top: int

    def onto(self, below: Array) -> None:
        """Composite over the whole frame, in place."""
        height, width = self.picture.shape[:2]
        over(below[self.top : self.top + height, self.left : self.left + width], self.picture)

    def mask(self, shape: tuple[int, ...]) -> Array:
        """The layer's alpha in a frame of ``shape``."""
        out = np.zeros(shape[:2], dtype=np.float32)
        height, width = self.picture.shape[:2]
        out[self.top : self.top + height, self.left : self.left + width] = self.picture[..., 3]
        return out


def over(below: Array, above: Array) -> None:
    """Composite a premultiplied RGBA picture over an RGB or RGBA one, in place."""
    rest = 1 - above[..., 3:4]
    channels = below.shape[2]
    below *= rest
    below += above[..., :channels]


def shifted(image: Array, dx: float, dy: float) -> Array:
    """Shift by whole pixels, filling with zero."""
    out = np.zeros_like(image)
    x, y = round(dx), round(dy)
    height, width = image.shape[:2]
    if abs(x) >= width or abs(y) >= height:
        return out
    out[max(0, y) : height + min(0, y), max(0, x) : width + min(0, x)] = image[
        max(0, -y) : height + min(0, -y), max(0, -x) : width + min(0, -x)
    ]
    return out


def smoothstep(low: float, high: float, value: Array) -> Array:
    """0 below ``low``, 1 above ``high``, smooth between."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), dtype=np.float32)
