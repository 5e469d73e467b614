"""A character as a card of the list and on its own page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from influencer_app.db.pages import Count
from influencer_app.domain.characters.schemas import CharacterDetail
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.web.cards.character import GENDER_WORDS
from influencer_app.web.formatting import count_text
from influencer_app.web.pages.characters import copy
from influencer_app.web.thumbhash import thumbhash_data_url

HAIR_ADJECTIVES = ("long", "wavy", "curly", "short", "slicked back")
"""Hair styles that describe the hair; the others are nouns."""


@dataclass(frozen=True)
class CharacterCard:
    """``developing`` is 0 to 1 while the portrait is being made, else -1; ``results`` says how many outputs
    there are."""

    id: str = ""
    name: str = ""
    facts: str = ""
    persona: str = ""
    portrait: str = ""
    placeholder: str = ""
    developing: float = -1.0
    percent: str = ""
    results: str = ""
    menu_id: str = ""


NOBODY = CharacterCard()


def character_card(one: CharacterDetail, developing: float, results: str) -> CharacterCard:
    """The card of a character."""
    skin = f"{one.skin_tone} skin" if one.skin_tone else ""
    facts = (str(one.age), GENDER_WORDS[one.gender], hair_text(one), skin)
    card = CharacterCard(
        id=str(one.id),
        name=one.name,
        facts=", ".join(fact for fact in facts if fact),
        persona=one.persona,
        portrait=one.portrait_url or "",
        placeholder=thumbhash_data_url(one.portrait_thumbhash) if one.portrait_thumbhash else "",
        results=results,
        menu_id=f"menu-{one.id}",
    )
    return with_progress(card, developing)


def with_progress(card: CharacterCard, developing: float) -> CharacterCard:
    """The card with its portrait at ``developing``."""
    return replace(card, developing=round(developing, 3), percent=f"{max(developing, 0):.0%}")


def portrait_progress(running: Iterable[GenerationDetail]) -> dict[str, float]:
    """The progress of portraits that are being made, by the character's id."""
    return {str(one.character_id): one.progress for one in running if one.purpose == "portrait"}


def results_text(count: Count | None) -> str:
    """A number of results, such as "2 results"."""
    if count is None or count.value == 0:
        return copy.NONE_MADE
    return copy.ONE_MADE if count.value == 1 else copy.MANY_MADE.format(count=count_text(count))


def hair_text(one: CharacterDetail) -> str:
    """Such as "black afro", "long auburn hair", "bald"; empty where it is left open."""
    if one.hair_style in ("bald", "hijab", ""):
        return one.hair_style or (f"{one.hair_color} hair" if one.hair_color else "")
    if one.hair_style in HAIR_ADJECTIVES:
        return " ".join(word for word in (one.hair_style, one.hair_color, "hair") if word)
    return f"{one.hair_color} {one.hair_style}".strip()
