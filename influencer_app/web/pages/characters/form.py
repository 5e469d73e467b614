"""The form of a character: the face as it would be drawn, beside plain choices from what can be drawn."""

from typing import Any

import reflex as rx

from influencer_app.domain.characters.rules import STYLES
from influencer_app.web.cards.character import GENDER_WORDS
from influencer_app.web.components import (
    Choice,
    button,
    dialog,
    field,
    segmented,
    select,
    text_input,
    textarea,
)
from influencer_app.web.components.listen import listen_button
from influencer_app.web.components.picture import SITTER
from influencer_app.web.pages.characters import copy
from influencer_app.web.pages.characters.form_state import CharacterFormState
from influencer_app.web.pages.characters.trait_pickers import FORM, error_of, pills, shades
from influencer_app.web.reflex_compat.vars import cond_text
from influencer_app.wiring import TRAITS


def character_form() -> rx.Component:
    """A dialog; errors stand at their fields."""
    return dialog(
        CharacterFormState.form_title,
        rx.el.div(_face(), _fields(), class_name="maker"),
        name="character",
        open=CharacterFormState.is_hydrated & CharacterFormState.form_open,
        on_close=CharacterFormState.close_form,
        class_name="dialog-wide",
    )


def _face() -> rx.Component:
    """``/js/faces.js`` follows ``data-preview``: the older face stays until the new one is there."""
    frame = rx.el.div(
        rx.el.img(
            alt=copy.PREVIEW,
            class_name="maker-face",
            custom_attrs={"data-fallback": SITTER, "width": "192", "height": "240"},
        ),
        class_name="maker-frame",
        custom_attrs={"data-preview": CharacterFormState.face_url},
    )
    return rx.el.div(
        frame,
        rx.el.div(
            button(
                copy.SURPRISE,
                icon="dices",
                on_click=CharacterFormState.randomize,
                id=rx.Var.create("surprise"),
                class_name="w-full",
            ),
            rx.cond(
                CharacterFormState.editing == "",
                button(
                    copy.ANOTHER,
                    icon="shuffle",
                    on_click=CharacterFormState.another_face,
                    class_name="w-full",
                ),
            ),
            rx.el.p(copy.PREVIEW_ABOUT, class_name="text-fact text-muted text-pretty"),
            rx.el.p(
                copy.PREVIEW_FAILED,
                class_name="maker-failed text-fact text-warn text-pretty",
                role="status",
            ),
            class_name="flex min-w-0 flex-1 flex-col gap-2.5",
        ),
        class_name="maker-aside",
    )


def _fields() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            _text("name", copy.NAME, auto_complete="off"),
            _text("age", copy.AGE, input_mode="numeric", custom_attrs={"maxLength": "3"}),
            class_name="grid grid-cols-[1fr_8.5rem] gap-3",
        ),
        _gender(),
        shades("skin_tone", copy.SKIN),
        shades("hair_color", copy.HAIR_COLOUR),
        pills("hair_style", copy.HAIR, ("", *TRAITS["hair_style"])),
        shades("eye_color", copy.EYES),
        pills("body_type", copy.BUILD, ("", *TRAITS["body_type"])),
        pills("ethnicity", copy.BACKGROUND, ("", *TRAITS["ethnicity"])),
        pills("style", copy.STYLE, STYLES),
        _persona(),
        _voice(),
        rx.el.div(
            rx.el.p(CharacterFormState.portrait_note, class_name="text-fact text-muted text-pretty"),
            button(
                cond_text(CharacterFormState.editing != "", copy.SAVE_EDIT, copy.SAVE_NEW),
                kind="primary",
                size="large",
                type="submit",
                id=rx.Var.create("save-character"),
                class_name="min-w-36",
            ),
            class_name="maker-foot",
        ),
        on_submit=CharacterFormState.save.prevent_default,
        id=rx.Var.create("character-form"),
        class_name="flex min-w-0 flex-col gap-5",
        custom_attrs={"data-first-wrong": ""},
    )


def _text(name: str, label: str, **props: Any) -> rx.Component:
    return field(
        label,
        text_input(
            name=name,
            error=error_of(name),
            default_value=FORM[name],
            key=CharacterFormState.form_version,
            on_change=lambda value: CharacterFormState.set_field(name, value),
            **props,
        ),
        name=name,
        error=error_of(name),
    )


def _persona() -> rx.Component:
    return field(
        copy.PERSONA,
        textarea(
            name="persona",
            error=error_of("persona"),
            rows=3,
            default_value=FORM["persona"],
            key=CharacterFormState.form_version,
            on_change=lambda value: CharacterFormState.set_field("persona", value),
            placeholder=copy.PERSONA_HINT,
        ),
        name="persona",
        error=error_of("persona"),
    )


def _gender() -> rx.Component:
    return rx.el.div(
        rx.el.p(copy.GENDER, class_name="text-label font-medium", custom_attrs={"aria-hidden": "true"}),
        segmented(
            copy.GENDER,
            [Choice(word, said.capitalize()) for word, said in GENDER_WORDS.items()],
            FORM["gender"],
            lambda value: CharacterFormState.set_field("gender", value),
            name="gender",
        ),
        class_name="flex flex-col gap-1.5",
    )


def _voice() -> rx.Component:
    return field(
        copy.VOICE,
        rx.el.div(
            select(
                CharacterFormState.voices,
                name="voice",
                error=error_of("voice"),
                value=FORM["voice"],
                on_change=lambda value: CharacterFormState.set_field("voice", value),
            ),
            listen_button("voice"),
            class_name="voice-choice",
        ),
        name="voice",
        error=error_of("voice"),
    )
