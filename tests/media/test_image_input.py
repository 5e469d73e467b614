"""Tests of opening external pictures."""

import struct
import time
import tracemalloc
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from influencer_app.errors import InvalidInput
from influencer_app.media import ImageInfo, open_image, probe_image
from influencer_app.media.container import measure_jpeg
from tests.media.pictures import encode, scene

KINDS = ["JPEG", "PNG", "WEBP"]
SMALL = {kind: encode(scene(40, 30), kind) for kind in KINDS}


def png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_header(width: int, height: int) -> bytes:
    """A PNG header that claims a size, with almost no data."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [
        png_chunk(b"IHDR", head),
        png_chunk(b"IDAT", zlib.compress(b"\0" * 100)),
        png_chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("kind", KINDS)
def test_stills_are_identified_with_their_size(kind: str):
    assert probe_image(encode(scene(64, 48), kind)) == ImageInfo(kind, 64, 48)


@pytest.mark.parametrize(
    "options",
    [{"progressive": True}, {"quality": 20}, {"exif": b"Exif\0\0junk"}, {"comment": b"hello"}],
)
def test_unusual_jpegs_are_pictures_too(options: dict[str, object]):
    assert probe_image(encode(scene(64, 48), "JPEG", **options)).width == 64


def test_lossless_webp_is_a_picture():
    assert probe_image(encode(scene(64, 48), "WEBP", lossless=True)).format == "WEBP"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        encode(scene(20, 20), "GIF"),
        encode(scene(20, 20), "BMP"),
        encode(scene(20, 20), "TIFF"),
        encode(scene(32, 32), "AVIF"),
        b" " + SMALL["PNG"],
    ],
)
def test_other_files_are_refused(data: bytes):
    with pytest.raises(InvalidInput, match="not a JPEG, PNG or WebP"):
        probe_image(data)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("kept", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_file_is_refused(kind: str, kept: float):
    data = encode(scene(200, 150), kind)
    with pytest.raises(InvalidInput, match=r"damaged|complete"):
        probe_image(data[: int(len(data) * kept)])


@pytest.mark.parametrize("kind", KINDS)
def test_missing_last_bytes_are_detected(kind: str):
    with pytest.raises(InvalidInput):
        probe_image(SMALL[kind][:-2])


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_trailing_data_is_accepted(kind: str):
    assert probe_image(SMALL[kind] + b"trailing bytes of a camera").width == 40


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_animations_are_refused(kind: str):
    frames = [scene(40, 30, seed) for seed in (1, 2, 3)]
    data = encode(frames[0], kind, save_all=True, append_images=frames[1:])
    with pytest.raises(InvalidInput, match="animated"):
        probe_image(data)


def test_photo_with_an_embedded_second_picture_is_a_still():
    data = encode(scene(64, 48), "MPO", save_all=True, append_images=[scene(32, 24)])
    assert probe_image(data) == ImageInfo("JPEG", 64, 48)


def test_the_limit_is_on_pixels():
    data = encode(scene(100, 50), "PNG")
    assert probe_image(data, max_pixels=5000).width == 100
    with pytest.raises(InvalidInput, match=r"maximum is 0\.004999 million pixels"):
        probe_image(data, max_pixels=4999)


@pytest.mark.parametrize(
    ("width", "height"), [(8000, 8000), (12_000, 12_000), (60_000, 60_000), (1, 20_000), (2**31 - 1, 1)]
)
def test_decompression_bomb_is_refused_by_its_header(
    width: int, height: int, monkeypatch: pytest.MonkeyPatch
):
    def decoded(_: Image.Image) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)
    with pytest.raises(InvalidInput, match="too large"):
        probe_image(png_header(width, height))


@pytest.mark.parametrize(
    "tail", [b"\xff\xda" * 200, b"\xff\xd9\xff\xda", b"\0\0\0\x18ftypmp42\xff\xda\xff\xd8" + bytes(5000)]
)
def test_what_a_phone_writes_behind_a_jpeg_is_not_read(tail: bytes):
    assert probe_image(SMALL["JPEG"] + tail) == ImageInfo("JPEG", 40, 30)


def test_an_end_inside_the_metadata_of_a_jpeg_is_none():
    data = encode(scene(40, 30), "JPEG", comment=b"\xff\xd9\xff\xda" * 100)
    assert probe_image(data).width == 40
    with pytest.raises(InvalidInput, match=r"damaged|complete"):
        probe_image(data[:-2])


@pytest.mark.parametrize("junk", [b"\xff" * 10_000_000, b"\xff\0" * 5_000_000, b"\xff\xe0\0\2" * 2_500_000])
def test_a_jpeg_of_nothing_but_markers_is_walked_in_no_time(junk: bytes):
    began = time.monotonic()
    assert measure_jpeg(b"\xff\xd8\xff" + junk, 64) == (0, 0)
    assert time.monotonic() - began < 2


def test_jpeg_with_too_many_scans_is_refused_before_decoding(monkeypatch: pytest.MonkeyPatch):
    plain = encode(scene(64, 48), "JPEG", progressive=True)
    scan = plain[plain.rindex(b"\xff\xda") : -2]
    assert probe_image(plain[:-2] + scan * 20 + b"\xff\xd9").width == 64

    def decoded(_: Image.Image) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)
    with pytest.raises(InvalidInput, match="too many scans"):
        probe_image(plain[:-2] + scan * 100 + b"\xff\xd9")


@pytest.mark.parametrize("chunk", [b"zTXt", b"iCCP"])
def test_png_with_huge_compressed_text_is_read_without_it(chunk: bytes):
    """100 MB of zeros compressed to 100 kB: costs neither memory nor time."""
    body = b"note\0\0" + zlib.compress(bytes(100_000_000))
    note = struct.pack(">I", len(body)) + chunk + body + struct.pack(">I", zlib.crc32(chunk + body))
    at = SMALL["PNG"].index(b"IDAT") - 4
    data = SMALL["PNG"][:at] + note + SMALL["PNG"][at:]
    tracemalloc.start()
    try:
        found = probe_image(data).width
    except InvalidInput:
        found = 0
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found in (0, 40)
    assert peak < 10_000_000


def png_with(name: bytes, body: bytes) -> bytes:
    at = SMALL["PNG"].index(b"IDAT") - 4
    return SMALL["PNG"][:at] + png_chunk(name, body) + SMALL["PNG"][at:]


@pytest.mark.parametrize(
    ("name", "head"), [(b"zTXt", b"note\0\0"), (b"iTXt", b"note\0\1\0en\0\0"), (b"tEXt", b"note\0")]
)
def test_png_with_much_text_is_read(name: bytes, head: bytes):
    text = bytes(range(1, 256)) * 8_000
    body = head + (text if name == b"tEXt" else zlib.compress(text))
    assert probe_image(png_with(name, body)).width == 40


def test_png_with_a_large_colour_profile_keeps_it():
    profile = bytes(range(256)) * 8_000
    image = open_image(png_with(b"iCCP", b"p\0\0" + zlib.compress(profile)))
    assert image.info["icc_profile"] == profile
    with pytest.raises(InvalidInput, match="colour profile of the picture is too large"):
        probe_image(png_with(b"iCCP", b"p\0\0" + zlib.compress(bytes(5_000_000))))


def test_file_shorter_than_its_header_is_damaged():
    with pytest.raises(InvalidInput, match="damaged"):
        probe_image(png_header(1000, 1000))


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(KINDS), at=st.integers(0, 10_000), junk=st.binary(min_size=1, max_size=12))
def test_junk_in_a_picture_is_decoded_or_refused(kind: str, at: int, junk: bytes):
    data = bytearray(SMALL[kind])
    place = at % len(data)
    data[place : place + len(junk)] = junk
    try:
        found = probe_image(bytes(data))
    except InvalidInput:
        return  # any other error fails this test
    assert found.width >= 1


def test_open_picture_outlives_its_bytes():
    image = open_image(bytes(SMALL["PNG"]))
    assert image.size == (40, 30)
    assert BytesIO(image.tobytes()).getbuffer().nbytes == 40 * 30 * 3
