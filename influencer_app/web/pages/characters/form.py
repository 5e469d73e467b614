"""The form of a character: plain choices from what the engine can draw."""

import reflex as rx

from influencer_app.domain.characters.rules import GENDERS, STYLES
from influencer_app.web.components import button, dialog, field, select, text_input, textarea
from influencer_app.web.pages.characters.state import CharactersState
from influencer_app.wiring import TRAITS

LABELS = {
    "skin_tone": "Skin",
    "hair_style": "Hair",
    "hair_color": "Hair colour",
    "eye_color": "Eyes",
    "body_type": "Build",
    "ethnicity": "Background",
}


def character_form() -> rx.Component:
    """A drawer; errors stand at their fields."""
    return dialog(
        CharactersState.form_title,
        rx.el.form(
            rx.el.div(
                _text("name", "Name", auto_complete="off"),
                _text("age", "Age", input_mode="numeric", custom_attrs={"maxLength": "3"}),
                class_name="grid grid-cols-[1fr_6rem] gap-3",
            ),
            rx.el.div(
                _choice("gender", "Gender", GENDERS, anything=False),
                _choice("style", "Drawn as", STYLES, anything=False),
                *[_choice(name, label, TRAITS.get(name, ())) for name, label in LABELS.items()],
                class_name="grid grid-cols-2 gap-3",
            ),
            field(
                "Persona",
                textarea(
                    name="persona",
                    error=_error("persona"),
                    rows=3,
                    default_value=CharactersState.form["persona"],
                    key=CharactersState.typed_anew,
                    on_change=lambda value: CharactersState.set_field("persona", value),
                    placeholder="Who they are, in a few words",
                ),
                name="persona",
                error=_error("persona"),
            ),
            button("Save", kind="primary", size="large", type="submit", class_name="w-full"),
            on_submit=CharactersState.save.prevent_default,
            id=rx.Var.create("character-form"),
            class_name="flex flex-col gap-4",
        ),
        name="character",
        open=CharactersState.form_open,
        on_close=CharactersState.close_form,
        side=True,
    )


def _error(name: str) -> rx.Var[str]:
    return rx.cond(CharactersState.errors.contains(name), CharactersState.errors[name], "").to(str)


def _text(name: str, label: str, **props: object) -> rx.Component:
    return field(
        label,
        text_input(
            name=name,
            error=_error(name),
            default_value=CharactersState.form[name],
            key=CharactersState.typed_anew,
            on_change=lambda value: CharactersState.set_field(name, value),
            **props,
        ),
        name=name,
        error=_error(name),
    )


def _choice(name: str, label: str, words: tuple[str, ...], *, anything: bool = True) -> rx.Component:
    options = [("", "Left to the face")] if anything else []
    options += [(word, word.capitalize()) for word in words]
    return field(
        label,
        select(
            options,
            name=name,
            error=_error(name),
            value=CharactersState.form[name],
            on_change=lambda value: CharactersState.set_field(name, value),
        ),
        name=name,
        error=_error(name),
    )
