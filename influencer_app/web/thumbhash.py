"""The blurred picture in a thumbhash, shown until the real one has come.

Decoded as described at evanw.github.io/thumbhash. The decoder of the package that encodes them is not
used: version 0.1.2 takes the first pixel's waves for all pixels, and prints to standard output.
"""

import base64
import io
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE = 32
"""Pixels of the longer side."""

Waves = NDArray[np.float64]


@lru_cache(maxsize=4096)
def thumbhash_data_url(thumbhash: str) -> str:
    """A WebP data URL (32 px, about 250 characters) out of the thumbhash (base64) of an opaque picture."""
    held = io.BytesIO()
    Image.fromarray(decode(base64.b64decode(thumbhash))).save(held, "WEBP", quality=80)
    return "data:image/webp;base64," + base64.b64encode(held.getvalue()).decode()


def decode(thumbhash: bytes) -> NDArray[np.uint8]:
    """Rows of RGB pixels."""
    head = int.from_bytes(thumbhash[:3], "little")
    more = int.from_bytes(thumbhash[3:5], "little")
    wide, few = more >> 15, more & 7
    across, down = (7, max(3, few)) if wide else (max(3, few), 7)
    ratio = across / down
    width, height = (SIDE, round(SIDE / ratio)) if ratio > 1 else (round(SIDE * ratio), SIDE)
    parts = iter(_parts(thumbhash[5:]))
    lightness = _channel(parts, across, down, (head >> 18 & 31) / 31, width, height)
    yellow = _channel(parts, 3, 3, (more >> 3 & 63) / 63 * 1.25, width, height)
    red = _channel(parts, 3, 3, (more >> 9 & 63) / 63 * 1.25, width, height)
    lightness += (head & 63) / 63
    yellow += (head >> 6 & 63) / 31.5 - 1
    red += (head >> 12 & 63) / 31.5 - 1
    b = lightness - 2 / 3 * yellow
    r = (3 * lightness - b + red) / 2
    shades = np.stack((r, r - red, b), axis=-1)
    return np.rint(np.clip(shades, 0, 1) * 255).astype(np.uint8)


def _parts(packed: bytes) -> list[float]:
    """Two waves a byte, each -1 to 1."""
    return [part / 7.5 - 1 for byte in packed for part in (byte & 15, byte >> 4)]


def _channel(parts: Iterator[float], across: int, down: int, scale: float, width: int, height: int) -> Waves:
    """The waves of one channel, added up; their weights come row by row, the lowest frequencies only."""
    weights = np.zeros((down, across))
    for y in range(down):
        for x in range(across):
            if (x or y) and x * down < across * (down - y):
                weights[y, x] = next(parts) * scale
    added: Waves = 2 * _cosines(height, down) @ weights @ _cosines(width, across).T
    return added


def _cosines(length: int, waves: int) -> Waves:
    """Row by pixel, column by frequency."""
    cosines: Waves = np.cos(np.pi / length * (np.arange(length)[:, None] + 0.5) * np.arange(waves))
    return cosines
