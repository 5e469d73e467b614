"""Tests of finishing pictures."""

import hashlib

import numpy as np
import pytest
from PIL import Image

from influencer_app.errors import InvalidInput, PictureTooSmall
from influencer_app.media import FinishedImage, SourceType, finish_image, probe_image, read_xmp
from tests.media.pictures import decode, encode, scene


def finish(raw: bytes, size: tuple[int, int] | None = None, text: str | None = None) -> FinishedImage:
    return finish_image(
        raw, watermark_text=text, source_type=SourceType.ALGORITHMIC, creator_tool="Evermuse", size=size
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_every_format_is_finished(kind: str):
    done = finish(encode(scene(640, 480), kind))
    assert (done.width, done.height, done.content_type) == (640, 480, "image/jpeg")
    assert probe_image(done.original).format == "JPEG"
    assert probe_image(done.preview).format == probe_image(done.thumb).format == "WEBP"
    assert done.sha256 == hashlib.sha256(done.original).hexdigest()
    assert all(
        read_xmp(data)["xmp:CreatorTool"] == "Evermuse" for data in (done.original, done.preview, done.thumb)
    )


@pytest.mark.parametrize("text", [None, "made with Evermuse"])
def test_finishing_is_deterministic(text: str | None):
    raw = encode(scene(640, 480), "PNG")
    assert finish(raw, (512, 512), text) == finish(raw, (512, 512), text)


@pytest.mark.parametrize("found", [(64, 64), (1024, 500), (500, 1024)])
def test_what_is_far_too_small_is_not_enlarged(found: tuple[int, int]):
    with pytest.raises(PictureTooSmall, match=f"{found[0]} x {found[1]} pixels, far below the 1024 x 1024"):
        finish(encode(scene(*found), "PNG"), size=(1024, 1024))


def test_the_wanted_size_comes_out_everywhere():
    done = finish(encode(scene(700, 800), "PNG"), size=(1024, 1536))
    assert (done.width, done.height) == (1024, 1536)
    assert decode(done.original).size == (1024, 1536)
    assert decode(done.preview).size == (683, 1024)
    assert decode(done.thumb).size == (256, 384)


def test_watermark_is_in_every_version():
    raw = encode(Image.new("RGB", (1024, 1024), (30, 30, 60)), "PNG")
    for name in ("original", "preview"):
        plain = np.asarray(decode(getattr(finish(raw), name))).astype(int)
        marked = np.asarray(decode(getattr(finish(raw, text="made with Evermuse"), name))).astype(int)
        change = np.abs(marked - plain).max(axis=2)
        assert change[960:1010, 780:1000].max() > 100
        assert change[:900].max() <= 2


def test_without_text_there_is_no_watermark():
    raw = encode(Image.new("RGB", (512, 512), "black"), "PNG")
    assert int(np.asarray(decode(finish(raw).original)).max()) == 0


def test_watermark_is_inside_the_cropped_picture():
    raw = encode(Image.new("RGB", (2048, 512)), "PNG")
    marked = np.asarray(decode(finish(raw, (512, 512), "made with Evermuse").original))
    assert int(marked[480:512, 380:512].max()) > 120


@pytest.mark.parametrize(
    "raw", [b"", b"no picture", encode(scene(64, 64), "PNG")[:200], encode(scene(9, 9), "GIF")]
)
def test_other_file_is_refused(raw: bytes):
    with pytest.raises(InvalidInput):
        finish(raw)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_polyglot_becomes_a_plain_picture(kind: str):
    hidden = b"PK\x03\x04<script>alert(1)</script>%PDF-1.7"
    done = finish(encode(scene(64, 64), kind) + hidden)
    assert all(b"alert(1)" not in data for data in (done.original, done.preview, done.thumb))


def test_raw_metadata_is_removed():
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    raw = encode(scene(64, 64), "JPEG", exif=exif, comment=b"a secret place", xmp=b"<x>a secret place</x>")
    assert b"secret" in raw
    done = finish(raw)
    assert all(b"secret" not in data for data in (done.original, done.preview, done.thumb))
