"""Tests of the prompt parser."""

from dataclasses import replace

import pytest

from influencer_app.sketch import Shot, draw, invent_appearance, is_readable, not_drawn
from influencer_app.sketch.identity_score import face_of
from influencer_app.sketch.prompt import read
from influencer_app.sketch.scenes import SCENES
from influencer_app.sketch.vocabulary import (
    GAZES,
    MOODS,
    SCENE_WORDS,
    WEATHER,
)


@pytest.mark.parametrize(
    ("prompt", "scene", "time"),
    [
        ("Walking along the seaside at golden hour", "beach", "golden"),
        ("neon street in Tokyo", "city", "night"),
        ("downtown on a sunny afternoon", "city", "day"),
        ("having a latte at a coffee shop in the morning", "cafe", "morning"),
        ("hiking in the Alps, foggy", "mountain", "overcast"),
        ("a hard workout", "gym", "day"),
        ("between old books", "library", "day"),
        ("working late in my home office", "office", "day"),
        ("in the flat, at the desk", "home", "day"),
        ("rooftop terrace at dusk", "rooftop", "sunset"),
        ("", "studio", "day"),
    ],
)
def test_scene_and_time_are_read(prompt, scene, time):
    brief = read(prompt)
    assert (brief.scene, brief.time) == (scene, time)


def test_every_scene_of_the_vocabulary_can_be_painted():
    assert set(SCENE_WORDS) == set(SCENES)
    for scene, words in SCENE_WORDS.items():
        for word in words:
            assert read(word).scene == scene, word


def test_the_first_named_place_wins_over_a_later_one():
    assert read("at the gym, dreaming of the beach").scene == "gym"


def test_moods_set_the_smile():
    laughing, smiling, serious = (read(word).smile for word in ("laughing", "happy", "serious"))
    assert laughing is not None
    assert smiling is not None
    assert serious is not None
    assert laughing > smiling > 0.7
    assert serious < 0.1
    assert read("cafe").smile is None


def test_sunglasses_win_over_glasses():
    assert read("sunglasses, glasses").extras == {"sunglasses"}


def test_clothes_and_their_colour():
    brief = read("woman in a red dress with blue eyes")
    assert (brief.clothes, brief.colour) == ("dress", "red")
    assert read("blue eyes").colour == ""


def test_negative_prompt_removes_words():
    assert "sunglasses" not in read("beach with sunglasses", "sunglasses").extras


def test_understood_and_unknown_words_are_reported():
    brief = read("beach at sunset with a zeppelin")
    assert brief.understood == ("beach", "sunset")
    assert (brief.shown, brief.missing) == (("beach", "sunset"), ("zeppelin",))


@pytest.mark.parametrize("prompt", ["ｂｅａｃｈ at 𝒔𝒖𝒏𝒔𝒆𝒕", "BE\u0301ACH, s\u00fcnset"])
def test_letters_are_read_in_any_style(prompt):
    brief = read(prompt)
    assert (brief.scene, brief.time, brief.missing) == ("beach", "sunset", ())


@pytest.mark.parametrize(
    ("prompt", "note"),
    [
        ("cafe, jalape\u00f1o salad", "Can't draw: jalape\u00f1o salad."),
        ("beach 红色连衣裙", "Can't draw: 红色连衣裙."),
        ("пляж, beach", "Can't draw: пляж."),
        ("beach 🏖️👩🏽‍🎤", "Can't draw: 🏖️👩🏽‍🎤."),
        ("beach, no hat", "Can't draw: no hat."),
        ("beach without", "Can't draw: without."),
        ("{red|blue} dress in a cafe", "Signs as in “{red|blue}” are not read, only the words in them."),
        ("[cafe:beach:0.5]", "Signs as in “[cafe:beach:0.5]” are not read, only the words in them."),
        ("cafe (smile:1.3)", "Signs as in “(smile:1.3)” are not read, only the words in them."),
        ("cafe --v 6", "Signs as in “--v 6” are not read, only the words in them."),
    ],
)
def test_what_is_left_over_is_told(prompt, note):
    assert note in not_drawn(prompt)


def test_other_alphabets_are_told_in_the_negative_prompt_too():
    assert not_drawn("beach", negative_prompt="眼镜") == (
        "Can't draw: 眼镜.",
        "This engine reads English words only.",
    )


