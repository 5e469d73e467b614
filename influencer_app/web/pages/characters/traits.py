"""The traits of a character as lines of text with their colours."""

from dataclasses import dataclass

from influencer_app.domain.characters.schemas import CharacterDetail
from influencer_app.web.cards.character import GENDER_WORDS
from influencer_app.web.pages.characters import copy
from influencer_app.wiring import SHADES


@dataclass(frozen=True)
class Trait:
    """A line; ``shade`` is a colour (hex), or empty."""

    label: str
    value: str
    shade: str


def trait_list(one: CharacterDetail, voices: dict[str, str]) -> list[Trait]:
    """All traits that are shown; ``voices`` are the names of voices by id."""
    hair = ", ".join(word for word in (one.hair_color, one.hair_style) if word)
    voice = voices.get(one.voice, one.voice) if one.voice else copy.VOICE_AUTOMATIC
    values = {
        **{name: str(getattr(one, name, "")) for name in copy.TRAIT_LABELS},
        **{"hair": hair, "gender": GENDER_WORDS[one.gender], "voice": voice},
    }
    shades = {
        "skin_tone": SHADES["skin_tone"].get(one.skin_tone, ""),
        "hair": SHADES["hair_color"].get(one.hair_color, ""),
        "eye_color": SHADES["eye_color"].get(one.eye_color, ""),
    }
    return [
        Trait(label, _capital(values[name]) or copy.ANY, shades.get(name, ""))
        for name, label in copy.TRAIT_LABELS.items()
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
