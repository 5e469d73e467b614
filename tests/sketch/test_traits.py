"""Tests of traits and invented people."""

from dataclasses import fields

import pytest

from influencer_app.sketch import TRAITS, Appearance, invent_appearance
from influencer_app.sketch.traits import find, resolve


def test_traits_name_only_fields_of_a_look():
    assert set(TRAITS) <= {field.name for field in fields(Appearance)}
    assert len(TRAITS["hair_style"]) >= 10


@pytest.mark.parametrize("field", sorted(TRAITS))
def test_every_word_of_the_vocabulary_means_itself(field):
    for word in TRAITS[field]:
        assert find(field, word) == word


@pytest.mark.parametrize(
    ("field", "text", "word"),
    [
        ("hair_style", "a long ponytail", "ponytail"),
        ("hair_style", "Dreadlocks", "locs"),
        ("hair_color", "strawberry blonde", "ginger"),
        ("skin_tone", "very dark", "ebony"),
        ("eye_color", "emerald", "green"),
        ("body_type", "muscular", "athletic"),
        ("ethnicity", "Japanese", "east asian"),
        ("eye_color", "plaid", ""),
    ],
)
def test_free_text_finds_its_word(field, text, word):
    assert find(field, text) == word


def test_gaps_are_filled_from_the_key_alone():
    one, notes = resolve(Appearance("someone", 30, "male"))
    two, _ = resolve(Appearance("someone", 30, "male"))
    assert one == two
    assert notes == ()
    assert one.hair_style in TRAITS["hair_style"]


def test_beard_can_be_set_in_the_hair_style():
    person, notes = resolve(Appearance("b", 30, "male", hair_style="side part with full beard"))
    assert (person.hair_style, person.beard, notes) == ("side part", "full", ())
    assert resolve(Appearance("b", 30, "male", hair_style="short, clean shaven"))[0].beard == "none"
    assert resolve(Appearance("b", 30, "female", hair_style="long"))[0].beard == "none"


def test_unknown_gender_gets_a_note():
    person, notes = resolve(Appearance("g", 30, "robot"))
    assert person.gender == "nonbinary"
    assert len(notes) == 1


def test_nobody_is_drawn_younger_than_18():
    assert resolve(Appearance("young", 3, "female"))[0].age == 18


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a bearded man in a cafe", {"gender": "male", "hair_style": "beard"}),
        (
            "woman with red curls at the beach",
            {"gender": "female", "hair_color": "red", "hair_style": "curly"},
        ),
        (
            "an elderly japanese lady with silver hair",
            {"gender": "female", "ethnicity": "east asian", "hair_color": "silver"},
        ),
        ("black woman with an afro", {"ethnicity": "african", "hair_style": "afro"}),
        (
            "blonde girl with green eyes and a ponytail",
            {"hair_color": "blonde", "eye_color": "green", "hair_style": "ponytail"},
        ),
        ("bald man with a full beard", {"hair_style": "bald with full beard"}),
        ("42 year old man", {"age": 42, "gender": "male"}),
    ],
)
def test_person_is_invented_from_a_prompt(prompt, expected):
    appearance = invent_appearance(prompt, 5)
    assert {name: getattr(appearance, name) for name in expected} == expected
    assert appearance == invent_appearance(prompt, 5)


def test_other_seeds_invent_other_people():
    assert len({invent_appearance("someone nice", seed).key for seed in range(20)}) == 20
    assert {invent_appearance("someone nice", seed).gender for seed in range(20)} == {"female", "male"}


def test_invented_people_need_no_fall_back():
    for prompt in ("bearded man", "woman with long black hair", "tall blonde guy", ""):
        assert resolve(invent_appearance(prompt, 3))[1] == ()
