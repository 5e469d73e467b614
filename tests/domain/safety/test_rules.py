import contextlib
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_app.domain.safety import words
from influencer_app.domain.safety.rules import SEXUAL_MINOR, YOUNG, check_script, check_words
from influencer_app.errors import PolicyRefused

TEXTS = Path(__file__).parent / "texts"


def texts(name: str) -> list[str]:
    """One a line; what cannot be seen stands there as ``\\u200b``."""
    lines = (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [json.loads(f'"{line}"') if "\\" in line else line for line in lines if line[:1] != "#"]


@pytest.mark.parametrize("text", texts("sexual_with_minors"))
def test_anything_sexual_with_minors_is_refused(text: str) -> None:
    for shows_character in (True, False):
        with pytest.raises(PolicyRefused) as error:
            check_words(text, shows_character=shows_character)
        assert error.value.sentence == SEXUAL_MINOR
        assert error.value.fields[0].field == "prompt"


@pytest.mark.parametrize("text", texts("made_young"))
def test_a_character_is_never_made_young(text: str) -> None:
    with pytest.raises(PolicyRefused) as error:
        check_words(text, shows_character=True)
    assert error.value.sentence == YOUNG


@pytest.mark.parametrize("text", texts("allowed"))
def test_the_rest_may_be_asked_for(text: str) -> None:
    check_words(text, shows_character=True)


def test_a_child_may_be_in_a_picture_of_nobody_of_ours() -> None:
    check_words("a little girl in a red dress, 6 years old", shows_character=False)


@pytest.mark.parametrize(
    ("text", "negative", "sentence"),
    [
        ("sexy, on a bed", "blurry, adult", SEXUAL_MINOR),
        ("a girl of 12 years old on a bed", "clothes", SEXUAL_MINOR),
        ("on a swing", "ugly, adults", YOUNG),
    ],
)
def test_what_shall_not_be_there_counts_as_well(text: str, negative: str, sentence: str) -> None:
    with pytest.raises(PolicyRefused) as error:
        check_words(text, shows_character=True, negative=negative)
    assert error.value.sentence == sentence


@pytest.mark.parametrize(
    "negative", ["child, nude, nsfw", "adult content, blurry", "dirty clothes", "extra fingers, man"]
)
def test_to_keep_things_out_is_fine(negative: str) -> None:
    check_words("with her kids in the park", shows_character=True, negative=negative)
    check_words("sexy dress", shows_character=True, negative=negative)


def test_a_script_may_speak_of_childhood_and_of_nothing_sexual_there() -> None:
    check_script("As a child I lived by the sea. When I was 12 years old, we moved.")
    with pytest.raises(PolicyRefused) as error:
        check_script("I am 12 years old and sexy")
    assert error.value.fields[0].field == "script"


@given(text=st.text(max_size=2000), negative=st.text(max_size=200))
def test_no_text_breaks_it(text: str, negative: str) -> None:
    with contextlib.suppress(PolicyRefused):
        check_words(text, shows_character=True, negative=negative)


@pytest.mark.parametrize(
    "piece", ["a ", "a.", "a*", "a b ", "1 years ", "*a", "ten ", "as a cute ", "ñ", "baby ", "aaa", "-a "]
)
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * 2000)[:2000]
    began = time.process_time()
    with contextlib.suppress(PolicyRefused):
        check_words(text, shows_character=True)
    assert time.process_time() - began < 0.5


def test_the_lists_hold_whole_words() -> None:
    lists = {name: found for name, found in vars(words).items() if isinstance(found, tuple)}
    assert len(lists) >= 12
    for name, found in lists.items():
        assert [word for word in found if len(word) < 2] == [], name
        if not name.startswith(("ACCENTED", "OTHER", "INNOCENT")):
            assert [word for word in found if not word.isascii() or word != word.casefold()] == [], name
