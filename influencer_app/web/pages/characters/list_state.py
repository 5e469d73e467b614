"""The characters of a person as cards that follow what is made."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.characters.queries import list_characters
from influencer_app.domain.characters.schemas import CharacterDetail
from influencer_app.domain.gallery.queries import count_by_character
from influencer_app.domain.generation.queries import list_running
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.web.cards.character import CHARACTERS_MAX, GENDER_WORDS
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.pages.characters import copy
from influencer_app.web.shell.state import ShellState
from influencer_app.web.thumbhash import thumbhash_data_url

FIELDS = (
    *("name", "age", "gender", "skin_tone", "hair_style", "hair_color", "eye_color", "body_type"),
    *("ethnicity", "style", "persona", "voice"),
)
OF_HAIR = ("long", "wavy", "curly", "short", "slicked back")
"""Styles that are said of hair; the others are nouns."""


@dataclass(frozen=True)
class CharacterCard:
    """A character as a card. ``developing`` 0 to 1 while its portrait is made, else -1; ``made`` says how
    much there is of it."""

    id: str = ""
    name: str = ""
    facts: str = ""
    persona: str = ""
    portrait: str = ""
    placeholder: str = ""
    developing: float = -1.0
    percent: str = ""
    made: str = ""
    menu: str = ""


NOBODY = CharacterCard()


class CharacterListState(ShellState):
    """Cards, newest first, and what is known of each."""

    people: list[CharacterCard] = []
    details: dict[str, dict[str, str]] = {}

    async def _portraits(self, actor: Actor) -> None:
        """The cards anew, with what is on its way."""
        async with reading(actor) as session:
            page = await list_characters(session, actor, limit=CHARACTERS_MAX)
            running = await list_running(session, actor)
            counts = await count_by_character(session, actor)
        self._show(page.items, running, counts)

    def _show(
        self,
        items: list[CharacterDetail],
        running: list[GenerationDetail],
        counts: Mapping[UUID, int] | None = None,
    ) -> None:
        developing = _developing(running)
        known = {one.id: one.made for one in self.people}
        made = {str(own): count_text(count) for own, count in (counts or {}).items()}
        if counts is None:
            made = known
        self.people = [
            character_card(one, developing.get(str(one.id), -1.0), made.get(str(one.id), copy.NONE_MADE))
            for one in items
        ]
        self.details = {str(one.id): {name: str(getattr(one, name)) for name in FIELDS} for one in items}

    async def _apply_update(self, update: LiveUpdate) -> None:
        """Portraits develop in place; what has come is counted."""
        await super()._apply_update(update)
        developing = _developing(update.running)
        if update.characters is not None:
            self._show(update.characters, update.running)
        else:
            self.people = [_at(one, developing.get(one.id, -1.0)) for one in self.people]
        if update.everything or update.ended or any(one is None for one in update.generations.values()):
            actor = Actor.for_system_read(update.person_id)
            async with reading(actor) as session:
                counts = await count_by_character(session, actor)
            self.people = [replace(one, made=count_text(counts.get(UUID(one.id), 0))) for one in self.people]


def count_text(count: int) -> str:
    """How much there is of somebody."""
    if not count:
        return copy.NONE_MADE
    return copy.ONE_MADE if count == 1 else copy.MANY_MADE.format(count=count)


def character_card(one: CharacterDetail, developing: float, made: str) -> CharacterCard:
    """A character as a card."""
    said = (
        f"{one.age}",
        GENDER_WORDS[one.gender],
        hair_text(one),
        one.skin_tone and f"{one.skin_tone} skin",
    )
    return CharacterCard(
        id=str(one.id),
        name=one.name,
        facts=", ".join(word for word in said if word),
        persona=one.persona,
        portrait=one.portrait_url or "",
        placeholder=thumbhash_data_url(one.portrait_thumbhash) if one.portrait_thumbhash else "",
        developing=round(developing, 3),
        percent=f"{max(developing, 0):.0%}",
        made=made,
        menu=f"menu-{one.id}",
    )


def hair_text(one: CharacterDetail) -> str:
    """As in "black afro", "long auburn hair", "bald"; empty where it is left open."""
    if one.hair_style in ("bald", "hijab", ""):
        return one.hair_style or (f"{one.hair_color} hair" if one.hair_color else "")
    if one.hair_style in OF_HAIR:
        return " ".join(word for word in (one.hair_style, one.hair_color, "hair") if word)
    return f"{one.hair_color} {one.hair_style}".strip()


def _developing(running: list[GenerationDetail]) -> dict[str, float]:
    return {str(one.character_id): one.progress for one in running if one.purpose == "portrait"}


def _at(one: CharacterCard, developing: float) -> CharacterCard:
    return replace(one, developing=round(developing, 3), percent=f"{max(developing, 0):.0%}")
