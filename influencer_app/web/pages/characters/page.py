"""Characters: portraits that develop, each with a page of its own, and the form."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import (
    button,
    confirm_dialog,
    empty_state,
    icon_button,
    link,
    link_button,
)
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.studio import studio
from influencer_app.web.pages.characters import words
from influencer_app.web.pages.characters.form import character_form
from influencer_app.web.pages.characters.person import person
from influencer_app.web.pages.characters.person_state import PersonState
from influencer_app.web.pages.characters.portrait import portrait
from influencer_app.web.pages.characters.state import CharactersState, Person
from influencer_app.web.roll import roll


def characters() -> rx.Component:
    """The page: all of them, or the one that the address names."""
    return studio(
        words.TITLE,
        rx.cond(PersonState.who != "", person(), _everybody()),
        here=routes.CHARACTERS,
        wide=False,
        overlays=(
            character_form(),
            confirm_dialog(
                words.DELETE_ASK,
                words.DELETE_SURE,
                name="delete-character",
                open=CharactersState.doomed != "",
                on_close=CharactersState.ask_delete(""),
                on_confirm=CharactersState.delete,
                confirm=words.DELETE_GO,
            ),
        ),
    )


def _everybody() -> rx.Component:
    cards = rx.fragment(
        rx.el.div(
            rx.el.p(words.ABOUT, class_name="text-muted"),
            _new(),
            class_name="mb-5 flex flex-wrap items-center justify-between gap-3",
        ),
        rx.el.ul(rx.foreach(CharactersState.people, _card), class_name="people"),
    )
    return rx.cond(CharactersState.people.length() > 0, cards, rx.cond(CharactersState.loaded, _nobody()))


def _new() -> rx.Component:
    return button(words.NEW, kind="primary", icon="plus", on_click=CharactersState.open_new)


def _nobody() -> rx.Component:
    return empty_state(words.NOBODY, words.NOBODY_BODY, _new(), picture=roll())


def _card(one: rx.Var[Person]) -> rx.Component:
    return rx.el.li(
        link(
            portrait(one),
            href=f"{routes.CHARACTERS}?who={one.id}",
            inside=True,
            class_name="block rounded-picture",
            custom_attrs={"aria-label": one.name},
        ),
        rx.el.div(
            rx.el.div(
                rx.el.h2(one.name, class_name="display-card truncate"),
                rx.el.p(one.facts, class_name="line-clamp-2 text-fact text-muted"),
                class_name="min-w-0 flex-1",
            ),
            icon_button(
                "pencil", words.CHANGE + one.name, size="small", on_click=CharactersState.open_edit(one.id)
            ),
            icon_button(
                "trash-2", words.DELETE + one.name, size="small", on_click=CharactersState.ask_delete(one.id)
            ),
            class_name="mt-2 flex items-start gap-0.5",
        ),
        rx.cond(
            one.persona != "", rx.el.p(one.persona, class_name="mt-1 line-clamp-3 text-label text-pretty")
        ),
        link_button(
            words.MAKE,
            href=f"{routes.CREATE}?character={one.id}",
            inside=True,
            size="small",
            icon="sparkle",
            class_name="mt-2.5",
        ),
        key=one.id,
        custom_attrs={"data-character": one.id},
    )


PAGE = Page(routes.CHARACTERS, characters, words.TITLE, on_load=PersonState.load_page)
