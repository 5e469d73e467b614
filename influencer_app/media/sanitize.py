"""Sanitizes an uploaded picture: checks it, then re-encodes it so that only its pixels remain."""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from influencer_app.errors import InvalidInput
from influencer_app.media.colour import to_srgb
from influencer_app.media.encode import THUMB_QUALITY, WEBP_METHOD, fit_within
from influencer_app.media.file_size import check_size
from influencer_app.media.hashes import perceptual_hash, thumbhash
from influencer_app.media.image_input import open_header, open_image

QUALITY, THUMB_SIDE = 92, 384
SIZE_MAX, PIXELS_MAX, SIDE_MIN, SIDE_MAX = 15_000_000, 40_000_000, 256, 2048
RATIO_MAX, SHORT_SHARE = 10, 4
# Long enough not to occur in a camera's data by chance.
_EMBEDDED_MARKERS = (b"<script", b"<?php", b"%pdf-1", b"<!doctype html", b"<!entity")
_ARCHIVE = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class SanitizedImage:
    """An upright sRGB JPEG without metadata, and a small WebP of it.

    ``sha256`` (hex) is of ``data``; ``phash`` is 64 bits in hex; ``thumbhash`` is base64.
    """

    data: bytes
    thumb: bytes
    width: int
    height: int
    sha256: str
    phash: str
    thumbhash: str


def sanitize_image(
    data: bytes,
    *,
    size_max: int = SIZE_MAX,
    pixels_max: int = PIXELS_MAX,
    side_min: int = SIDE_MIN,
    side_max: int = SIDE_MAX,
) -> SanitizedImage:
    """Sanitize a JPEG, PNG or WebP; a longer side than ``side_max`` (pixels) is scaled down, but no shorter
    side to less than a quarter of it.

    All metadata (location, time, camera) is removed. Raises ``InvalidInput`` for a file over ``size_max``
    (bytes) or ``pixels_max``, under ``side_min`` on its shorter side, narrower than 1 : 10, damaged,
    animated, or a polyglot.
    """
    check_size(data, size_max)
    size = open_header(data, pixels_max)[1].size
    _check_shape(size, side_min)
    side = max(side_max, side_max // SHORT_SHARE * max(size) // min(size))
    opened = open_image(data, pixels_max, side)
    _reject_polyglot(data)
    image = fit_within(to_srgb(opened), side)
    plain = _encode(image, "JPEG", quality=QUALITY, subsampling="4:4:4")
    small = fit_within(image, THUMB_SIDE)
    return SanitizedImage(
        data=plain,
        thumb=_encode(small, "WEBP", quality=THUMB_QUALITY, method=WEBP_METHOD),
        width=image.width,
        height=image.height,
        sha256=hashlib.sha256(plain).hexdigest(),
        phash=perceptual_hash(image),
        thumbhash=thumbhash(small),
    )


def _check_shape(size: tuple[int, int], side_min: int) -> None:
    """Judges the picture as it was sent, before it is scaled down."""
    width, height = size
    if min(size) < side_min:
        raise InvalidInput(
            f"The picture is too small: {width} × {height}. Each side must have at least {side_min} pixels."
        )
    if max(size) > RATIO_MAX * min(size):
        raise InvalidInput(
            f"The picture is too narrow: {width} × {height}. "
            f"Its long side may be at most {RATIO_MAX} times its short side. Crop it."
        )


def _reject_polyglot(data: bytes) -> None:
    """Refuse a picture that is also a page, a program or an archive."""
    lowercase = data.lower()
    # The central directory of a ZIP archive is at its end.
    if any(mark in lowercase for mark in _EMBEDDED_MARKERS) or (
        _ARCHIVE in data and b"PK\x05\x06" in data[-66_000:]
    ):
        raise InvalidInput("The file contains more than a picture. Save it again as a picture.")


def _encode(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
