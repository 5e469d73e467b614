"""A character as pages offer it for choosing."""

from dataclasses import dataclass

from influencer_app.domain.characters.schemas import CharacterDetail

GENDER_WORDS = {"female": "woman", "male": "man", "nonbinary": "nonbinary"}
CHARACTERS_MAX = 60
"""Characters that a page holds at most."""


@dataclass(frozen=True)
class CharacterOption:
    """A character to choose."""

    id: str
    name: str
    thumb_url: str
    facts: str = ""
    has_face: bool = True


def character_option(one: CharacterDetail) -> CharacterOption:
    """The character with its portrait's thumbnail, age and gender."""
    return CharacterOption(
        id=str(one.id),
        name=one.name,
        thumb_url=one.portrait_thumb_url or "",
        facts=f"{one.age}, {GENDER_WORDS[one.gender]}",
        has_face=one.has_face,
    )
