"""Opens external pictures safely: checks type and limits, then decodes them completely."""

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from PIL import Image

from influencer_app.errors import InvalidInput
from influencer_app.media.container import measure_jpeg, without_large_chunks
from influencer_app.media.file_type import PICTURES, refusal

Format = Literal["JPEG", "PNG", "WEBP"]
MAX_PIXELS = 50_000_000
MAX_SIDE = 16_383  # the limit of WebP, well below that of JPEG
MAX_SCANS = 64
"""Encoders write about ten. Each costs time in proportion to the pixels, and can be as short as 75 bytes."""

_REDUCED = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})
_PNG_END = b"IEND\xaeB`\x82"
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, struct.error, UserWarning)


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """Format, and width and height in pixels as stored."""

    format: Format
    width: int
    height: int


def probe_image(data: bytes, max_pixels: int = MAX_PIXELS) -> ImageInfo:
    """Identify ``data``. Raises ``InvalidInput`` unless it is one complete still JPEG, PNG or WebP.

    The pixel count is checked before decoding; then the file is decoded completely, so that a truncated
    one is found here and not by a viewer.
    """
    return _open(data, max_pixels)[0]


def open_image(data: bytes, max_pixels: int = MAX_PIXELS, side: int | None = None) -> Image.Image:
    """The decoded pixels, in the file's own mode, with its metadata. Raises as ``probe_image`` does.

    With ``side``, a larger picture may be decoded at a fraction of its size to save memory; its long side
    is never under ``side`` px.
    """
    image = _open(data, max_pixels, side)[1]
    share = max(image.size) // side if side else 1
    return image.reduce(share) if share > 1 and image.mode in _REDUCED else image


def open_header(data: bytes, max_pixels: int = MAX_PIXELS) -> tuple[Format, Image.Image]:
    """The format, and the picture before decoding. Raises ``InvalidInput`` as ``probe_image`` does."""
    kind, profile = _sniff(data), None
    if kind == "JPEG":
        end, scans = measure_jpeg(data, MAX_SCANS)
        if scans > MAX_SCANS:
            raise InvalidInput("The picture is damaged: it has too many scans.")
        data = data[:end] if end else data
    if kind == "PNG":
        data, profile = without_large_chunks(data)
    try:
        image = Image.open(BytesIO(data), formats=[kind])
    except _TOO_LARGE as error:
        raise _too_large(max_pixels) from error
    except _DAMAGED as error:
        raise InvalidInput("The picture is damaged and cannot be read.") from error
    if image.width * image.height > max_pixels or max(image.size) > MAX_SIDE:
        raise _too_large(max_pixels)
    if profile is not None:
        image.info["icc_profile"] = profile
    return kind, image


def _open(data: bytes, max_pixels: int, side: int | None = None) -> tuple[ImageInfo, Image.Image]:
    kind, image = open_header(data, max_pixels)
    found = ImageInfo(kind, image.width, image.height)
    # A JPEG may contain a second picture (depth or gain map); only the first is shown.
    if kind != "JPEG" and getattr(image, "is_animated", False):
        raise InvalidInput("The picture is animated. Use a still picture.")
    if side is not None and kind == "JPEG" and max(image.size) > side:
        scale = side / max(image.size)
        image.draft(image.mode, (round(image.width * scale), round(image.height * scale)))
    try:
        image.load()
    except _DAMAGED as error:
        raise InvalidInput("The picture is damaged or incomplete.") from error
    if not _ends(kind, data):
        raise InvalidInput("The picture is incomplete. Its end is missing.")
    return found, image


def _sniff(data: bytes) -> Format:
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    raise InvalidInput(refusal(data, PICTURES))


def _ends(kind: Format, data: bytes) -> bool:
    """Whether the end marker is present: decoders tolerate a missing tail. Trailing data is fine."""
    if kind == "JPEG":
        return measure_jpeg(data, MAX_SCANS).end > 0
    if kind == "PNG":
        return _PNG_END in data
    return len(data) >= int.from_bytes(data[4:8], "little") + 8


def _too_large(max_pixels: int) -> InvalidInput:
    millions = max_pixels / 1_000_000
    return InvalidInput(
        f"The picture is too large. The maximum is {millions:g} million pixels and {MAX_SIDE} per side."
    )
