"""Characters: portraits that develop, and the form."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import button, empty_state, load_newer_button, load_older_button
from influencer_app.web.empty_filmstrip import empty_filmstrip
from influencer_app.web.layout.page import Page
from influencer_app.web.pages.characters import copy
from influencer_app.web.pages.characters.cards import ask_delete, card_of, new_card
from influencer_app.web.pages.characters.detail import character_detail
from influencer_app.web.pages.characters.detail_state import CharacterDetailState
from influencer_app.web.pages.characters.form import character_form
from influencer_app.web.pages.characters.form_state import CharacterFormState
from influencer_app.web.pages.characters.list_state import CharacterListState
from influencer_app.web.pages.characters.state import CharactersState
from influencer_app.web.reflex_compat.vars import foreach, length, negate
from influencer_app.web.shell.page import app_page
from influencer_app.web.shell.state import ShellState


def characters() -> rx.Component:
    """The page: all of them, or the one that the address names."""
    return app_page(
        copy.TITLE,
        rx.cond(CharacterDetailState.character_id != "", character_detail(), _everybody()),
        here=routes.CHARACTERS,
        wide=False,
        overlays=(character_form(), ask_delete()),
    )


def _everybody() -> rx.Component:
    return rx.cond(
        length(CharacterListState.characters) > 0,
        rx.fragment(
            rx.el.p(copy.ABOUT, class_name="mb-5 text-muted"),
            load_newer_button(CharacterListState.newer_cursors, copy.NEWER, CharacterListState.load_newer),
            rx.el.ul(foreach(CharacterListState.characters, card_of), new_card(), class_name="people"),
            load_older_button(CharacterListState.older_cursor, copy.OLDER, CharacterListState.load_older),
        ),
        rx.cond(ShellState.loaded, _nobody()),
    )


def _nobody() -> rx.Component:
    return empty_state(
        copy.EMPTY,
        copy.EMPTY_ABOUT,
        button(
            copy.NEW,
            kind="primary",
            icon="plus",
            on_click=CharacterFormState.open_new,
            custom_attrs={"inert": negate(CharacterFormState.is_hydrated)},
        ),
        picture=empty_filmstrip(),
    )


PAGE = Page(
    routes.CHARACTERS, characters, copy.TITLE, on_load=[CharacterFormState.close_form, CharactersState.load]
)
