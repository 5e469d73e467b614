import pytest

from influencer_app.domain.generation.ports.speech import Voice, match_voice

VOICES = tuple(
    Voice(id=name, name=name.title(), gender=gender, languages=("en",), provider="x")
    for name, gender in (("ada", "female"), ("bob", "male"), ("kim", "neutral"), ("eve", "female"))
)


@pytest.mark.parametrize(
    ("wanted", "gender", "expected"),
    [
        ("eve", "male", "eve"),
        ("EVE", "male", "eve"),
        ("", "male", "bob"),
        ("gone", "Man", "bob"),
        ("gone", "female", "ada"),
        ("", "nonbinary", "kim"),
    ],
)
def test_a_voice_is_found_for_everybody(wanted: str, gender: str, expected: str) -> None:
    assert match_voice(VOICES, wanted, gender).id == expected


def test_without_any_wish_it_is_the_first() -> None:
    assert match_voice(VOICES, "").id == "ada"
    assert match_voice(VOICES[:2], "", "nonbinary").id == "ada"
