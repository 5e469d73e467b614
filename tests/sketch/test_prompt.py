import pytest

from influencer_app.sketch.prompt import read
from influencer_app.sketch.scenes import SCENES
from influencer_app.sketch.vocabulary import SCENE_WORDS


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


def test_the_negative_prompt_takes_words_away():
    assert "sunglasses" not in read("beach with sunglasses", "sunglasses").extras


def test_what_was_understood_and_what_not_is_told():
    brief = read("beach at sunset with a zeppelin")
    assert brief.understood == ("beach", "sunset")
    assert brief.notes == ("Not understood: zeppelin.",)


def test_a_place_that_is_only_near_is_said():
    assert read("in the jungle").notes == ("“Jungle” is drawn as its nearest scene, park.",)


def test_a_prompt_without_a_place_is_a_studio_portrait_and_said():
    brief = read("happy")
    assert brief.scene == "studio"
    assert brief.notes == ("No known place was named; a studio portrait is drawn.",)
