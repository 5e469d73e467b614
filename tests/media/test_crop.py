"""Tests of cropping."""

import numpy as np
import pytest
from PIL import Image

from influencer_app.media.crop import crop_to
from tests.media.pictures import scene


def with_dot(width: int, height: int, x: float, y: float) -> Image.Image:
    image = Image.new("RGB", (width, height), "black")
    image.paste("white", (round(x) - 6, round(y) - 6, round(x) + 6, round(y) + 6))
    return image


def dot(image: Image.Image) -> tuple[float, float]:
    light = np.asarray(image.convert("L"), dtype=float)
    y, x = np.mgrid[0 : image.height, 0 : image.width]
    return float((x * light).sum() / light.sum()), float((y * light).sum() / light.sum())


def test_matching_size_is_unchanged():
    image = scene(64, 48)
    assert crop_to(image, (64, 48)) is image


@pytest.mark.parametrize("size", [(100, 100), (50, 80), (80, 50), (300, 300), (7, 1)])
def test_the_wanted_size_comes_out(size: tuple[int, int]):
    assert crop_to(scene(200, 120), size).size == size


def test_crop_keeps_the_upper_third():
    x, y = dot(crop_to(with_dot(400, 900, 200, 300), (400, 400)))
    assert y == pytest.approx(400 / 3, abs=2)
    assert x == pytest.approx(200, abs=2)


def test_both_sides_are_cropped_equally():
    x, y = dot(crop_to(with_dot(900, 400, 450, 200), (400, 400)))
    assert (x, y) == (pytest.approx(200, abs=2), pytest.approx(200, abs=2))


def test_nothing_is_stretched():
    done = crop_to(with_dot(400, 900, 200, 300), (200, 200))
    light = np.asarray(done.convert("L")) > 128
    assert abs(int(light.any(axis=0).sum()) - int(light.any(axis=1).sum())) <= 1
