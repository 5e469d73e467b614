"""Tests of drawing: determinism, sizes, progress, styles."""

import numpy as np
import pytest

from influencer_app.sketch import STYLES, Appearance, Shot, draw


def pixels(appearance: Appearance, shot: Shot) -> np.ndarray:
    return np.asarray(draw(appearance, shot).image)


def test_same_request_gives_the_same_bytes(mara):
    shot = Shot("smiling on the beach at sunset", 160, 200, 7)
    assert draw(mara, shot).image.tobytes() == draw(mara, shot).image.tobytes()


def test_another_seed_gives_another_picture(mara):
    one, two = (pixels(mara, Shot("cafe", 128, 128, seed)) for seed in (1, 2))
    assert np.abs(one.astype(int) - two).mean() > 4


@pytest.mark.parametrize(
    ("width", "height"),
    [(128, 128), (112, 140), (104, 156), (114, 152), (90, 160), (160, 90), (64, 64), (64, 256)],
)
def test_every_shape_is_rgb_of_the_asked_size(kofi, width, height):
    image = draw(kofi, Shot("city at night", width, height, 3)).image
    assert image.mode == "RGB"
    assert image.size == (width, height)
    assert np.asarray(image).std() > 12


@pytest.mark.parametrize(("width", "height"), [(63, 128), (128, 2049), (0, 0)])
def test_sizes_outside_the_limits_are_refused(mara, width, height):
    with pytest.raises(ValueError, match="64 to 2048"):
        draw(mara, Shot("beach", width, height, 1))


def test_progress_rises_from_0_to_1_in_at_least_8_steps(mara):
    seen: list[float] = []
    draw(mara, Shot("gym", 96, 96, 1), seen.append)
    assert len(seen) >= 8
    assert seen[0] == 0
    assert seen[-1] == 1
    assert seen == sorted(seen)


def test_exception_in_progress_stops_the_drawing(mara):
    class Stopped(Exception):
        pass

    calls: list[float] = []

    def stop(share: float) -> None:
        calls.append(share)
        if share > 0.3:
            raise Stopped

    with pytest.raises(Stopped):
        draw(mara, Shot("gym", 96, 96, 1), stop)
    assert calls[-1] < 0.9


def test_styles_look_different(mara):
    made = {style: pixels(mara, Shot("cafe", 96, 96, 5, style=style)).astype(int) for style in STYLES}
    for one in STYLES:
        for other in STYLES:
            if one < other:
                assert np.abs(made[one] - made[other]).mean() > 3, (one, other)


def test_editorial_has_no_colour(mara):
    image = pixels(mara, Shot("beach", 96, 96, 5, style="editorial")).astype(int)
    assert (image.max(axis=2) - image.min(axis=2)).max() < 16


def test_unknown_style_falls_back_to_realistic_with_a_note(mara):
    drawing = draw(mara, Shot("cafe", 96, 96, 5, style="pointillism"))
    assert drawing.image.tobytes() == draw(mara, Shot("cafe", 96, 96, 5)).image.tobytes()
    assert any("pointillism" in note for note in drawing.notes)


def test_an_empty_scene_is_a_studio_portrait(mara):
    assert draw(mara, Shot("", 96, 96, 5)).notes == ()
    assert draw(mara, Shot("studio", 96, 96, 5)).understood == ("studio",)


def test_unknown_traits_fall_back_with_a_note():
    appearance = Appearance(
        "x1", 30, "female", skin_tone="plaid", hair_style="spaghetti", eye_color="checkered"
    )
    notes = draw(appearance, Shot("cafe", 64, 64, 5)).notes
    assert len(notes) == 3
    assert all(note.endswith("is drawn.") for note in notes)
