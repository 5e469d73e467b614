"""Tests of the watermark."""

import numpy as np
import pytest
from PIL import Image

from influencer_app.errors import InvalidInput
from influencer_app.media import watermark
from tests.media.pictures import scene

TEXT = "made with Evermuse"


def box_of_change(before: Image.Image, after: Image.Image, by: int = 1) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the pixels that differ by at least ``by``."""
    change = np.abs(np.asarray(after).astype(int) - np.asarray(before)).max(axis=2) >= by
    rows, columns = np.flatnonzero(change.any(axis=1)), np.flatnonzero(change.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def test_input_picture_is_unchanged():
    image = scene(512, 512)
    before = image.tobytes()
    assert watermark(image, TEXT).tobytes() != before
    assert image.tobytes() == before


def test_watermark_is_24_px_from_the_bottom_right_corner_at_1024():
    black = Image.new("RGB", (1024, 1024))
    left, top, right, bottom = box_of_change(black, watermark(black, TEXT), by=90)
    assert abs(1024 - right - 24) <= 2
    assert abs(1024 - bottom - 24) <= 2
    assert 14 <= bottom - top <= 24
    assert 180 <= right - left <= 260


@pytest.mark.parametrize("size", [(512, 512), (832, 1216), (1216, 832), (2048, 2048), (4000, 1000)])
def test_watermark_scales_with_the_width(size: tuple[int, int]):
    reference, image = Image.new("RGB", (1024, 1024)), Image.new("RGB", size)
    wanted = box_of_change(reference, watermark(reference, TEXT), by=90)
    found = box_of_change(image, watermark(image, TEXT), by=90)
    scale = size[0] / 1024
    assert found[2] - found[0] == pytest.approx((wanted[2] - wanted[0]) * scale, rel=0.06)
    assert size[0] - found[2] == pytest.approx((1024 - wanted[2]) * scale, abs=3)
    assert size[1] - found[3] == pytest.approx((1024 - wanted[3]) * scale, abs=3)


@pytest.mark.parametrize("level", [0, 64, 128, 192, 255])
def test_watermark_is_readable_on_every_grey(level: int):
    image = Image.new("RGB", (1024, 256), (level, level, level))
    done = watermark(image, TEXT)
    pixels = np.asarray(done.crop(box_of_change(image, done)).convert("L")).astype(int)
    assert np.percentile(pixels, 99) - np.percentile(pixels, 1) >= 100


def test_white_lets_a_quarter_of_the_picture_through():
    black = Image.new("RGB", (1024, 256))
    assert int(np.asarray(watermark(black, TEXT)).max()) == pytest.approx(191, abs=2)


def test_the_rest_of_the_picture_is_untouched():
    image = scene(1024, 1024)
    left, top, right, bottom = box_of_change(image, watermark(image, TEXT))
    assert left > 700
    assert top > 940
    assert right <= 1024
    assert bottom <= 1024


@pytest.mark.parametrize("size", [(1, 1), (16, 16), (40, 300), (300, 8)])
def test_tiny_pictures_do_not_break_it(size: tuple[int, int]):
    assert watermark(Image.new("RGB", size, "grey"), TEXT).size == size


def test_a_long_text_gets_smaller_and_stays_inside():
    black = Image.new("RGB", (512, 512))
    left, _, right, _ = box_of_change(black, watermark(black, "a very long name of a studio " * 5), by=60)
    assert left >= 8
    assert right <= 503


@pytest.mark.parametrize(
    "text", ["Créé avec Évermuse", "Сделано в студии", "Φτιαγμένο εδώ", "Được làm với ẞ", "a\n\tb"]
)
def test_other_alphabets_and_line_breaks_are_drawn(text: str):
    image = Image.new("RGB", (1024, 200))
    done = watermark(image, text)
    assert done.tobytes() != image.tobytes()
    assert done.tobytes() == watermark(image, " ".join(text.split())).tobytes()
    boxes = watermark(image, "\uffff" * len(text.replace(" ", "")))
    assert done.tobytes() != boxes.tobytes()


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_text_is_refused(text: str):
    with pytest.raises(InvalidInput):
        watermark(Image.new("RGB", (64, 64)), text)
