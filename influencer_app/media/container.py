"""Finds a picture's own bytes in its file: where a JPEG ends, and a PNG without oversized text."""

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from influencer_app.errors import InvalidInput

SEGMENTS_MAX = 20_000
"""A JPEG of 100 MB with segments of 5 kB each; a picture has some dozens."""

TEXT_BYTES, PROFILE_BYTES = 1_000_000, 4_000_000
_PNG_START = 8
_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")
_SCAN, _END = 0xDA, 0xD9


class JpegExtent(NamedTuple):
    """The length up to the end marker (0 if it is missing) and the number of scans."""

    end: int
    scans: int


def measure_jpeg(data: bytes, scans_max: int) -> JpegExtent:
    """Walks the markers once, to the end of the first picture or beyond ``scans_max`` scans.

    Phones append films, depth maps and other pictures, which may contain any bytes.
    """
    at, scans = 2, 0
    for _ in range(SEGMENTS_MAX):
        found = _MARKER.search(data, at)
        if found is None or scans > scans_max:
            break
        marker = data[found.start() + 1]
        if marker == _END:
            return JpegExtent(found.end(), scans)
        scans += marker == _SCAN
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2], "big")
    return JpegExtent(0, scans)


def without_large_chunks(data: bytes) -> tuple[bytes, bytes | None]:
    """A PNG without text that decompresses to over 1 MB, and its colour profile if that is as large.

    Raises ``InvalidInput`` for a profile of over 4 MB. A damaged file stays as it is from there on.
    """
    kept, profile = [data[:_PNG_START]], None
    for name, body, whole in _chunks(data):
        if name == b"zTXt" and _is_large(body.partition(b"\0")[2][1:]):
            continue
        if name == b"iTXt" and _is_large(_compressed_text(body)):
            continue
        if name == b"iCCP" and _is_large(body.partition(b"\0")[2][1:]):
            profile = _inflate(body.partition(b"\0")[2][1:], PROFILE_BYTES)
            if len(profile) > PROFILE_BYTES:
                raise InvalidInput(
                    "The colour profile of the picture is too large. Save it without the profile."
                )
            continue
        kept.append(whole)
    return b"".join(kept), profile


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Name, content and all bytes of each chunk; the rest of the file after the end or damage has no name."""
    at = _PNG_START
    while len(data) - at >= 12:
        stop = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if stop > len(data) or name == b"IEND":
            break
        yield name, data[at + 8 : stop - 4], data[at:stop]
        at = stop
    yield b"", b"", data[at:]


def _compressed_text(body: bytes) -> bytes:
    """The compressed text of an ``iTXt`` chunk; b"" if it is plain."""
    keyword, _, rest = body.partition(b"\0")
    if not keyword or rest[:1] != b"\1":
        return b""
    return rest[2:].partition(b"\0")[2].partition(b"\0")[2]


def _is_large(compressed: bytes) -> bool:
    return len(_inflate(compressed, TEXT_BYTES)) > TEXT_BYTES


def _inflate(compressed: bytes, bytes_max: int) -> bytes:
    """At most one byte more than ``bytes_max``; b"" for damaged data, which its reader reports."""
    try:
        return zlib.decompressobj().decompress(compressed, bytes_max + 1)
    except zlib.error:
        return b""
