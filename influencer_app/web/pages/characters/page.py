"""Characters: portraits that develop, and the form."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import (
    button,
    confirm_dialog,
    developing_picture,
    empty_state,
    icon_button,
    link_button,
    picture,
)
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.studio import studio
from influencer_app.web.pages.characters.form import character_form
from influencer_app.web.pages.characters.state import CharactersState, Person


def characters() -> rx.Component:
    """The page."""
    return studio(
        "Characters",
        rx.el.div(
            rx.el.p(
                "Invented adults. The same traits give the same face, in every picture.",
                class_name="text-muted",
            ),
            button("New character", kind="primary", icon="plus", on_click=CharactersState.open_new),
            class_name="mb-5 flex flex-wrap items-center justify-between gap-3",
        ),
        rx.cond(
            CharactersState.people.length() > 0,
            rx.el.ul(
                rx.foreach(CharactersState.people, _card),
                class_name="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-5",
            ),
            rx.cond(
                CharactersState.loaded,
                empty_state(
                    "Nobody yet",
                    "Invent somebody: age, hair, eyes, a way of being. A portrait comes by itself.",
                ),
            ),
        ),
        here=routes.CHARACTERS,
        wide=False,
        overlays=(
            character_form(),
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


def _card(one: rx.Var[Person]) -> rx.Component:
    portrait = rx.cond(
        one.portrait != "",
        picture(one.portrait, "Portrait of " + one.name, width=896, height=1120, placeholder=one.placeholder),
        developing_picture(
            one.developing,
            rx.cond(one.developing >= 0, "Developing", "No portrait left today"),
            ratio="4 / 5",
        ),
    )
    return rx.el.li(
        portrait,
        rx.el.div(
            rx.el.div(
                rx.el.h2(one.name, class_name="display-card truncate"),
                rx.el.p(one.facts, class_name="truncate text-fact text-muted"),
                class_name="min-w-0 flex-1",
            ),
            icon_button(
                "pencil", "Change " + one.name, size="small", on_click=CharactersState.open_edit(one.id)
            ),
            icon_button(
                "trash-2", "Delete " + one.name, size="small", on_click=CharactersState.ask_delete(one.id)
            ),
            class_name="mt-2 flex items-start gap-0.5",
        ),
        link_button(
            "Make a picture",
            href=f"{routes.CREATE}?character={one.id}",
            size="small",
            icon="wand-sparkles",
            class_name="mt-1.5",
        ),
        key=one.id,
        custom_attrs={"data-character": one.id},
    )


PAGE = Page(routes.CHARACTERS, characters, "Characters", on_load=CharactersState.load)
