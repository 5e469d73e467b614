"""Tests of garments and the choice of outfits."""

import pytest

from influencer_app.sketch import Appearance, Shot, draw
from influencer_app.sketch.prompt import read
from influencer_app.sketch.scenes import SCENES
from influencer_app.sketch.traits import resolve
from influencer_app.sketch.vocabulary import CLOTHES
from influencer_app.sketch.wardrobe.outfits import GARMENTS, choose

GENDERS = ("female", "male", "nonbinary")


def worn(prompt: str, gender: str, hair: str = "short", seeds: int = 40) -> set[str]:
    names = set()
    for seed in range(seeds):
        person, _ = resolve(Appearance(f"dressed {seed}", 30, gender, hair_style=hair))
        names.add(choose(person, read(prompt), seed)[0].name)
    return names


def test_every_garment_is_worn_somewhere():
    assert len(GARMENTS) >= 24
    seen = set().union(*(worn(scene, gender) for scene in SCENES for gender in GENDERS))
    asked = set().union(
        *(worn(words[0], gender, seeds=1) for words in CLOTHES.values() for gender in GENDERS)
    )
    assert seen | asked == set(GARMENTS)


def test_clothes_fit_the_place():
    assert worn("beach", "female").isdisjoint({"coat", "puffer jacket", "sweater"})
    assert worn("snow", "female").isdisjoint({"slip dress", "halter top", "crew tee"})
    assert "suit and tie" not in worn("gym", "male")


@pytest.mark.parametrize("kind", CLOTHES)
@pytest.mark.parametrize("gender", GENDERS)
def test_requested_garment_is_worn_by_everybody(kind, gender):
    assert len(worn(f"studio, {CLOTHES[kind][0]}", gender, seeds=6)) == 1


@pytest.mark.parametrize(
    ("words", "garment"),
    [
        ("in a suit and tie", "suit and tie"),
        ("wearing a flannel shirt", "check shirt"),
        ("a yellow raincoat", "raincoat"),
        ("polka dot blouse", "dotted blouse"),
        ("in a floral dress", "flower dress"),
        ("in dungarees", "dungarees"),
        ("leather jacket over a t shirt", "leather jacket"),
        ("parka", "puffer jacket"),
        ("wearing a polo shirt", "polo shirt"),
    ],
)
def test_words_for_clothes(words, garment):
    assert garment in worn(words, "female", seeds=1) | worn(words, "male", seeds=1)


@pytest.mark.parametrize("scene", SCENES)
def test_with_a_hijab_arms_are_covered(scene):
    for name in worn(scene, "female", "hijab"):
        garment = GARMENTS[name]
        assert garment.sleeve == "long" or garment.outer, name


def test_person_has_consistent_colour_preferences():
    colours = {}
    for key in ("one", "two", "three", "four"):
        person, _ = resolve(Appearance(key, 30, "female"))
        colours[key] = {choose(person, read("studio"), seed)[1] for seed in range(30)}
        assert len(colours[key]) <= 4
    assert len(set().union(*colours.values())) > 8


def test_scarf_covers_the_neck():
    appearance = Appearance("scarf", 30, "female", hair_style="bun", skin_tone="fair")
    plain, wrapped = (draw(appearance, Shot(f"snow, coat{more}", 96, 96, 1)) for more in ("", ", scarf"))
    assert plain.image.tobytes() != wrapped.image.tobytes()
    assert "scarf" in wrapped.understood
