"""The characters of a person, and the form that makes and changes them."""

from dataclasses import dataclass, replace
from random import SystemRandom
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from influencer_app.db.base import new_id
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.characters.queries import list_characters
from influencer_app.domain.characters.rules import AGE_MAX, AGE_MIN
from influencer_app.domain.characters.schemas import CharacterChange, CharacterDetail, NewCharacter
from influencer_app.domain.characters.service import (
    change_character,
    create_character,
    delete_character,
)
from influencer_app.domain.generation.queries import list_running
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.errors import AppError, InvalidInput
from influencer_app.web.access import public, signed_in
from influencer_app.web.cards import GENDER_WORDS
from influencer_app.web.news import FACES_MAX, News
from influencer_app.web.pages.characters import words
from influencer_app.web.parsing import parse, parse_choice, parse_id, parse_text
from influencer_app.web.placeholder import placeholder
from influencer_app.web.studio import StudioState
from influencer_app.wiring import TRAITS, runtime

FIELDS = (
    *("name", "age", "gender", "skin_tone", "hair_style", "hair_color", "eye_color", "body_type"),
    *("ethnicity", "style", "persona", "voice"),
)
DRAWN = tuple(name for name in FIELDS if name not in ("name", "persona", "voice"))
"""What can be seen."""

TYPED = ("name", "age", "persona")
"""Fields whose last letters may still be on their way when the form is sent. The others are only chosen, and
a choice that the form does not offer (by the API, or of another engine) must not be lost by it."""

OF_HAIR = ("long", "wavy", "curly", "short", "slicked back")
"""Styles that are said of hair; the others are nouns."""
BLANK = dict.fromkeys(FIELDS, "") | {"gender": "female", "style": "realistic", "age": "26"}


@dataclass(frozen=True)
class Person:
    """A character as a card. ``developing`` 0 to 1 while its portrait is made, else -1."""

    id: str
    name: str
    facts: str
    persona: str
    portrait: str
    placeholder: str
    developing: float
    percent: str


NOBODY = Person("", "", "", "", "", "", -1.0, "")


