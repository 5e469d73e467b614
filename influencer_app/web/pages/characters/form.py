"""The form of a character: the face as it would be drawn, beside plain choices from what can be drawn."""

import reflex as rx

from influencer_app.domain.characters.rules import STYLES
from influencer_app.web.cards import GENDER_WORDS
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
from influencer_app.web.pages.characters import words
from influencer_app.web.pages.characters.cards import SITTER
from influencer_app.web.pages.characters.picks import FORM, error_of, pills, shades
from influencer_app.web.pages.characters.state import CharactersState
from influencer_app.wiring import TRAITS


def character_form() -> rx.Component:
    """A dialog; errors stand at their fields."""
    return dialog(
        CharactersState.form_title,
        rx.el.div(_face(), _fields(), class_name="maker"),
        name="character",
        open=CharactersState.form_open,
        on_close=CharactersState.close_form,
        class_name="dialog-wide",
    )


def _face() -> rx.Component:
    """``/js/faces.js`` follows ``data-preview``: the older face stays until the new one is there."""
    frame = rx.el.div(
        rx.el.img(
            alt=words.PREVIEW,
            class_name="maker-face",
            custom_attrs={"data-sitter": SITTER, "width": "192", "height": "240"},
        ),
        class_name="maker-frame",
        custom_attrs={"data-preview": CharactersState.face_url},
    )
    return rx.el.div(
        frame,
        rx.el.div(
            button(
                words.SURPRISE,
                icon="dices",
                on_click=CharactersState.surprise,
                id=rx.Var.create("surprise"),
                class_name="w-full",
            ),
            rx.cond(
                CharactersState.editing == "",
                button(
                    words.ANOTHER,
                    icon="shuffle",
                    on_click=CharactersState.another_face,
                    class_name="w-full",
                ),
            ),
            rx.el.p(words.PREVIEW_ABOUT, class_name="text-fact text-muted text-pretty"),
            rx.el.p(
                words.PREVIEW_FAILED,
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
            _text("name", words.NAME, auto_complete="off"),
            _text("age", words.AGE, input_mode="numeric", custom_attrs={"maxLength": "3"}),
            class_name="grid grid-cols-[1fr_8.5rem] gap-3",
        ),
        _gender(),
        shades("skin_tone", words.SKIN),
        shades("hair_color", words.HAIR_COLOUR),
        pills("hair_style", words.HAIR, ("", *TRAITS["hair_style"])),
        shades("eye_color", words.EYES),
        pills("body_type", words.BUILD, ("", *TRAITS["body_type"])),
        pills("ethnicity", words.BACKGROUND, ("", *TRAITS["ethnicity"])),
        pills("style", words.STYLE, STYLES),
        _persona(),
        _voice(),
        rx.el.div(
            rx.el.p(CharactersState.portrait_words, class_name="text-fact text-muted text-pretty"),
            button(
                rx.cond(CharactersState.editing != "", words.SAVE_EDIT, words.SAVE_NEW),
                kind="primary",
                size="large",
                type="submit",
                id=rx.Var.create("save-character"),
                class_name="min-w-36",
            ),
            class_name="maker-foot",
        ),
        on_submit=CharactersState.save.prevent_default,
        id=rx.Var.create("character-form"),
        class_name="flex min-w-0 flex-col gap-5",
        custom_attrs={"data-first-wrong": ""},
    )


def _text(name: str, label: str, **props: object) -> rx.Component:
    return field(
        label,
        text_input(
            name=name,
            error=error_of(name),
            default_value=FORM[name],
            key=CharactersState.typed_anew,
            on_change=lambda value: CharactersState.set_field(name, value),
            **props,
        ),
        name=name,
        error=error_of(name),
    )


def _persona() -> rx.Component:
    return field(
        words.PERSONA,
        textarea(
            name="persona",
            error=error_of("persona"),
            rows=3,
            default_value=FORM["persona"],
            key=CharactersState.typed_anew,
            on_change=lambda value: CharactersState.set_field("persona", value),
            placeholder=words.PERSONA_HINT,
        ),
        name="persona",
        error=error_of("persona"),
    )


def _gender() -> rx.Component:
    return rx.el.div(
        rx.el.p(words.GENDER, class_name="text-label font-medium", custom_attrs={"aria-hidden": "true"}),
        segmented(
            words.GENDER,
            [Choice(word, said.capitalize()) for word, said in GENDER_WORDS.items()],
            FORM["gender"],
            lambda value: CharactersState.set_field("gender", value),
            name="gender",
        ),
        class_name="flex flex-col gap-1.5",
    )


def _voice() -> rx.Component:
    return field(
        words.VOICE,
        select(
            CharactersState.voices,
            name="voice",
            error=error_of("voice"),
            value=FORM["voice"],
            on_change=lambda value: CharactersState.set_field("voice", value),
        ),
        name="voice",
        error=error_of("voice"),
    )
