"""The form that creates and changes characters, with the face as it would be drawn."""

from typing import Any
from urllib.parse import urlencode

import reflex as rx

from influencer_app.app_services.rate_limits import limit_characters
from influencer_app.db.base import new_id
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters.queries import get_character
from influencer_app.domain.characters.schemas import (
    CharacterChange,
    CharacterDetail,
    NewCharacter,
    RequestedAppearance,
)
from influencer_app.domain.characters.service import change_character, create_character
from influencer_app.domain.generation.queries import list_running
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError, InvalidInput
from influencer_app.web import routes
from influencer_app.web.access import background, editor, public, signed_in
from influencer_app.web.cards.voice import voice_choices
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.characters import copy
from influencer_app.web.pages.characters.list_state import CharacterListState
from influencer_app.web.pages.characters.random_traits import random_traits
from influencer_app.web.parsing import parse, parse_id, parse_number, parse_text
from influencer_app.wiring import runtime

FIELDS = (
    *("name", "age", "gender", "skin_tone", "hair_style", "hair_color", "eye_color", "body_type"),
    *("ethnicity", "style", "persona", "voice"),
)
TEXT_FIELDS = ("name", "age", "persona")
"""Fields whose last letters may still be on their way when the form is sent."""

PERSONAL_FIELDS = ("name", "persona")
"""Fields that a random character does not overwrite once somebody has typed into them."""

TEXT_MAX = 2000
PREVIEW_FIELDS = tuple(name for name in RequestedAppearance.model_fields if name != "key")
"""What decides the face in the preview."""

BLANK = dict.fromkeys(FIELDS, "") | {"gender": "female", "style": "realistic", "age": "26"}
PREVIEW = "/api/characters/preview"


class CharacterFormState(PageState):
    """``face_key`` decides the face; ``face_url`` draws it, and stays as it was while that is impossible."""

    form: dict[str, str] = BLANK
    errors: dict[str, str] = {}
    form_open: bool = False
    editing: str = ""
    leads_to_create: bool = False
    """Whether Create follows with the new character, for those who come from there or have just signed up."""
    face_key: str = ""
    face_url: str = ""
    form_version: int = 0
    typed_fields: list[str] = []
    portraits_a_day: int = 0
    voices: list[tuple[str, str]] = []

    @rx.var
    def form_title(self) -> str:
        """What the form does."""
        return copy.FORM_EDIT if self.editing else copy.FORM_NEW

    @rx.var
    def portrait_note(self) -> str:
        """What saving does."""
        text = copy.PORTRAIT_AGAIN if self.editing else copy.PORTRAIT_FREE
        return text.format(a_day=self.portraits_a_day)

    @public
    async def set_field(self, name: str, value: str) -> None:
        """One field of the form."""
        if name in FIELDS:
            self.form = {**self.form, name: parse_text(value, TEXT_MAX)}
            if name in PERSONAL_FIELDS and name not in self.typed_fields:
                self.typed_fields = [*self.typed_fields, name]
            self.errors = {key: message for key, message in self.errors.items() if key != name}
            self._preview()

    @public
    async def randomize(self) -> None:
        """Random traits in all fields but what was typed. Only a new character gets a new face."""
        self.face_key = self.face_key if self.editing else str(new_id())
        self.form = random_traits() | {name: self.form[name] for name in self.typed_fields if self.form[name]}
        self.errors = {}
        self.form_version += 1
        self._preview()

    @public
    async def another_face(self) -> None:
        """The same traits on another face."""
        if not self.editing:
            self.face_key = str(new_id())
            self._preview()

    @public
    async def open_new(self) -> None:
        """An empty form."""
        self._open({}, "")

    @signed_in
    @background
    async def open_edit(self, actor: Actor, character_id: str) -> None:
        """The form with what is known of a character."""
        async with reading(actor) as session:
            one = await get_character(session, actor, parse_id(character_id))
        async with self:
            self._open(form_fields(one), str(one.id))

    @public
    async def close_form(self) -> None:
        """Close it; what was typed stays until the next one. Each page load begins so, and what opens it
        waits for that.
        """
        self._close()

    @editor
    async def save(self, actor: Actor, form: dict[str, Any]) -> Any:
        """Create or change it; another look gets another portrait. The fields' own text counts."""
        if not self.form_open:
            return None
        typed = form if isinstance(form, dict) else {}
        self.form |= {name: parse_text(typed[name], TEXT_MAX) for name in TEXT_FIELDS if name in typed}
        fields: dict[str, Any] = {name: self.form.get(name, "") for name in FIELDS}
        if not self.editing:
            await limit_characters(actor)
        fields["age"] = parse_number(fields["age"])
        async with transaction(actor) as session:
            if self.editing:
                change = parse(CharacterChange, fields)
                one = await change_character(session, actor, parse_id(self.editing), change)
            else:
                new = parse(NewCharacter, fields)
                one = await create_character(session, actor, new, character_id=parse_id(self.face_key))
            running = await list_running(session, actor)
        self.form_open, self.errors, self.face_url = False, {}, ""
        (await self.get_state(CharacterListState))._put(one, running)
        onward = self.leads_to_create and not self.editing
        return rx.redirect(f"{routes.CREATE}?character={one.id}") if onward else None

    def _show_options(self) -> None:
        """What the form offers."""
        app = runtime()
        self.portraits_a_day = app.engine_config.limits.portraits_per_day
        self.voices = [(name.lower(), label) for name, label in voice_choices(app.voices)]

    def _close(self) -> None:
        self.form_open, self.face_url = False, ""

    def _open(self, known: dict[str, str], editing: str, *, leads_to_create: bool = False) -> None:
        self.form = {**BLANK, **known}
        self.errors, self.editing, self.form_open = {}, editing, True
        self.leads_to_create = leads_to_create
        self.typed_fields = [name for name in PERSONAL_FIELDS if self.form[name]]
        self.face_key = editing or str(new_id())
        if self.form["voice"] not in {voice for voice, _ in self.voices}:
            self.voices = [*self.voices, (self.form["voice"], self.form["voice"])]
        self.form_version += 1
        self._preview()

    def _preview(self) -> None:
        """The face as the fields describe it; what cannot be drawn leaves the older one."""
        asked = {
            "key": self.face_key,
            **{name: self.form[name] for name in PREVIEW_FIELDS if self.form[name]},
        }
        try:
            look = parse(RequestedAppearance, asked)
        except InvalidInput:
            return
        traits = look.model_dump(mode="json", exclude_defaults=True)
        self.face_url = f"{PREVIEW}?{urlencode(sorted(traits.items()))}" if self.form_open else ""

    async def _show_error(self, error: AppError) -> None:
        """Errors of the form stand at their fields."""
        if isinstance(error, InvalidInput) and error.fields and self.form_open:
            self.errors = {
                problem.field: problem.message
                if self.form.get(problem.field, "").strip()
                else copy.REQUIRED.get(problem.field, problem.message)
                for problem in error.fields
            }
        else:
            await super()._show_error(error)


def form_fields(one: CharacterDetail) -> dict[str, str]:
    """A character as the form holds it."""
    return {name: str(getattr(one, name)) for name in FIELDS}
