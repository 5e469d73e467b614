"""Tests of encoding and of the metadata written."""

import numpy as np
import pytest
from PIL import Image

from influencer_app.media import Renditions, SourceType, encode_original, read_xmp, renditions
from tests.media.pictures import decode, encode, scene

XMP = {
    "Iptc4xmpExt:DigitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia",
    "xmp:CreatorTool": "Evermuse",
}


def original(image: Image.Image) -> bytes:
    return encode_original(image, source_type=SourceType.ALGORITHMIC, creator_tool="Evermuse")


def small(image: Image.Image) -> Renditions:
    return renditions(image, source_type=SourceType.ALGORITHMIC, creator_tool="Evermuse")


def segments(data: bytes) -> list[tuple[int, bytes]]:
    """Marker and first bytes of each JPEG segment before the picture's data."""
    found, at = [], 2
    while data[at + 1] != 0xDA:
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        found.append((data[at + 1], data[at + 4 : at + 16]))
        at += 2 + length
    return found


def test_the_original_is_a_jpeg_of_full_colour_resolution():
    image = scene(160, 120)
    done = decode(original(image))
    assert (done.format, done.mode, done.size) == ("JPEG", "RGB", (160, 120))
    assert [layer[1:3] for layer in done.layer] == [(1, 1)] * 3
    assert np.abs(np.asarray(done).astype(int) - np.asarray(image)).mean() < 3


def test_the_original_carries_xmp_and_nothing_else():
    profile_and_more = {
        "exif": b"Exif\0\0II*\0\x08\0\0\0\0\0",
        "comment": b"a secret place",
        "dpi": (300, 300),
    }
    raw = decode(encode(scene(64, 48), "JPEG", icc_profile=b"p" * 200, **profile_and_more))
    data = original(raw)
    applications = [head[:4] for marker, head in segments(data) if 0xE0 <= marker <= 0xEF or marker == 0xFE]
    assert applications == [b"JFIF", b"http"]
    assert b"secret" not in data
    assert read_xmp(data) == XMP


def test_small_versions_carry_xmp_and_nothing_else():
    raw = decode(encode(scene(64, 48), "PNG", icc_profile=b"p" * 200, exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"))
    done = small(raw)
    for data in (done.preview, done.thumb):
        assert read_xmp(data) == XMP
        assert b"ICCP" not in data
        assert b"EXIF" not in data


@pytest.mark.parametrize(
    ("size", "preview", "thumb"),
    [
        ((1024, 1024), (1024, 1024), (384, 384)),
        ((832, 1216), (701, 1024), (263, 384)),
        ((1216, 832), (1024, 701), (384, 263)),
        ((300, 200), (300, 200), (300, 200)),
        ((3000, 3), (1024, 1), (384, 1)),
        ((1, 1), (1, 1), (1, 1)),
    ],
)
def test_small_versions_fit_and_are_never_enlarged(
    size: tuple[int, int], preview: tuple[int, int], thumb: tuple[int, int]
):
    done = small(scene(*size))
    for data, wanted in ((done.preview, preview), (done.thumb, thumb)):
        image = decode(data)
        assert image.format == "WEBP"
        assert image.size == wanted


def test_small_versions_look_like_the_picture():
    image = scene(1200, 900)
    for data in (small(image).preview, small(image).thumb):
        seen = decode(data)
        wanted = image.resize(seen.size, Image.Resampling.LANCZOS)
        assert np.abs(np.asarray(seen).astype(int) - np.asarray(wanted)).mean() < 3


def test_other_modes_are_written_as_rgb():
    assert decode(original(scene(40, 30).convert("L"))).mode == "RGB"
    assert decode(small(scene(40, 30).convert("L")).thumb).mode == "RGB"