class CharactersState(StudioState):
    """Cards, newest first; the form beside them."""

    people: list[Person] = []
    details: dict[str, dict[str, str]] = {}
    form: dict[str, str] = BLANK
    errors: dict[str, str] = {}
    form_open: bool = False
    editing: str = ""
    doomed: str = ""
    typed_anew: int = 0
    portrait_words: str = ""
    voices: list[tuple[str, str]] = []
    key: str = ""
    """The id that decides the face: the character's own, or one that a new one will have."""

    @rx.var
    def form_title(self) -> str:
        """What the form does."""
        return words.CHANGE_TITLE if self.editing else words.NEW_TITLE

    @rx.var
    def preview_url(self) -> str:
        """The address of the face as it is chosen now; empty while it cannot be drawn."""
        asked = {name: self.form.get(name, "") for name in DRAWN}
        if not self.form_open or not asked["age"].isdecimal() or not AGE_MIN <= int(asked["age"]) <= AGE_MAX:
            return ""
        return f"/api/characters/preview?{urlencode({'key': self.key, **asked})}"

    async def _load(self, actor: Actor) -> None:
        """All characters."""
        await self._load_shell(actor)
        await self._portraits(actor)
        a_day = runtime().studio.limits.portraits_per_day
        self.portrait_words = words.PORTRAIT_FREE.format(count=a_day)
        there = [(one.id.lower(), f"{one.name}, {', '.join(one.languages)}") for one in runtime().voices]
        self.voices = [("", words.VOICE_FITS), *there]
        self.form_open = False

    @public
    async def set_field(self, name: str, value: str) -> None:
        """One field of the form."""
        if name in FIELDS:
            self.form = {**self.form, name: parse_text(value, 2000)}
            self.errors = {key: words for key, words in self.errors.items() if key != name}

    @public
    async def open_new(self) -> None:
        """An empty form."""
        self._open({}, "")

    @public
    async def open_edit(self, character_id: str) -> None:
        """The form with what is known."""
        chosen = parse_choice(character_id, tuple(self.details))
        self._open(self.details[chosen], chosen)

    @public
    async def surprise(self) -> None:
        """Somebody at random; what has been written of them stays."""
        chance = SystemRandom()
        drawn = {name: chance.choice(TRAITS[name]) for name in TRAITS}
        drawn["age"] = str(min(80, 18 + int(chance.expovariate(1 / 14))))
        drawn["gender"] = chance.choice(tuple(GENDER_WORDS))
        self._open(
            {**self.form, **drawn, "name": self.form["name"] or chance.choice(words.NAMES)}, self.editing
        )

    @public
    async def another_face(self) -> None:
        """The same traits, and somebody else."""
        if not self.editing:
            self.key = str(new_id())

    @public
    async def close_form(self) -> None:
        """Away with it; what was typed stays until the next one."""
        self.form_open = False

    @signed_in
    async def save(self, actor: Actor, form: dict[str, Any]) -> None:
        """Make it, or change it; another look gets another portrait. The fields' own text counts."""
        if not self.form_open:
            return
        typed = form if isinstance(form, dict) else {}
        self.form |= {name: parse_text(typed[name], 2000) for name in TYPED if name in typed}
        fields: dict[str, Any] = {name: self.form.get(name, "") for name in FIELDS}
        async with transaction(actor) as session:
            if self.editing:
                change = parse(CharacterChange, fields)
                await change_character(session, actor, parse_id(self.editing), change)
            else:
                new = parse(NewCharacter, fields)
                await create_character(session, actor, new, character_id=parse_id(self.key))
        self.form_open, self.errors = False, {}
        await self._portraits(actor)

    @public
    async def ask_delete(self, character_id: str) -> None:
        """Ask before it is gone; an empty id means no."""
        self.doomed = parse_text(character_id, 36)

    @signed_in
    async def delete(self, actor: Actor) -> None:
        """Delete what was asked about."""
        own, self.doomed = parse_id(self.doomed), ""
        async with transaction(actor) as session:
            await delete_character(session, actor, own)
        self.people = [one for one in self.people if one.id != str(own)]

    def _open(self, known: dict[str, str], editing: str) -> None:
        self.key = editing or str(new_id())
        self.form = {**BLANK, **known}
        self.errors, self.editing, self.form_open = {}, editing, True
        self.typed_anew += 1

    async def _portraits(self, actor: Actor) -> None:
        """The cards anew, with what is on its way."""
        async with reading(actor) as session:
            page = await list_characters(session, actor, limit=FACES_MAX)
            running = await list_running(session, actor)
        self._show(page.items, running)

    def _show(self, items: list[CharacterDetail], running: list[GenerationDetail]) -> None:
        developing = {str(one.character_id): one.progress for one in running if one.purpose == "portrait"}
        self.people = [_card(one, developing.get(str(one.id), -1.0)) for one in items]
        self.details = {str(one.id): {name: str(getattr(one, name)) for name in FIELDS} for one in items}

    async def _hear(self, news: News) -> None:
        """Portraits develop in place."""
        await super()._hear(news)
        developing = {
            str(one.character_id): one.progress for one in news.running if one.purpose == "portrait"
        }
        if news.characters is not None:
            self._show(news.characters, news.running)
        else:
            self.people = [_at(one, developing.get(one.id, -1.0)) for one in self.people]

    def _tell(self, error: AppError) -> None:
        """Errors of the form stand at their fields."""
        if isinstance(error, InvalidInput) and error.fields and self.form_open:
            self.errors = {problem.field: problem.message for problem in error.fields}
        else:
            self._toast(error.sentence, tone="bad")


def _card(one: CharacterDetail, developing: float) -> Person:
    said = (f"{one.age}", GENDER_WORDS[one.gender], _hair(one), one.skin_tone and f"{one.skin_tone} skin")
    return Person(
        id=str(one.id),
        name=one.name,
        facts=", ".join(word for word in said if word),
        persona=one.persona,
        portrait=one.portrait_url or "",
        placeholder=placeholder(one.portrait_thumbhash) if one.portrait_thumbhash else "",
        developing=round(developing, 3),
        percent=f"{max(developing, 0):.0%}",
    )


def _at(one: Person, developing: float) -> Person:
    return replace(one, developing=round(developing, 3), percent=f"{max(developing, 0):.0%}")


def _hair(one: CharacterDetail) -> str:
    """As in "black afro", "long auburn hair", "bald"; empty where it is left open."""
    if one.hair_style in ("bald", "hijab", ""):
        return one.hair_style or (f"{one.hair_color} hair" if one.hair_color else "")
    if one.hair_style in OF_HAIR:
        return " ".join(word for word in (one.hair_style, one.hair_color, "hair") if word)
    return f"{one.hair_color} {one.hair_style}".strip()
