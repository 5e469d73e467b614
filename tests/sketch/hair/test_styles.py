"""Tests of hair styles."""

from dataclasses import replace

import numpy as np
import pytest

from influencer_app.sketch import TRAITS, Appearance, Shot, draw
from influencer_app.sketch.hair.styles import COVERING
from influencer_app.sketch.traits import find, resolve


@pytest.mark.slow
def test_every_style_of_hair_looks_different():
    drawn = {
        style: np.asarray(
            draw(
                Appearance("hair", 30, "female", hair_style=style), Shot("close up in the studio", 72, 72, 1)
            ).image
        ).astype(int)
        for style in TRAITS["hair_style"]
    }
    assert len(drawn) >= 24
    for one, a in drawn.items():
        for other, b in drawn.items():
            if one < other:
                assert np.abs(a - b).mean() > 0.8, (one, other)


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("long box braids", "box braids"),
        ("braids", "box braids"),
        ("a braid", "braid"),
        ("cornrows", "cornrows"),
        ("short twists", "twists"),
        ("wears a headscarf", "hijab"),
        ("dreadlocks", "locs"),
    ],
)
def test_words_for_hair(text, style):
    assert find("hair_style", text) == style


def test_hijab_hides_ears_and_earrings():
    assert "hijab" in COVERING
    shot = Shot("studio, earrings", 96, 96, 1)
    bare = replace(shot, negative_prompt="earrings")
    for style, seen in (("hijab", False), ("bun", True)):
        appearance = Appearance("covered", 30, "male", hair_style=style)
        assert (draw(appearance, shot).image.tobytes() != draw(appearance, bare).image.tobytes()) == seen


@pytest.mark.parametrize("gender", ["female", "male", "nonbinary"])
def test_hijab_is_never_chosen_by_default(gender):
    styles = {resolve(Appearance(f"key {n}", 30, gender))[0].hair_style for n in range(200)}
    assert "hijab" not in styles
    assert len(styles) >= 8
