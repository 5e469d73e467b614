"""Computes a picture's ThumbHash placeholder and its perceptual hash."""

import base64

import numpy as np
from PIL import Image
from thumbhash import rgba_to_thumb_hash  # type: ignore[import-untyped]  # it ships no types

PLACEHOLDER_SIDE = 32
SIDE, FREQUENCIES = 32, 8


def thumbhash(image: Image.Image) -> str:
    """Base64 of the ThumbHash (evanw.github.io/thumbhash), about 25 bytes, of an RGB picture.

    Scaled to 32 px first: the encoder is plain Python, and a placeholder holds no more detail.
    """
    small = image.copy()
    small.thumbnail((PLACEHOLDER_SIDE, PLACEHOLDER_SIDE), Image.Resampling.BOX)
    pixels = list(small.convert("RGBA").tobytes())
    return base64.b64encode(bytes(rgba_to_thumb_hash(*small.size, pixels))).decode()


def perceptual_hash(image: Image.Image) -> str:
    """64 bits in hex that hardly change when a picture is scaled, recompressed or watermarked.

    The pHash of C. Zauner, "Implementation and benchmarking of perceptual image hash functions"
    (2010), in the short form of hackerfactor.com/blog (archive 432, 2011): 32 x 32 grey levels, the
    8 x 8 lowest frequencies of their cosine transform, each bit whether it is above the median of
    all but the constant one. Compare by Hamming distance; unrelated pictures differ in about 32 bits.
    """
    grey = image.convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    low = _BASIS @ np.asarray(grey, dtype=np.float64) @ _BASIS.T
    bits = (low > np.median(low.flat[1:])).flatten()
    return np.packbits(bits).tobytes().hex()


def _cosines() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """The first rows of the DCT-II matrix."""
    frequency = np.arange(FREQUENCIES)[:, None]
    position = np.arange(SIDE)[None, :]
    return np.cos(np.pi * frequency * (2 * position + 1) / (2 * SIDE))


_BASIS = _cosines()
