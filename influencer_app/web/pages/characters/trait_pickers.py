"""Traits to pick: colours as they are, and words as pills. All are radio buttons."""

from collections.abc import Sequence

import reflex as rx

from influencer_app.web.components import field_error, icon
from influencer_app.web.components.base import style
from influencer_app.web.pages.characters import copy
from influencer_app.web.pages.characters.form_state import CharacterFormState
from influencer_app.wiring import SHADES

FORM = CharacterFormState.form


def error_of(name: str) -> rx.Var[str]:
    """What is wrong with a field; empty where nothing is."""
    return rx.cond(CharacterFormState.errors.contains(name), CharacterFormState.errors[name], "").to(str)


def shades(name: str, label: str) -> rx.Component:
    """Colours, each with its word; the first leaves it open."""
    anything = rx.el.span(icon("shuffle", 14), class_name="swatch swatch-any")
    return _group(
        name,
        label,
        rx.el.div(
            _option(name, "", anything),
            *[
                _option(
                    name, word, rx.el.span(class_name="swatch", custom_attrs=style(backgroundColor=shade))
                )
                for word, shade in SHADES[name].items()
            ],
            class_name="swatches",
        ),
    )


def pills(name: str, label: str, options: Sequence[str]) -> rx.Component:
    """Words; an empty one leaves it open."""
    return _group(
        name,
        label,
        rx.el.div(
            *[_option(name, word, rx.el.span(_said(word), class_name="pick"), seen=True) for word in options],
            class_name="picks",
        ),
    )


def _group(name: str, label: str, choices: rx.Component) -> rx.Component:
    chosen = rx.cond(FORM[name] == "", copy.ANY, FORM[name].to(str).capitalize())
    return rx.el.fieldset(
        rx.el.legend(
            rx.el.span(label, class_name="font-medium"),
            rx.el.span(chosen, class_name="text-fact text-muted"),
            class_name="mb-2 flex w-full items-baseline justify-between text-label",
        ),
        choices,
        field_error(error_of(name), name=name),
        class_name="min-w-0",
    )


def _option(name: str, word: str, drawn: rx.Component, *, seen: bool = False) -> rx.Component:
    said = _said(word)
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=name,
            value=word,
            checked=FORM[name] == word,
            on_change=lambda _value: CharacterFormState.set_field(name, word),
            class_name="peer sr-only",
        ),
        drawn,
        *([] if seen else [rx.el.span(said, class_name="sr-only")]),
        class_name="touch-target relative block",
        custom_attrs={} if seen else {"title": said},
    )


def _said(word: str) -> str:
    return word.capitalize() if word else copy.ANY
