"""Tests that every word of a prompt is drawn or named."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_app.sketch import WORDS, Appearance, Shot, draw, not_drawn
from influencer_app.sketch.prompt import read
from influencer_app.sketch.substitutes import INSTEAD, UNSHOWN
from influencer_app.sketch.traits import resolve
from influencer_app.sketch.vocabulary import (
    CLOTHES,
    COLOURS,
    EXTRAS,
    FILLER,
    GAZES,
    PHRASES,
    SCENE_WORDS,
    TIME_WORDS,
    WEATHER,
)
from tests.sketch.prompts import MARA, PROMPTS, reading, table

KOFI = Appearance("kofi", 61, "male", "african", hair_style="short with full beard")
DOCS = Path(__file__).resolve().parents[2] / "docs" / "sketch.md"
GRAMMAR = {"a", "an", "and", "at", "by", "for", "her", "in", "my", "no", "on", "the", "with", "wearing"}

TOLD = {
    PROMPTS[0]: ({"street"}, {"paris", "trench", "coat"}),
    PROMPTS[1]: ({"beach", "golden", "hour"}, {"bikini"}),
    PROMPTS[2]: ({"black", "white", "portrait", "serious"}, set()),
    PROMPTS[3]: ({"beach", "sunrise"}, {"yoga"}),
    PROMPTS[4]: (set(), {"mirror", "selfie", "phone", "tutu"}),
    PROMPTS[5]: ({"red", "dress", "rooftop", "sunset"}, {"full", "body"}),
    PROMPTS[6]: ({"cafe", "hoodie"}, {"drinking", "matcha", "oversized"}),
    PROMPTS[7]: ({"park", "autumn", "leaves"}, {"walking", "dog"}),
    PROMPTS[8]: ({"gym"}, {"mirror", "selfie", "leggings", "sports", "bra"}),
    PROMPTS[9]: (set(), {"holding", "bouquet", "roses", "wedding", "dress"}),
    PROMPTS[10]: (
        {"night", "neon", "signs", "leather", "jacket", "rain"},
        {"cyberpunk", "alley"},
    ),
    PROMPTS[11]: (
        {"knitted", "sweater"},
        {"cosy", "christmas", "morning", "fireplace", "hot", "chocolate"},
    ),
    PROMPTS[12]: (set(), {"getting", "ready", "bathroom", "towel", "head"}),
    PROMPTS[13]: (
        {"long", "green", "eyes", "white", "linen", "shirt"},
        {"blonde", "hair", "santorini", "balcony"},
    ),
    PROMPTS[14]: (
        {"laughing"},
        {"two", "friends", "music", "festival", "glitter", "makeup"},
    ),
    PROMPTS[15]: ({"young", "navy", "suit", "city", "skyline", "glasses"}, {"businesswoman"}),
}


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


@pytest.mark.parametrize("prompt", PROMPTS)
def test_every_content_word_of_a_real_prompt_is_drawn_or_named(prompt):
    drawn, named = TOLD[prompt]
    brief = reading(prompt)
    shown = words(" ".join((*brief.shown, *brief.excluded)))
    told = words(" ".join(not_drawn(prompt, MARA)))
    assert drawn <= shown
    assert named <= told
    assert not named & shown - {"dress"}
    assert words(prompt) - GRAMMAR - {"of"} == drawn | named


def test_the_table_of_the_documentation_is_what_is_read():
    assert table() in DOCS.read_text(encoding="utf-8")


def test_a_picture_tells_what_was_told_before():
    for prompt in PROMPTS[:2]:
        assert draw(MARA, Shot(prompt, 64, 64, 7)).notes == not_drawn(prompt, MARA)


@pytest.mark.parametrize("seed", range(40))
def test_no_word_is_lost_in_any_order(seed):
    chance = random.Random(seed)
    known = sorted(PHRASES | COLOURS.keys() | FILLER)
    parts = [chance.choice((*known, "zeppelin", "two cats", "blue")) for _ in range(chance.randint(3, 12))]
    prompt = chance.choice((", ", " ")).join(parts)
    for look in (MARA, KOFI):
        brief = read(prompt, person=resolve(look)[0], style=chance.choice(("realistic", "editorial", "toon")))
        told = (*brief.shown, *(spelled for _, spelled in brief.similar), *brief.indoors, *brief.missing)
        assert words(prompt) <= words(" ".join(told)) | FILLER | {"s", "t", "v", "x"}, prompt


@given(prompt=st.text(max_size=300), negative=st.text(max_size=60))
def test_any_text_can_be_read(prompt, negative):
    brief = read(prompt, negative)
    assert not set(brief.shown) & set(brief.missing)


@pytest.mark.parametrize(("group", "choices"), WORDS)
def test_words_to_choose_from_are_drawn(group, choices):
    place = {"Places": "", "Light": ", park"}.get(group, ", studio")
    for word in choices:
        assert not_drawn(word + place, MARA) == (), word
        assert word == "looking at the camera" or words(word) <= words(" ".join(read(word + place).shown)), (
            word
        )


@pytest.mark.parametrize("kind", [SCENE_WORDS, TIME_WORDS, WEATHER, CLOTHES, EXTRAS, GAZES])
def test_every_phrase_of_the_vocabulary_is_drawn_or_named(kind):
    for phrases in kind.values():
        for phrase in phrases:
            told = " ".join(not_drawn(f"{phrase}, forest", MARA))
            if phrase in INSTEAD:
                assert f"Draws {INSTEAD[phrase]} instead of" in told or phrase in told, phrase
            elif phrase in UNSHOWN:
                assert words(phrase) & words(told), phrase


def test_a_substitute_is_told_for_the_person_that_is_drawn():
    assert not_drawn("beach, bikini", MARA) == ("Draws a halter top instead of a bikini.",)
    assert not_drawn("beach, bikini", KOFI) == ("Draws an open shirt instead of a bikini.",)
    assert not_drawn("beach, dress", MARA) == ()
    assert not_drawn("beach, dress", KOFI) == ("Draws a linen shirt instead of a dress.",)


@pytest.mark.parametrize(
    ("words_of_person", "told"),
    [
        ("auburn hair", ()),
        ("green eyes", ()),
        ("a young woman", ()),
        ("long wavy hair", ()),
        ("blue eyes", ("Can't draw: blue eyes.",)),
        ("an old man with a beard", ("Can't draw: old man, beard.",)),
        ("short black hair", ("Can't draw: short black hair.",)),
    ],
)
def test_the_person_is_told_apart_from_the_prompt(words_of_person, told):
    assert not_drawn(f"{words_of_person}, beach", MARA) == told


def test_without_a_character_the_prompt_invents_the_person():
    assert not_drawn("an old man with a full beard and grey hair, beach") == ()
    assert not_drawn("woman with long blonde hair, beach") == ()


@pytest.mark.parametrize(
    ("prompt", "colour", "told"),
    [
        ("beach, red silk dress", "red", "silk"),
        ("red car, beach, white shirt", "white", "red car"),
        ("beach, all in pink", "pink", ""),
        ("beach, blue umbrella", "", "blue umbrella"),
        ("beach, red dress and black shoes", "red", "black shoes"),
        ("black and white photo of a red dress, beach", "red", "red"),
    ],
)
def test_colours_are_of_the_clothes_or_named(prompt, colour, told):
    assert read(prompt).colour == colour
    assert ", ".join(read(prompt).missing) == told


@pytest.mark.parametrize(
    ("prompt", "chosen", "style"),
    [
        ("black and white portrait", "realistic", "editorial"),
        ("anime portrait", "realistic", "anime"),
        ("anime portrait", "anime", "anime"),
        ("portrait, black and white dress", "realistic", ""),
    ],
)
def test_a_prompt_may_ask_for_a_style(prompt, chosen, style):
    assert read(prompt, style=chosen).style == style


def test_a_style_that_was_chosen_counts_more():
    brief = read("black and white portrait", style="anime")
    assert (brief.style, brief.colour, brief.missing) == ("", "", ("black and white",))
    grey = draw(MARA, Shot("black and white portrait", 64, 64, 1)).image
    assert (
        grey.tobytes() == draw(MARA, Shot("black and white portrait", 64, 64, 1, "editorial")).image.tobytes()
    )


@pytest.mark.parametrize(
    ("prompt", "scene"),
    [("yoga on the beach", "beach"), ("reading in the park", "park"), ("a party on the beach", "beach"),
     ("yoga", "gym"), ("coffee in bed", "cafe")],
)  # fmt: skip
def test_a_place_counts_more_than_what_one_does_there(prompt, scene):
    assert read(prompt).scene == scene


@pytest.mark.parametrize(
    ("prompt", "told"),
    [
        ("beach, no palm trees", ("Can't draw: no palm trees.",)),
        ("necklace, turtleneck, beach", ("Can't draw: necklace.",)),
        ("gym at sunset", ("Can't draw indoors: sunset.",)),
        ("cafe at night", ()),
        ("cosy café, autumn", ("Can't draw: cosy, autumn.",)),
        ("beaches, hoodies", ()),
        ("tights, shorts, beach", ("Can't draw: tights, shorts.",)),
    ],
)
def test_what_does_not_show_is_told(prompt, told):
    assert not_drawn(prompt, MARA) == told


@pytest.mark.parametrize("name", ["glasses", "earrings"])
def test_what_is_excluded_is_not_worn_by_those_who_always_wear_it(name):
    people = [Appearance(f"{name} {n}", 60, "female", "european", hair_style="bun") for n in range(6)]
    plain = [draw(one, Shot("close up, studio", 64, 64, 1)).image.tobytes() for one in people]
    bare = [
        draw(one, Shot("close up, studio", 64, 64, 1, negative_prompt=name)).image.tobytes() for one in people
    ]
    assert plain != bare
