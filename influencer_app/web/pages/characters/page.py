"""Characters: portraits that develop, and the form."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import (
    button,
    confirm_dialog,
    developing_picture,
    empty_state,
    icon_button,
    link,
    link_button,
    picture,
)
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.studio import studio
from influencer_app.web.pages.characters.faces import faces_dialog
from influencer_app.web.pages.characters.faces_state import FacesState
from influencer_app.web.pages.characters.faces_words import FACES_OPEN
from influencer_app.web.pages.characters.form import character_form
from influencer_app.web.pages.characters.state import CharactersState, Person
from influencer_app.web.roll import roll

SITTER = "/icons/sitter.svg"
"""Somebody without a face yet."""


def characters() -> rx.Component:
    """The page."""
    return studio(
        "Characters",
        rx.cond(
            CharactersState.people.length() > 0,
            rx.fragment(
                rx.el.div(
                    rx.el.p(
                        "Invented adults. The same traits give the same face, in every picture.",
                        class_name="text-muted",
                    ),
                    _new(),
                    class_name="mb-5 flex flex-wrap items-center justify-between gap-3",
                ),
                rx.el.ul(
                    rx.foreach(CharactersState.people, _card),
                    class_name="people",
                ),
            ),
            rx.cond(CharactersState.loaded, _nobody()),
        ),
        here=routes.CHARACTERS,
        wide=False,
        overlays=(
            character_form(),
            faces_dialog(),
            confirm_dialog(
                "Delete this character?",
                "The portrait goes for good. Pictures made with it stay in the gallery.",
                name="delete-character",
                open=CharactersState.doomed != "",
                on_close=CharactersState.ask_delete(""),
                on_confirm=CharactersState.delete,
                confirm="Delete",
            ),
        ),
    )


def _new() -> rx.Component:
    return button("New character", kind="primary", icon="plus", on_click=CharactersState.open_new)


def _nobody() -> rx.Component:
    return empty_state(
        "Nobody yet",
        "Invent somebody: an age, hair, eyes, a way of being. A portrait develops by itself, "
        "and the same face then appears in every picture.",
        _new(),
        picture=roll(),
    )


def _card(one: rx.Var[Person]) -> rx.Component:
    return rx.el.li(
        link(
            _portrait(one),
            href=f"{routes.GALLERY}?character={one.id}",
            inside=True,
            class_name="block rounded-picture",
        ),
        rx.el.div(
            rx.el.div(
                rx.el.h2(one.name, class_name="display-card truncate"),
                rx.el.p(one.facts, class_name="line-clamp-2 text-fact text-muted"),
                class_name="min-w-0 flex-1",
            ),
            icon_button(
                "pencil", "Change " + one.name, size="small", on_click=CharactersState.open_edit(one.id)
            ),
            icon_button(
                "scan-face", FACES_OPEN + one.name, size="small", on_click=FacesState.open_faces(one.id)
            ),
            icon_button(
                "trash-2", "Delete " + one.name, size="small", on_click=CharactersState.ask_delete(one.id)
            ),
            class_name="mt-2 flex items-start gap-0.5",
        ),
        rx.cond(
            one.persona != "", rx.el.p(one.persona, class_name="mt-1 line-clamp-3 text-label text-pretty")
        ),
        link_button(
            "Make a picture",
            href=f"{routes.CREATE}?character={one.id}",
            inside=True,
            size="small",
            icon="sparkle",
            class_name="mt-2.5",
        ),
        key=one.id,
        custom_attrs={"data-character": one.id},
    )


def _portrait(one: rx.Var[Person]) -> rx.Component:
    """There, being made, or neither: today's free ones are used up, or it could not be made."""
    waiting = rx.cond(one.developing > 0, one.percent, "Waiting")
    missing = rx.el.div(
        rx.el.span(one.name[0:1], class_name="display text-[4rem] leading-none text-muted"),
        rx.el.span("No portrait yet", class_name="text-fact text-muted"),
        class_name="flex aspect-[4/5] flex-col items-center justify-center gap-2 rounded-picture bg-raised",
    )
    return rx.cond(
        one.developing >= 0,
        developing_picture(
            one.developing,
            waiting,
            ratio="4 / 5",
            placeholder=rx.cond(one.portrait != "", one.portrait, SITTER),
        ),
        rx.cond(
            one.portrait != "",
            picture(
                one.portrait, "Portrait of " + one.name, width=896, height=1120, placeholder=one.placeholder
            ),
            missing,
        ),
    )


PAGE = Page(routes.CHARACTERS, characters, "Characters", on_load=CharactersState.load)