@pytest.mark.parametrize(
    ("prompt", "understood"),
    [
        ("at the beach, no sunglasses", ("beach", "no sunglasses")),
        ("a cafe without any glasses or earrings", ("cafe", "no glasses", "no earrings")),
        ("beach, no dark sunglasses", ("beach", "no dark sunglasses")),
        ("gym, no red dress, blue shirt", ("gym", "shirt", "blue", "no red dress")),
    ],
)
def test_no_and_without_leave_out_what_follows(prompt, understood):
    brief = read(prompt)
    assert brief.understood == understood
    assert (brief.extras, brief.smile, brief.missing) == (frozenset(), None, ())


def test_an_invented_person_has_no_beard_if_there_shall_be_none():
    with_beard = invent_appearance("a man with a full beard in a cafe", 3)
    assert "beard" in with_beard.hair_style
    assert "beard" not in invent_appearance("a man without a beard in a cafe", 3).hair_style


@pytest.mark.parametrize(
    ("prompt", "readable"), [("海边", False), ("🏖️", False), ("海边 sunset", True), ("35", True), ("", True)]
)
def test_prompts_without_a_latin_word_are_not_readable(prompt, readable):
    assert is_readable(prompt) is readable


def test_who_shall_not_smile_does_not():
    for prompt in ("not smiling in the park", "don't smile, in the park", "isn’t laughing in the park"):
        brief = read(prompt)
        assert brief.smile == 0.0
        assert brief.missing == ()


def test_nearest_scene_gets_a_note():
    assert not_drawn("in the jungle") == ("Draws a park instead of a jungle.",)


def test_prompt_without_a_scene_is_a_studio_portrait_with_a_note():
    assert read("happy").scene == "studio"
    assert not_drawn("happy") == ("No known place is named, so it draws a studio.",)
    assert not_drawn("") == ()


@pytest.mark.parametrize(
    ("prompt", "weather", "time"),
    [
        ("park in the rain", "rain", "overcast"),
        ("a downpour in the city at night", "rain", "night"),
        ("snowing in the city", "snow", "overcast"),
        ("misty mountains in the morning", "fog", "morning"),
        ("sunny beach", "", "day"),
    ],
)
def test_weather_is_read_and_brings_its_light(prompt, weather, time):
    brief = read(prompt)
    assert (brief.weather, brief.time) == (weather, time)
    assert not_drawn(prompt) == ()


def test_weather_is_ignored_indoors():
    assert not_drawn("rain, in the library") == ("Can't draw indoors: rain.",)


@pytest.mark.parametrize("mood", MOODS)
def test_every_word_for_a_mood_means_it(mood):
    smile, brows, words = MOODS[mood]
    for word in words:
        brief = read(f"studio, {word}")
        assert mood in brief.understood, word
        assert (brief.smile, brief.brows) == (smile, brows), word


@pytest.mark.parametrize(
    ("prompt", "framing"),
    [("a headshot", "close"), ("from the waist, at the gym", "wide"), ("full body", "wide"), ("cafe", "")],
)
def test_framing_is_read(prompt, framing):
    assert read(prompt).framing == framing


@pytest.mark.parametrize("gaze", GAZES)
def test_gaze_is_read_and_changes_the_picture(gaze, mara):
    prompt = f"studio, {GAZES[gaze][0]}"
    assert read(prompt).gaze == gaze
    shot = Shot(prompt, 96, 96, 1)
    turned = draw(mara, shot).image
    assert turned.tobytes() != draw(mara, replace(shot, negative_prompt=GAZES[gaze][0])).image.tobytes()


@pytest.mark.parametrize("weather", WEATHER)
def test_weather_shows_outdoors_and_not_indoors(weather, mara):
    word = WEATHER[weather][0]
    for scene, seen in (("park, overcast", True), ("home, overcast", False)):
        shot = Shot(f"{scene}, {word}", 64, 64, 1)
        dry = replace(shot, negative_prompt=word)
        assert (draw(mara, shot).image.tobytes() != draw(mara, dry).image.tobytes()) == seen


def test_eyes_that_are_closed_show_no_white(mara):
    shot = Shot("close up in the studio, eyes closed, looking at the camera", 160, 160, 1)
    shut, wide = (
        face_of(mara, each)[14:24] for each in (shot, replace(shot, negative_prompt="eyes closed eyes"))
    )
    assert shut.std() < 0.92 * wide.std()
