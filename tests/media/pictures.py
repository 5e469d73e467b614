"""Creates pictures with visible content in memory."""

from io import BytesIO

import numpy as np
from PIL import Image


def scene(width: int = 320, height: int = 240, seed: int = 1) -> Image.Image:
    """A gradient with coloured discs and some grain; the seed places the discs."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width] / max(width, height)
    pixels = np.stack([0.2 + 0.6 * x, 0.3 + 0.4 * y, 0.7 - 0.4 * x], axis=-1)
    for _ in range(7):
        at, radius = random.random(2), random.uniform(0.06, 0.2)
        pixels[(x - at[0]) ** 2 + (y - at[1]) ** 2 < radius**2] = random.random(3)
    pixels += random.normal(0, 0.01, pixels.shape)
    return Image.fromarray((pixels.clip(0, 1) * 255).astype(np.uint8))


def encode(image: Image.Image, kind: str, **options: object) -> bytes:
    """``image`` as a file of format ``kind``."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def decode(data: bytes) -> Image.Image:
    """Decode a file."""
    image = Image.open(BytesIO(data))
    image.load()
    return image
