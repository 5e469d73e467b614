"""Tests of sanitizing uploaded pictures."""

import hashlib
import io
import zipfile

import numpy as np
import pytest
from PIL import Image, ImageCms

from influencer_app.errors import InvalidInput
from influencer_app.media import probe_image, read_xmp
from influencer_app.media.colour import ORIENTATION
from influencer_app.media.hashes import perceptual_hash
from influencer_app.media.sanitize import sanitize_image
from tests.media.pictures import decode, encode, scene


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_format_becomes_a_plain_jpeg(kind: str):
    done = sanitize_image(encode(scene(640, 480), kind, quality=95))
    assert probe_image(done.data).format == "JPEG"
    assert (done.width, done.height) == decode(done.data).size == (640, 480)
    assert done.sha256 == hashlib.sha256(done.data).hexdigest()
    assert decode(done.thumb).size == (384, 288)
    assert np.abs(np.asarray(decode(done.data)).astype(int) - np.asarray(scene(640, 480))).mean() < 4
    near = int(done.phash, 16) ^ int(perceptual_hash(scene(640, 480)), 16)
    assert near.bit_count() <= 2


def test_location_and_camera_are_removed():
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[1] = "N"
    data = encode(
        scene(320, 320),
        "JPEG",
        exif=exif,
        comment=b"secret words",
        xmp=b"<x>secret</x>",
        icc_profile=b"p" * 200,
    )
    assert b"ecret" in data
    done = sanitize_image(data)
    for file in (done.data, done.thumb):
        assert b"ecret" not in file
        assert read_xmp(file) == {}
        assert set(decode(file).info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "loop",
            "background",
            "timestamp",
            "duration",
        }


def test_result_is_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    done = sanitize_image(encode(scene(640, 480), "JPEG", exif=exif))
    assert (done.width, done.height) == (480, 640)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("WEBP", "RGBA"),
    ],
)
@pytest.mark.parametrize("size", [(300, 150), (257, 128), (600, 300), (1500, 750)])
def test_large_picture_is_scaled_down(kind: str, mode: str, size: tuple[int, int]):
    image = scene(*size).convert(mode)
    done = sanitize_image(encode(image, kind), side_max=256, side_min=64)
    assert (done.width, done.height) in ((256, 128), (256, 127))
    wanted = image.convert("RGB").resize((done.width, done.height), Image.Resampling.LANCZOS)
    assert np.abs(np.asarray(decode(done.data)).astype(int) - np.asarray(wanted)).mean() < 6


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_large_pictures_keep_orientation_and_colours(kind: str):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encode(scene(600, 300), kind, exif=exif, icc_profile=profile)
    done = sanitize_image(data, side_max=256, side_min=64)
    assert (done.width, done.height) == (128, 256)
    wanted = scene(600, 300).transpose(Image.Transpose.ROTATE_270).resize((128, 256))
    assert np.abs(np.asarray(decode(done.data)).astype(int) - np.asarray(wanted)).mean() < 6


def test_narrow_strip_is_refused_by_its_proportions():
    with pytest.raises(InvalidInput, match=r"too narrow: 12000 × 600\. Its long side .* 10 times its short"):
        sanitize_image(encode(Image.new("RGB", (12_000, 600)), "JPEG"))


def test_a_picture_is_measured_before_it_is_scaled_down():
    done = sanitize_image(encode(Image.new("RGB", (9_000, 1_100)), "JPEG"))
    assert (done.width, done.height) == (4189, 512)
    with pytest.raises(InvalidInput, match="too small: 9000 × 255"):
        sanitize_image(encode(Image.new("RGB", (9_000, 255)), "JPEG"))


@pytest.mark.parametrize(
    ("data", "limits", "words"),
    [
        (encode(scene(300, 300), "PNG"), {"size_max": 1_000}, r"At most 0\.001 MB; this file has 0\.\d MB"),
        (encode(scene(300, 300), "PNG"), {"pixels_max": 89_999}, "too large"),
        (encode(scene(300, 255), "PNG"), {}, "too small"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", {}, "not a JPEG, PNG or WebP"),
        (encode(scene(300, 300), "GIF"), {}, "not a JPEG, PNG or WebP"),
        (encode(scene(300, 300), "PNG")[:-40], {}, "damaged|complete"),
    ],
)
def test_file_outside_the_limits_is_refused(data: bytes, limits: dict[str, int], words: str):
    with pytest.raises(InvalidInput, match=words):
        sanitize_image(data, **limits)


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("a.txt", "hello")
    return held.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("tail", [b"<ScRiPt>alert(1)</script>", b"<?php echo 1;", b"%PDF-1.7\n", archive()])
def test_polyglot_is_refused(kind: str, tail: bytes):
    with pytest.raises(InvalidInput, match="more than a picture"):
        sanitize_image(encode(scene(300, 300), kind) + tail)


def test_markers_in_picture_comments_are_detected():
    with pytest.raises(InvalidInput, match="more than a picture"):
        sanitize_image(encode(scene(300, 300), "JPEG", comment=b"<script>alert(1)</script>"))


def test_data_appended_by_cameras_is_accepted():
    done = sanitize_image(encode(scene(300, 300), "JPEG") + b"\x00\x00\x00\x18ftypmp42" + bytes(5000))
    assert done.width == 300
