"""A thumbhash renders a placeholder until its picture has loaded."""

import base64
import io

import numpy as np
import pytest
from PIL import Image
from thumbhash import thumb_hash_to_rgba

from influencer_app.media.hashes import thumbhash
from influencer_app.web.thumbhash import decode, thumbhash_data_url


def two_halves(size: tuple[int, int]) -> Image.Image:
    """Red at the left, blue at the right."""
    picture = Image.new("RGB", size, (220, 40, 30))
    picture.paste((30, 60, 200), (size[0] // 2, 0, *size))
    return picture


@pytest.mark.parametrize(("size", "shape"), [((896, 1120), 0.8), ((1024, 1024), 1.0), ((1280, 720), 1.78)])
def test_it_has_about_the_shape_and_the_colours_in_their_places(size: tuple[int, int], shape: float) -> None:
    pixels = decode(base64.b64decode(thumbhash(two_halves(size)))).astype(int)
    height, width, _ = pixels.shape
    assert width / height == pytest.approx(shape, rel=0.12)
    left, right = pixels[:, : width // 4].mean(axis=(0, 1)), pixels[:, -width // 4 :].mean(axis=(0, 1))
    assert left[0] > left[2] + 80
    assert right[2] > right[0] + 80


def test_its_first_pixel_is_that_of_the_reference(capsys: pytest.CaptureFixture[str]) -> None:
    hashed = base64.b64decode(thumbhash(two_halves((600, 800))))
    assert decode(hashed)[0, 0].tolist() == thumb_hash_to_rgba(hashed)[2][:3]


def test_it_is_a_small_data_url() -> None:
    url = thumbhash_data_url(thumbhash(two_halves((896, 1120))))
    data = base64.b64decode(url.removeprefix("data:image/webp;base64,"))
    assert len(url) < 500
    assert np.asarray(Image.open(io.BytesIO(data))).shape[2] == 3
