"""Tests of the mouth and eye patches of videos."""

import numpy as np
import pytest

from influencer_app.sketch import Shot
from influencer_app.sketch.video.clips import blink_track
from influencer_app.sketch.video.face import EYES, MOUTH, FacePatches, State
from influencer_app.sketch.video.plates import Plates, prepare

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def plates(mara) -> Plates:
    return prepare(mara, Shot("close-up in a studio", 256, 256, 7), lambda _share: None, smile=0.4)


@pytest.fixture(scope="module")
def faces(plates) -> FacePatches:
    return FacePatches(plates)


def changed(faces: FacePatches, state: State) -> np.ndarray:
    """Each pixel's difference from the neutral face."""
    rest, other = (np.asarray(faces.onto(one).convert("RGBA")).astype(int) for one in (State(), state))
    return np.abs(rest - other).max(axis=2)


def inside(faces: FacePatches, box: tuple[float, float, float, float]) -> tuple[slice, slice]:
    """Rows and columns of a region of the face, slightly enlarged for the head's rotation."""
    camera = faces.figure.camera
    left, top, right, bottom = (edge * camera.scale for edge in box)
    wide = 14 * camera.scale
    return (
        slice(int(camera.y + top - wide), int(camera.y + bottom + wide)),
        slice(int(camera.x + left - wide), int(camera.x + right + wide)),
    )


@pytest.mark.parametrize(
    ("state", "box"),
    [
        (State(blink=3), EYES), (State(gaze=1), EYES), (State(brows=2), EYES),
        (State(jaw=6), MOUTH), (State(jaw=1), MOUTH), (State(jaw=2, pucker=4), MOUTH),
    ],
)  # fmt: skip
def test_state_changes_only_its_own_region(faces, state, box):
    change = changed(faces, state)
    where = inside(faces, box)
    assert (change[where] > 12).sum() > 25
    change[where] = 0
    assert change.max() <= 2


def test_a_wider_jaw_opens_the_mouth_wider(faces):
    areas = [(changed(faces, State(jaw=jaw)) > 20).sum() for jaw in (1, 3, 6)]
    assert areas == sorted(areas)
    assert areas[2] > areas[0] * 1.5


def test_neutral_state_matches_the_drawn_face(faces, plates):
    assert np.array_equal(np.asarray(faces.onto(State())), np.asarray(plates.who.convert("RGBa")))


def test_every_person_blinks_within_four_seconds():
    for seed in range(20):
        track = blink_track("somebody", seed, 96, 24)
        assert 3 in track
        assert (track[0], track[-1]) == (0, 0)
