"""Page copy: sentence case, plain, without exclamation marks, and without prices that could be wrong."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from influencer_app.discovery import import_all
from influencer_app.web.layout import plans, public

PAGES = (
    plans,
    public,
    *[one for one in import_all("influencer_app.web") if one.__name__.rpartition(".")[2] == "copy"],
)
NAMES = {
    "API",
    "OpenAPI",
    "OpenAI",
    "Replicate",
    "Amara",
    "US",
    "REST",
    "CSV",
    "Evermuse",
    "Creator",
    "Create",
    "Free",
}


def sentences(value: Any) -> Iterator[str]:
    """Every text in constants, tuples and named tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from sentences(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from sentences(one)


def texts(page: Any) -> list[str]:
    return [text for name, value in vars(page).items() if name.isupper() for text in sentences(value)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__.removeprefix("influencer_app.web."))
def test_words_are_plain(page: Any) -> None:
    said = texts(page)
    assert said
    for text in said:
        assert not re.search(r"[!…]|\bplease\b|\boops\b|\bunfortunately\b", text, re.IGNORECASE), text
        assert "  " not in text
        assert not re.search(r"[$€£]\s?\d|\d+ credits", text), text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__.removeprefix("influencer_app.web."))
def test_titles_are_in_sentence_case(page: Any) -> None:
    for text in texts(page):
        words = re.findall(r"[A-Za-z]+", text)
        capitals = [w for w in words[1:] if w[0].isupper() and w not in NAMES]
        if 1 < len(words) <= 6 and not re.search(r"[.?:/_-]", text):
            assert capitals == [], text
