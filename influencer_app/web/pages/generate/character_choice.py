"""Offers each character, or none, with the price that follows."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import face_choice, icon, link
from influencer_app.web.components.base import classes
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.composer_state import ComposerState
from influencer_app.web.reflex_compat.vars import cond_text, foreach, length
from influencer_app.web.shell.state import ShellState

MARK = "grid size-[50px] place-items-center rounded-control border"


def character_choice() -> rx.Component:
    """Exactly one is chosen; a talking video of a picture has none of them."""
    return rx.el.fieldset(
        rx.el.legend(
            rx.el.span(copy.WHO, class_name="font-medium"),
            rx.el.span(
                ComposerState.character_note, id=rx.Var.create("who-note"), class_name="text-fact text-muted"
            ),
            class_name="mb-2 flex w-full items-baseline justify-between gap-3 text-label",
        ),
        rx.el.div(
            foreach(
                ShellState.characters,
                lambda face: face_choice(
                    face.thumb_url,
                    face.name,
                    chosen=ComposerState.character_id == face.id,
                    on_click=ComposerState.choose_character(face.id),
                    key=face.id,
                ),
            ),
            rx.cond((ComposerState.mode == "image") & (length(ShellState.characters) > 0), _no_character()),
            _new(),
            class_name="faces scroll-quiet",
        ),
        rx.el.p(
            rx.cond(ComposerState.face_note, rx.el.span(ComposerState.face_note, class_name="block pt-2")),
            class_name="text-fact text-muted",
            custom_attrs={"aria-live": "polite"},
        ),
        class_name="min-w-0",
    )


def _no_character() -> rx.Component:
    chosen = ComposerState.character_id == ""
    return rx.el.button(
        rx.el.span(icon("user-round-x", 20), class_name=f"{MARK} border-line face-picture"),
        rx.el.span(copy.NO_CHARACTER, class_name="text-fact"),
        type="button",
        on_click=ComposerState.choose_character(""),
        class_name=classes("face", cond_text(chosen, "chosen", "")),
        custom_attrs={"aria-pressed": cond_text(chosen, "true", "false"), "data-no-character": ""},
    )


def _new() -> rx.Component:
    return link(
        rx.el.span(icon("plus", 18), class_name=f"{MARK} border-dashed border-edge"),
        rx.el.span(copy.NEW, class_name="text-fact"),
        href=f"{routes.CHARACTERS}?new=create",
        class_name="face",
    )
