"""The form of a character: plain choices from what the engine can draw, colours shown as they are."""

from collections.abc import Mapping

import reflex as rx

from influencer_app.domain.characters.rules import STYLES
from influencer_app.web.cards import GENDER_WORDS
from influencer_app.web.components import (
    Choice,
    button,
    dialog,
    field,
    field_error,
    icon,
    segmented,
    select,
    text_input,
    textarea,
)
from influencer_app.web.components.base import style
from influencer_app.web.pages.characters import words
from influencer_app.web.pages.characters.state import CharactersState
from influencer_app.wiring import SHADES, TRAITS

FORM = CharactersState.form


def character_form() -> rx.Component:
    """A drawer; errors stand at their fields."""
    return dialog(
        CharactersState.form_title,
        _preview(),
        rx.el.form(
            rx.el.div(
                _text("name", words.NAME, auto_complete="off"),
                _text("age", words.AGE, input_mode="numeric", custom_attrs={"maxLength": "3"}),
                class_name="grid grid-cols-[1fr_6rem] gap-3",
            ),
            _gender(),
            _shades("skin_tone", words.SKIN, SHADES["skin_tone"]),
            _shades("hair_color", words.HAIR_COLOUR, SHADES["hair_color"]),
            _shades("eye_color", words.EYES, SHADES["eye_color"]),
            rx.el.div(
                _choice("hair_style", words.HAIR, _any(TRAITS["hair_style"])),
                _choice("body_type", words.BUILD, _any(TRAITS["body_type"])),
                _choice("ethnicity", words.BACKGROUND, _any(TRAITS["ethnicity"])),
                _choice("style", words.STYLE, _words(STYLES)),
                class_name="grid grid-cols-2 gap-3",
            ),
            _persona(),
            _voice(),
            button(
                rx.cond(CharactersState.editing != "", words.SAVE, words.INVENT),
                kind="primary",
                size="large",
                type="submit",
                id=rx.Var.create("save-character"),
                class_name="w-full",
            ),
            on_submit=CharactersState.save.prevent_default,
            id=rx.Var.create("character-form"),
            class_name="flex flex-col gap-4",
        ),
        name="character",
        open=CharactersState.form_open,
        on_close=CharactersState.close_form,
        side=True,
    )


def _preview() -> rx.Component:
    """The face as it is chosen now. The browser shows the one before until the next has come."""
    face = rx.el.img(
        src=CharactersState.preview_url,
        alt=words.PREVIEW,
        class_name="preview-face",
        custom_attrs={"data-preview": "", "width": "192", "height": "240"},
    )
    waits = rx.el.p(words.PREVIEW_WAITS, class_name="preview-face preview-waits text-fact text-muted")
    return rx.el.div(
        rx.cond(CharactersState.preview_url != "", face, waits),
        rx.el.div(
            button(words.SURPRISE, icon="dices", size="small", on_click=CharactersState.surprise),
            rx.cond(
                CharactersState.editing == "",
                button(words.ANOTHER, icon="shuffle", size="small", on_click=CharactersState.another_face),
            ),
            rx.el.p(CharactersState.portrait_words, class_name="text-fact text-muted text-pretty"),
            class_name="flex min-w-0 flex-col items-start gap-2",
        ),
        class_name="preview",
    )


def _voice() -> rx.Component:
    """Only where anybody speaks here."""
    chooser = field(
        words.VOICE,
        select(
            CharactersState.voices,
            name="voice",
            error=_error("voice"),
            value=FORM["voice"],
            on_change=lambda value: CharactersState.set_field("voice", value),
        ),
        name="voice",
        error=_error("voice"),
    )
    return rx.cond(CharactersState.voices.length() > 1, chooser)


def _error(name: str) -> rx.Var[str]:
    return rx.cond(CharactersState.errors.contains(name), CharactersState.errors[name], "").to(str)


def _text(name: str, label: str, **props: object) -> rx.Component:
    return field(
        label,
        text_input(
            name=name,
            error=_error(name),
            default_value=FORM[name],
            key=CharactersState.typed_anew,
            on_change=lambda value: CharactersState.set_field(name, value),
            **props,
        ),
        name=name,
        error=_error(name),
    )


def _persona() -> rx.Component:
    return field(
        words.PERSONA,
        textarea(
            name="persona",
            error=_error("persona"),
            rows=3,
            default_value=FORM["persona"],
            key=CharactersState.typed_anew,
            on_change=lambda value: CharactersState.set_field("persona", value),
            placeholder=words.PERSONA_HINT,
        ),
        name="persona",
        error=_error("persona"),
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


def _choice(name: str, label: str, options: list[tuple[str, str]]) -> rx.Component:
    return field(
        label,
        select(
            options,
            name=name,
            error=_error(name),
            value=FORM[name],
            on_change=lambda value: CharactersState.set_field(name, value),
        ),
        name=name,
        error=_error(name),
    )


def _shades(name: str, label: str, shades: Mapping[str, str]) -> rx.Component:
    """Colours to pick, each a radio button with its word; the first leaves it open."""
    chosen = rx.cond(FORM[name] == "", words.ANY, FORM[name].to(str).capitalize())
    anything = rx.el.span(icon("shuffle", 14), class_name="swatch swatch-any")
    return rx.el.fieldset(
        rx.el.legend(
            rx.el.span(label, class_name="font-medium"),
            rx.el.span(chosen, class_name="text-fact text-muted"),
            class_name="mb-2 flex w-full items-baseline justify-between text-label",
        ),
        rx.el.div(
            _swatch(name, "", words.ANY, anything),
            *[
                _swatch(
                    name,
                    word,
                    word.capitalize(),
                    rx.el.span(class_name="swatch", custom_attrs=style(backgroundColor=shade)),
                )
                for word, shade in shades.items()
            ],
            class_name="swatches",
        ),
        field_error(_error(name), name=name),
        class_name="min-w-0",
    )


def _swatch(name: str, word: str, said: str, drawn: rx.Component) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=name,
            value=word,
            checked=FORM[name] == word,
            on_change=lambda _value: CharactersState.set_field(name, word),
            class_name="peer sr-only",
        ),
        drawn,
        rx.el.span(said, class_name="sr-only"),
        class_name="touch-target relative block",
        custom_attrs={"title": said},
    )


def _any(known: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("", words.ANY), *_words(known)]


def _words(known: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, word.capitalize()) for word in known]
