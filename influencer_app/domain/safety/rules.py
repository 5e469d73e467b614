"""Policy check of prompts, scripts and traits by vocabulary.

A first gate that needs no service: it refuses anything sexual with minors in any wording it knows, and
characters made young, for every character is an adult. It reads through what people do to hide words
(``reading``). It cannot understand; moderation by a model is a second gate where one is configured.
"""

import re
from functools import lru_cache

from influencer_app.domain.safety.ages import says_bare_number, says_young_age
from influencer_app.domain.safety.reading import Reading, pattern, read
from influencer_app.domain.safety.words import (
    ACCENTED,
    ACCENTED_YOUNG,
    ALWAYS,
    GERMAN,
    MADE_YOUNG,
    MINOR,
    NO_ADULT,
    NO_CLOTHES,
    OTHER_SCRIPTS,
    SEXUAL,
    SOMEBODY_YOUNG,
)
from influencer_app.errors import PolicyRefused

SEXUAL_MINOR = "Nothing sexual with minors can be made here."
YOUNG = "Characters are adults here, and stay adults in every picture."
OF_THINGS = (
    *("s", "seat", "care", "friendly", "size", "sized", "proof", "like", "carriage", "stroller"),
    *("clothes", "shoes", "room", "spirit", "vogue", "magazine", "movie", "drama", "idol", "steps"),
    *("elephant", "goat", "goats", "animal", "animals", "doll", "dolls", "rock", "toys", "books"),
    *("labor", "costume", "costumes", "daycare", "within", "jesus"),
)
"""After one of these words, ``child`` or ``baby`` says what a thing is for."""
DESCRIBED = r"(?:(?:cute|beautiful|pretty|sweet|young|small|little|happy|smiling|lovely|teenage|preteen) )*"
PICTURE_OF = r"(?:(?:portrait|photo|picture|image|photograph|shot|drawing|selfie) of )?(?:(?:an?|the|one) )?"


def check_words(text: str, *, shows_character: bool, field: str = "prompt", negative: str = "") -> None:
    """Raises ``PolicyRefused`` for prohibited content.

    ``shows_character`` is set where the words describe a character of ours: it may not be made young.
    Children elsewhere in an innocent scene may be asked for. ``negative`` is what shall not be in the
    picture: to ask for no clothes there, or no adults, counts as asking for the opposite.
    """
    reading = read(text)
    unwanted = [read(item) for item in re.split(r"[,;\n]", negative)] if negative else []
    young = _young(reading) or _is_one_of(unwanted, NO_ADULT)
    sexual = _any_says(reading.plain, SEXUAL) or _is_one_of(unwanted, NO_CLOTHES)
    if _always(reading) or (young and sexual):
        raise PolicyRefused.at(field, SEXUAL_MINOR)
    if shows_character and (_made_young(reading) or _is_one_of(unwanted, NO_ADULT)):
        raise PolicyRefused.at(field, YOUNG)


def check_script(text: str) -> None:
    """The same for what a character says: it may speak of its childhood, and of nothing sexual there."""
    check_words(text, shows_character=False, field="script")


def check_traits(text: str, *, field: str) -> None:
    """The same for words that say nothing but how a character looks: nothing in them is of a minor."""
    reading = read(text)
    if _always(reading) or _young(reading) or _made_young(reading):
        raise PolicyRefused.at(field, YOUNG)


def _always(reading: Reading) -> bool:
    return _any_says(reading.plain, ALWAYS) or any(word in reading.accented for word in OTHER_SCRIPTS)


def _young(reading: Reading) -> bool:
    return (
        _any_says(reading.plain, MINOR)
        or _says(reading.accented, ACCENTED)
        or any(_says(way, ("kind",)) and _says(way, GERMAN) for way in reading.plain)
        or _aged(reading)
        or says_bare_number(reading.pointed)
    )


def _made_young(reading: Reading) -> bool:
    return (
        _any_says(reading.plain, MADE_YOUNG)
        or _says(reading.accented, ACCENTED_YOUNG)
        or any(_is_somebody_young().search(way) for way in reading.plain)
        or _aged(reading)
    )


def _aged(reading: Reading) -> bool:
    return says_young_age(reading.pointed) or any(says_young_age(way) for way in reading.plain)


def _is_one_of(items: list[Reading], words: tuple[str, ...]) -> bool:
    """Whether one of the items is such a word and nothing else: ``dirty clothes`` are not ``clothes``."""
    return any(_pattern(words).fullmatch(way) for item in items for way in item.plain)


def _any_says(ways: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(_says(way, words) for way in ways)


def _says(reading: str, words: tuple[str, ...]) -> bool:
    return _pattern(words).search(reading) is not None


@lru_cache(maxsize=32)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(pattern(words))


@lru_cache(maxsize=1)
def _is_somebody_young() -> re.Pattern[str]:
    """The text begins with somebody young, or turns somebody into one."""
    young = pattern(SOMEBODY_YOUNG)
    thing = r"(?! (?:" + "|".join(OF_THINGS) + r"|in the background|behind|beside|next to)\b)"
    begins = rf"^{PICTURE_OF}{DESCRIBED}{young}{thing}"
    becomes = (
        rf"\b(?:as (?:if (?:she|he|they) (?:were|was) )?(?:an? |the )?|"
        rf"(?:like|becomes?|turned into|turns into) (?:an?|the) ){DESCRIBED}{young}{thing}"
    )
    was = rf"\bwhen (?:she|he|they) (?:was|were) an? {DESCRIBED}{young}"
    named = r"\b(?:teen|teenage|preteen|kid|child|toddler|baby) (?:version of|her\b|him\b|self\b)"
    return re.compile("|".join((begins, becomes, was, named)))
