"""Characters: portraits that develop, and the form."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import button, empty_state
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.studio import studio
from influencer_app.web.pages.characters import words
from influencer_app.web.pages.characters.cards import ask_delete, card_of, new_card
from influencer_app.web.pages.characters.form import character_form
from influencer_app.web.pages.characters.person import person
from influencer_app.web.pages.characters.person_state import PersonState
from influencer_app.web.pages.characters.state import CharactersState
from influencer_app.web.roll import roll


def characters() -> rx.Component:
    """The page: all of them, or the one that the address names."""
    return studio(
        words.TITLE,
        rx.cond(PersonState.who != "", person(), _everybody()),
        here=routes.CHARACTERS,
        wide=False,
        overlays=(character_form(), ask_delete()),
    )


def _everybody() -> rx.Component:
    return rx.cond(
        CharactersState.people.length() > 0,
        rx.fragment(
            rx.el.p(words.ABOUT, class_name="mb-5 text-muted"),
            rx.el.ul(rx.foreach(CharactersState.people, card_of), new_card(), class_name="people"),
        ),
        rx.cond(CharactersState.loaded, _nobody()),
    )


def _nobody() -> rx.Component:
    return empty_state(
        words.EMPTY,
        words.EMPTY_ABOUT,
        button(words.NEW, kind="primary", icon="plus", on_click=CharactersState.open_new),
        picture=roll(),
    )


PAGE = Page(routes.CHARACTERS, characters, words.TITLE, on_load=PersonState.load_page)
