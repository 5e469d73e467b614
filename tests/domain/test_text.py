"""Tests of the one form that all text has."""

from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import StringConstraints, TypeAdapter, ValidationError

from influencer_app.domain.text import AsTyped, OneLine, Prose, SearchWords, normalise, search_form

NAME: TypeAdapter[str] = TypeAdapter(
    Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=12), OneLine]
)
PROSE: TypeAdapter[str] = TypeAdapter(Annotated[str, StringConstraints(strip_whitespace=True), Prose])
SEARCH: TypeAdapter[str] = TypeAdapter(Annotated[str, StringConstraints(strip_whitespace=True), SearchWords])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Zu\u0308rich", "Z\u00fcrich"),
        ("\u202eaiM", "aiM"),
        ("\u2068Mia\u2069", "Mia"),
        ("\ufeff M\u200bi\u00ada\u2060 ", "Mia"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("\U0001f469\u200d\U0001f3a4", "\U0001f469\u200d\U0001f3a4"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U0001f3f4\U000e0067\U000e0062\U000e007f"),
        ("\u2764\ufe0f", "\u2764\ufe0f"),
        ("\u200dMia \u200c Ana\u200d", "Mia  Ana"),
        ("M\u200d\u200d\u200dia", "M\u200dia"),
        ("\uff2d\uff49\uff41", "\uff2d\uff49\uff41"),
    ],
)
def test_names_are_composed_and_keep_what_joins_their_letters(sent: str, kept: str) -> None:
    assert NAME.validate_python(sent) == kept


@pytest.mark.parametrize(
    "sent", ["\u200b", "\u3164", "\u2800\u00a0", "\u202e", "\u200d", "\u0301", "\ufe0f", "\u115f\u1160", " "]
)
def test_a_name_that_nobody_sees_is_none(sent: str) -> None:
    with pytest.raises(ValidationError, match="at least 1 character"):
        NAME.validate_python(sent)
    assert PROSE.validate_python(sent) == ""


def test_limits_count_what_is_sent_as_the_schema_says_and_what_is_stored() -> None:
    assert NAME.validate_python("u\u0308" * 6) == "\u00fc" * 6
    with pytest.raises(ValidationError, match="at most 12"):
        NAME.validate_python("u\u0308" * 7)
    with pytest.raises(ValidationError, match="at most 12"):
        NAME.validate_python("\u0958" * 12)  # composed, these are two characters each


@pytest.mark.parametrize("sent", ["a\0b", "\0", "a\nb", "a\u2028b", "a\x1bb"])
def test_a_line_has_no_control_characters(sent: str) -> None:
    with pytest.raises(ValidationError, match="control characters"):
        NAME.validate_python(sent)


def test_prose_may_have_lines() -> None:
    assert PROSE.validate_python("one\r\n\ttwo\u2028three") == "one\r\n\ttwo\nthree"
    with pytest.raises(ValidationError, match="control characters"):
        PROSE.validate_python("a\0b")


def test_words_to_search_for_are_never_refused() -> None:
    assert SEARCH.validate_python(" caf\u0065\u0301\x01bar\t\u200b ") == "caf\u00e9 bar"


def test_drafts_lose_only_what_cannot_be_stored() -> None:
    typed: TypeAdapter[str] = TypeAdapter(Annotated[str, AsTyped])
    assert typed.validate_python(" a\0\u202eb\n") == " a\u202eb\n"


@pytest.mark.parametrize(
    ("one", "other"), [("\ufb01ne", "FINE"), ("stra\u00dfe", "STRASSE"), ("Zu\u0308rich", "z\u00dcrich")]
)
def test_words_are_found_in_any_spelling(one: str, other: str) -> None:
    assert search_form(one) == search_form(other)


@given(st.text())
def test_normalised_text_stays_as_it_is(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
