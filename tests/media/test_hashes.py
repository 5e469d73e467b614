"""Tests of ThumbHash and perceptual hash."""

import base64

import pytest
from PIL import Image
from thumbhash import thumb_hash_to_approximate_aspect_ratio, thumb_hash_to_average_rgba

from influencer_app.media import watermark
from influencer_app.media.hashes import perceptual_hash, thumbhash
from tests.media.pictures import decode, encode, scene


def distance(one: Image.Image, other: Image.Image) -> int:
    """Number of differing bits."""
    return (int(perceptual_hash(one), 16) ^ int(perceptual_hash(other), 16)).bit_count()


def test_perceptual_hash_is_64_bits_in_hex():
    found = perceptual_hash(scene())
    assert len(found) == 16
    assert 20 <= int(found, 16).bit_count() <= 44


@pytest.mark.parametrize("seed", range(1, 6))
def test_perceptual_hash_survives_common_edits(seed: int):
    image = scene(800, 600, seed)
    changed = {
        "compressed": decode(encode(image, "JPEG", quality=30)),
        "smaller": image.resize((200, 150), Image.Resampling.LANCZOS),
        "webp": decode(encode(image.resize((384, 288)), "WEBP", quality=70)),
        "marked": watermark(image, "made with Evermuse"),
        "brighter": image.point(lambda value: min(255, value + 15)),
    }
    assert {
        name: distance(image, other) for name, other in changed.items() if distance(image, other) > 8
    } == {}


def test_other_pictures_have_other_fingerprints():
    pictures = [scene(400, 300, seed) for seed in range(1, 13)]
    distances = [distance(a, b) for n, a in enumerate(pictures) for b in pictures[:n]]
    assert min(distances) > 10
    assert sum(distances) / len(distances) > 22


def test_plain_picture_has_a_perceptual_hash():
    assert len(perceptual_hash(Image.new("RGB", (64, 64), "teal"))) == 16


@pytest.mark.parametrize("size", [(400, 300), (300, 400), (1, 1), (2000, 10), (5, 3000)])
def test_a_thumbhash_is_a_few_bytes(size: tuple[int, int]):
    assert 5 <= len(base64.b64decode(thumbhash(scene(*size)), validate=True)) <= 28


def test_a_thumbhash_keeps_colour_and_shape():
    packed = list(base64.b64decode(thumbhash(Image.new("RGB", (400, 200), (200, 60, 30)))))
    red, green, blue, alpha = thumb_hash_to_average_rgba(packed)
    assert (red, green, blue) == (
        pytest.approx(200 / 255, abs=0.05),
        pytest.approx(60 / 255, abs=0.05),
        pytest.approx(30 / 255, abs=0.05),
    )
    assert alpha == 1
    assert thumb_hash_to_approximate_aspect_ratio(packed) == pytest.approx(2, rel=0.35)
