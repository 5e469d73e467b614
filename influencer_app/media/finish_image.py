"""Turns an engine's picture into the files that are stored."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from influencer_app.errors import PictureTooSmall
from influencer_app.media.colour import to_srgb
from influencer_app.media.crop import crop_to
from influencer_app.media.encode import encode_original, renditions
from influencer_app.media.image_input import open_image
from influencer_app.media.source_type import SourceType
from influencer_app.media.watermark import watermark

ENLARGED_MAX = 2.0
"""A picture is enlarged to the wanted size by this much at most."""
Sign = Callable[[bytes, str], bytes]
"""Takes a file and its media type, returns the file with its signed manifest."""


@dataclass(frozen=True, slots=True)
class FinishedImage:
    """The files and facts of one finished picture.

    ``sha256`` (hex) is of ``original``, the bytes as served; ``phash`` is 64 bits in hex;
    ``thumbhash`` is base64. ``unmarked`` is the original without its watermark, unsigned; else None.
    """

    original: bytes
    content_type: str
    preview: bytes
    thumb: bytes
    thumbhash: str
    width: int
    height: int
    sha256: str
    phash: str
    unmarked: bytes | None = None


def finish_image(
    raw: bytes,
    *,
    watermark_text: str | None,
    source_type: SourceType,
    creator_tool: str,
    size: tuple[int, int] | None = None,
    sign: Sign | None = None,
) -> FinishedImage:
    """Check, crop, watermark, scale and encode one picture (PNG, JPEG or WebP bytes); sign it last.

    The same arguments give the same bytes, except for the signature in the original. Small versions are
    not signed. Metadata of ``raw`` is removed. Raises ``InvalidInput`` for anything but a complete still
    picture, ``PictureTooSmall`` for one far below ``size``, and whatever ``sign`` raises.
    """
    image = to_srgb(open_image(raw))
    if size is not None:
        if max(size[0] / image.width, size[1] / image.height) > ENLARGED_MAX:
            raise PictureTooSmall((image.width, image.height), size)
        image = crop_to(image, size)
    unmarked = None
    if watermark_text is not None:
        unmarked = encode_original(image, source_type=source_type, creator_tool=creator_tool)
        image = watermark(image, watermark_text)
    original = encode_original(image, source_type=source_type, creator_tool=creator_tool)
    if sign is not None:
        original = sign(original, "image/jpeg")
    small = renditions(image, source_type=source_type, creator_tool=creator_tool)
    return FinishedImage(
        original=original,
        content_type="image/jpeg",
        preview=small.preview,
        thumb=small.thumb,
        thumbhash=small.thumbhash,
        width=image.width,
        height=image.height,
        sha256=hashlib.sha256(original).hexdigest(),
        phash=small.phash,
        unmarked=unmarked,
    )
