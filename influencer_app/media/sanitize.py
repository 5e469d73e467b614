"""A picture that a person brings: looked at closely, then written anew, so that only its pixels are kept."""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from influencer_app.errors import InvalidInput
from influencer_app.media.colour import to_srgb
from influencer_app.media.encode import THUMB_QUALITY, WEBP_METHOD, fit_within
from influencer_app.media.hashes import perceptual_hash, thumbhash
from influencer_app.media.image_input import open_image

QUALITY, THUMB_SIDE = 92, 384
SIZE_MAX, PIXELS_MAX, SIDE_MIN, SIDE_MAX = 15_000_000, 40_000_000, 256, 2048
# Long enough that no camera writes one by chance.
_EMBEDDED_MARKERS = (b"<script", b"<?php", b"%pdf-1", b"<!doctype html", b"<!entity")
_ARCHIVE = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class SanitizedImage:
    """A JPEG in sRGB without any metadata, upright, and a small WebP of it.

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
    """From JPEG, PNG or WebP. What is larger than ``side_max`` (pixels) is made smaller.

    Place, time, camera and whatever else the file carried is gone. Raises ``InvalidInput``: over
    ``size_max`` (bytes) or ``pixels_max``, under ``side_min`` on its shorter side, damaged, animated,
    or something else than a picture as well.
    """
    if len(data) > size_max:
        raise InvalidInput(f"The picture is too large. At most {size_max // 1_000_000} MB are accepted.")
    opened = open_image(data, pixels_max, side_max)
    _reject_polyglot(data)
    image = fit_within(to_srgb(opened), side_max)
    if min(image.size) < side_min:
        raise InvalidInput(f"The picture is too small. At least {side_min} pixels a side are needed.")
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


def _reject_polyglot(data: bytes) -> None:
    """Nobody means well with a picture that is a page, a program or an archive too."""
    lowercase = data.lower()
    # The list of an archive's files lies at its end, so readers look for it there.
    if any(mark in lowercase for mark in _EMBEDDED_MARKERS) or (
        _ARCHIVE in data and b"PK\x05\x06" in data[-66_000:]
    ):
        raise InvalidInput("The file is a picture and something else as well. Save it anew as a picture.")


def _encode(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
