from typing import Any

import pytest
from pydantic import ValidationError

from influencer_app.domain.characters.schemas import CharacterChange, NewCharacter

GOOD: dict[str, Any] = {"name": " Amara ", "age": 28, "gender": "female", "hair_color": "Copper "}


def test_words_are_trimmed_and_traits_are_lower_case() -> None:
    made = NewCharacter(**GOOD)
    assert (made.name, made.hair_color, made.style) == ("Amara", "copper", "realistic")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("age", 17),
        ("age", -1),
        ("age", 101),
        ("age", "old"),
        ("name", "  "),
        ("name", "x" * 61),
        ("gender", "robot"),
        ("style", "oil"),
        ("persona", "x" * 1001),
        ("hair_color", "x" * 61),
        ("horns", "two"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(field: str, value: Any) -> None:
    with pytest.raises(ValidationError) as error:
        NewCharacter(**{**GOOD, field: value})
    assert error.value.errors()[0]["loc"] == (field,)


def test_a_minor_is_refused_in_words() -> None:
    with pytest.raises(ValidationError, match="Characters are adults: 18 or older"):
        NewCharacter(**{**GOOD, "age": 17})
    with pytest.raises(ValidationError, match="Characters are adults"):
        CharacterChange(age=12)


def test_a_change_holds_only_what_was_sent() -> None:
    assert CharacterChange(name="Mia").changes() == {"name": "Mia"}
    assert CharacterChange().changes() == {}
