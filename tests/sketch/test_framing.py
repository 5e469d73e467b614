"""Tests of the camera and framing."""

import numpy as np
import pytest

from influencer_app.sketch import TRAITS, Appearance, Shot
from influencer_app.sketch.prompt import read
from influencer_app.sketch.staging import head_box, stage
from influencer_app.sketch.traits import resolve

SHAPES = [(1024, 1024), (896, 1120), (832, 1248), (912, 1216), (720, 1280), (1280, 720), (64, 64), (2048, 64)]


@pytest.mark.parametrize(("width", "height"), SHAPES)
@pytest.mark.parametrize("prompt", ["beach", "close up", "half body in a cafe", "looking away, beanie"])
def test_head_and_hair_are_inside_the_frame(width, height, prompt):
    for style in TRAITS["hair_style"]:
        person, _ = resolve(Appearance("framed", 30, "female", hair_style=style))
        for seed in range(4):
            camera = stage(person, Shot(prompt, width, height, seed), read(prompt)).camera
            left, top, right, bottom = head_box(camera, style)
            assert left >= 0, style
            assert top >= 0, style
            assert right <= width, style
            assert bottom <= height, style


def test_close_up_shows_a_larger_head_than_half_length():
    person, _ = resolve(Appearance("framed", 30, "female", hair_style="long"))
    scales = [
        stage(person, Shot(prompt, 896, 1120, 1), read(prompt)).camera.scale
        for prompt in ("half body", "cafe", "close up")
    ]
    assert scales == sorted(scales)
    assert scales[2] > 1.4 * scales[0]


def test_wide_picture_leaves_room_in_the_gaze_direction():
    person, _ = resolve(Appearance("framed", 30, "male", hair_style="short"))
    for seed in range(8):
        staging = stage(person, Shot("city", 1280, 720, seed), read("city"))
        assert np.sign(staging.camera.x - 640) == -np.sign(staging.pose.yaw)
