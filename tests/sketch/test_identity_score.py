"""Tests of the identity score."""

import numpy as np
import pytest

from influencer_app.sketch import Shot
from influencer_app.sketch.cast import cast
from influencer_app.sketch.identity_score import (
    COLUMNS,
    ROWS,
    Signature,
    distances,
    face_of,
    nearest,
    signature,
)
from influencer_app.sketch.seeds import field

pytestmark = pytest.mark.slow

PEOPLE = 4
PROMPTS = ("on the beach at sunset, laughing", "city at night, neon", "config, serious", "concert, close up")


@pytest.fixture(scope="module")
def faces() -> list[Signature]:
    """A few people, each in several places, lights, expressions and poses; half a core-second per face."""
    return [
        signature(face_of(appearance, Shot(prompt, 96, 96, seed)))
        for _, appearance in cast(PEOPLE, 14)
        for seed, prompt in enumerate(PROMPTS)
    ]


def test_the_nearest_other_picture_shows_the_same_person(faces):
    who = np.repeat(np.arange(PEOPLE), len(PROMPTS))
    assert who[nearest(faces)].tolist() == who.tolist()


def test_own_pictures_are_much_nearer_than_others(faces):
    away = distances(faces, faces)
    who = np.repeat(np.arange(PEOPLE), len(PROMPTS))
    same = who[:, None] == who[None, :]
    own = away[same & (away > 1e-4)]
    assert np.median(own) < 0.75 * np.median(away[~same])


def test_distance_is_zero_to_itself_and_symmetric(faces):
    away = distances(faces, faces)
    assert np.abs(np.diag(away)).max() < 1e-5
    assert np.allclose(away, away.T, atol=1e-5)


def test_light_colour_and_exposure_hardly_matter():
    face = face_of(cast(1, 14)[0][1], Shot("studio", 160, 160, 1))
    tinted = (face * np.array([0.95, 0.75, 0.70], np.float32)).astype(np.float32)
    assert distances([signature(face)], [signature(tinted)])[0, 0] < 0.12


def test_noise_matches_nobody():
    face = face_of(cast(1, 14)[0][1], Shot("studio", 160, 160, 1))
    noise = field("noise").random((ROWS, COLUMNS, 3), dtype=np.float32)
    assert distances([signature(face)], [signature(noise)])[0, 0] > 0.8
