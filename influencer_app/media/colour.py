"""Converts a decoded picture to upright sRGB pixels without metadata."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

Turn = Image.Transpose
ORIENTATION = 0x0112
_TURNS = {
    2: Turn.FLIP_LEFT_RIGHT,
    3: Turn.ROTATE_180,
    4: Turn.FLIP_TOP_BOTTOM,
    5: Turn.TRANSPOSE,
    6: Turn.ROTATE_270,
    7: Turn.TRANSVERSE,
    8: Turn.ROTATE_90,
}
_SRGB = ImageCms.createProfile("sRGB")


def to_srgb(image: Image.Image) -> Image.Image:
    """A new RGB picture: rotated by its EXIF, converted by its ICC profile, flattened onto white.

    An unreadable EXIF block or colour profile is ignored, as in every viewer.
    """
    turn = _TURNS.get(_orientation(image))
    flat = _apply_profile(_flatten(image), image.info.get("icc_profile"))
    plain = flat.copy() if turn is None else flat.transpose(turn)
    plain.info = {}
    return plain


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, UserWarning):
        return 1


def _flatten(image: Image.Image) -> Image.Image:
    """8-bit RGB or CMYK: transparency is flattened onto white, 16 bits are reduced to 8."""
    if image.mode.startswith("I"):
        grey = (np.asarray(image).astype(np.uint32) >> 8).clip(0, 255).astype(np.uint8)
        return Image.fromarray(grey).convert("RGB")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return image if image.mode == "CMYK" else image.convert("RGB")


def _apply_profile(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        done = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert("RGB")
    return done if done is not None else image.convert("RGB")
