"""Names files by their first bytes, for the sentence that says why one is not taken."""

from typing import Final

IMAGE_BRANDS: Final = {
    **dict.fromkeys((b"avif", b"avis"), "an AVIF picture"),
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"), "a HEIC photo"),
}
"""Brands of ISO media files that are pictures, and what they are called."""

PICTURES: Final = "JPEG, PNG or WebP picture"
SOUNDS: Final = "WAV, MP3, M4A, Ogg, WebM or FLAC"
_STARTS: Final = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"8BPS", "a Photoshop file"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"OggS", "an Ogg sound"),
    (b"fLaC", "a FLAC sound"),
    (b"ID3", "an MP3 sound"),
    (b"\x1aE\xdf\xa3", "a WebM video"),
)
_FORMS: Final = {b"WEBP": "a WebP picture", b"WAVE": "a WAV sound", b"AVI ": "an AVI video"}
_MARKUP: Final = ((b"<svg", "an SVG drawing"), (b"<!doctype html", "a web page"), (b"<html", "a web page"))
_START_BYTES: Final = 1000


def describe(data: bytes) -> str:
    """What a file is, with its article, such as "a HEIC photo"; "" if that is unknown."""
    if data[4:8] == b"ftyp":
        return IMAGE_BRANDS.get(data[8:12], "an MP4 video")
    if data.startswith(b"RIFF"):
        return _FORMS.get(data[8:12], "")
    for start, name in _STARTS:
        if data.startswith(start):
            return name
    return _describe_text(data[:_START_BYTES])


def refusal(data: bytes, wanted: str) -> str:
    """A sentence that ``data`` is not ``wanted``, and what it is instead."""
    name = describe(data)
    return f"This is {name}, not a {wanted}." if name else f"This is not a {wanted}."


def _describe_text(start: bytes) -> str:
    lowercase = start.lstrip().lower()
    for mark, name in _MARKUP:
        if mark in lowercase:
            return name
    printable = start.decode("utf-8", "ignore").replace("\n", "").replace("\r", "").replace("\t", "")
    return "a text file" if printable.isprintable() and len(printable) > len(start) // 2 > 0 else ""
