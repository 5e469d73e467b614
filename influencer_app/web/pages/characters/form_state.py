"""The form that makes and changes characters, with the face as it would be drawn."""

from typing import Any
from urllib.parse import urlencode

import reflex as rx

from influencer_app.db.base import new_id
from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.characters.schemas import CharacterChange, NewCharacter, RequestedAppearance
from influencer_app.domain.characters.service import change_character, create_character
from influencer_app.errors import AppError, InvalidInput
from influencer_app.web.access import public, signed_in
from influencer_app.web.pages.characters import copy
from influencer_app.web.pages.characters.list_state import FIELDS, CharacterListState
from influencer_app.web.pages.characters.random_traits import random_traits
from influencer_app.web.parsing import parse, parse_choice, parse_id, parse_text
from influencer_app.wiring import runtime

TYPED = ("name", "age", "persona")
"""Fields whose last letters may still be on their way when the form is sent."""

WRITTEN = ("name", "persona")
"""Fields that nobody else writes over."""

TEXT_MAX = 2000
SEEN = tuple(name for name in RequestedAppearance.model_fields if name != "key")
"""What decides the face that is shown."""

BLANK = dict.fromkeys(FIELDS, "") | {"gender": "female", "style": "realistic", "age": "26"}
PREVIEW = "/api/characters/preview"


class CharacterFormState(CharacterListState):
    """``face_key`` decides the face; ``face_url`` draws it, and stays as it was while that is impossible."""

    form: dict[str, str] = BLANK
    errors: dict[str, str] = {}
    form_open: bool = False
    editing: str = ""
    face_key: str = ""
    face_url: str = ""
    form_version: int = 0
    by_hand: list[str] = []
    portraits_a_day: int = 0
    voices: list[tuple[str, str]] = []

    @rx.var
    def form_title(self) -> str:
        """What the form does."""
        return copy.FORM_EDIT if self.editing else copy.FORM_NEW

    @rx.var
    def portrait_note(self) -> str:
        """What saving does."""
        said = copy.PORTRAIT_AGAIN if self.editing else copy.PORTRAIT_FREE
        return said.format(a_day=self.portraits_a_day)

    @public
    async def set_field(self, name: str, value: str) -> None:
        """One field of the form."""
        if name in FIELDS:
            self.form = {**self.form, name: parse_text(value, TEXT_MAX)}
            if name in WRITTEN and name not in self.by_hand:
                self.by_hand = [*self.by_hand, name]
            self.errors = {key: told for key, told in self.errors.items() if key != name}
            self._draw()

    @public
    async def surprise(self) -> None:
        """Somebody at random in all fields but what was written by hand. Only a new one gets a new face."""
        self.face_key = self.face_key if self.editing else str(new_id())
        self.form = random_traits() | {name: self.form[name] for name in self.by_hand if self.form[name]}
        self.errors = {}
        self.form_version += 1
        self._draw()

    @public
    async def another_face(self) -> None:
        """The same traits, and somebody else."""
        if not self.editing:
            self.face_key = str(new_id())
            self._draw()

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
    async def close_form(self) -> None:
        """Away with it; what was typed stays until the next one."""
        self.form_open, self.face_url = False, ""

    @signed_in
    async def save(self, actor: Actor, form: dict[str, Any]) -> None:
        """Make it, or change it; another look gets another portrait. The fields' own text counts."""
        if not self.form_open:
            return
        typed = form if isinstance(form, dict) else {}
        self.form |= {name: parse_text(typed[name], TEXT_MAX) for name in TYPED if name in typed}
        fields: dict[str, Any] = {name: self.form.get(name, "") for name in FIELDS}
        async with transaction(actor) as session:
            if self.editing:
                change = parse(CharacterChange, fields)
                await change_character(session, actor, parse_id(self.editing), change)
            else:
                new = parse(NewCharacter, fields)
                await create_character(session, actor, new, character_id=parse_id(self.face_key))
        self.form_open, self.errors, self.face_url = False, {}, ""
        await self._portraits(actor)

    def _load_form(self) -> None:
        """What the form offers; closed."""
        app = runtime()
        self.portraits_a_day = app.engine_config.limits.portraits_per_day
        there = [(one.id.lower(), f"{one.name}, {', '.join(one.languages)}") for one in app.voices]
        self.voices = [("", copy.VOICE_THAT_FITS), *there]
        self.form_open, self.face_url = False, ""

    def _open(self, known: dict[str, str], editing: str) -> None:
        self.form = {**BLANK, **known}
        self.errors, self.editing, self.form_open = {}, editing, True
        self.by_hand = [name for name in WRITTEN if self.form[name]]
        self.face_key = editing or str(new_id())
        if self.form["voice"] not in {voice for voice, _ in self.voices}:
            self.voices = [*self.voices, (self.form["voice"], self.form["voice"])]
        self.form_version += 1
        self._draw()

    def _draw(self) -> None:
        """The face as the fields say; what cannot be drawn leaves the older one."""
        asked = {"key": self.face_key, **{name: self.form[name] for name in SEEN if self.form[name]}}
        try:
            look = parse(RequestedAppearance, asked)
        except InvalidInput:
            return
        seen = look.model_dump(mode="json", exclude_defaults=True)
        self.face_url = f"{PREVIEW}?{urlencode(sorted(seen.items()))}" if self.form_open else ""

    def _show_error(self, error: AppError) -> None:
        """Errors of the form stand at their fields."""
        if isinstance(error, InvalidInput) and error.fields and self.form_open:
            self.errors = {problem.field: problem.message for problem in error.fields}
        else:
            self._toast(error.sentence, tone="bad")
