"""A character as a card: the portrait, what there is of them, and a menu with what can be done."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import (
    confirm_dialog,
    developing_picture,
    icon,
    icon_button,
    link,
    menu,
    menu_item,
    menu_line,
    menu_link,
    opens_menu,
    picture,
)
from influencer_app.web.components.picture import SITTER
from influencer_app.web.pages.characters import copy
from influencer_app.web.pages.characters.character_card import CharacterCard
from influencer_app.web.pages.characters.form_state import CharacterFormState
from influencer_app.web.pages.characters.list_state import CharacterListState
from influencer_app.web.reflex_compat.vars import cond_text, negate


def card_of(one: CharacterCard) -> rx.Component:
    """A card of the list."""
    return rx.el.li(
        link(
            portrait(one),
            href=page_of(one),
            inside=True,
            tab_index=-1,
            class_name="block rounded-picture",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.div(
            rx.el.div(
                rx.el.h2(
                    link(
                        one.name,
                        href=page_of(one),
                        inside=True,
                        class_name="block truncate rounded-sm hover:underline",
                    ),
                    class_name="display-card",
                ),
                rx.el.p(one.facts, class_name="line-clamp-2 text-fact text-muted"),
                rx.el.p(one.results, class_name="text-fact text-muted"),
                class_name="min-w-0 flex-1",
            ),
            menu_of(one),
            class_name="mt-2.5 flex items-start gap-1",
        ),
        key=one.id,
        class_name="min-w-0",
        custom_attrs={"data-character": one.id},
    )


def new_card() -> rx.Component:
    """The place of the next one."""
    return rx.el.li(
        rx.el.button(
            icon("plus", 24),
            rx.el.span(copy.NEW, class_name="font-medium"),
            rx.el.span(copy.NEW_ABOUT, class_name="text-fact text-muted text-pretty"),
            type="button",
            on_click=CharacterFormState.open_new,
            class_name="person-new",
            custom_attrs={"inert": negate(CharacterFormState.is_hydrated)},
        ),
        class_name="min-w-0",
    )


def menu_of(one: CharacterCard, *, own_page: bool = False) -> rx.Component:
    """What can be done with somebody; their own page shows most of it already."""
    return menu(
        copy.MORE_OF + one.name,
        *([] if own_page else _ways(one)),
        menu_item(copy.DELETE, icon="trash-2", danger=True, on_click=CharacterListState.ask_delete(one.id)),
        name=one.menu_id,
        trigger=icon_button("ellipsis", copy.MORE_OF + one.name, size="small", **opens_menu(one.menu_id)),
    )


def _ways(one: CharacterCard) -> tuple[rx.Component, ...]:
    return (
        menu_link(copy.MAKE, href=f"{routes.CREATE}?character={one.id}", inside=True, icon="sparkle"),
        menu_link(copy.OPEN, href=page_of(one), inside=True, icon="square-user-round"),
        menu_item(copy.EDIT, icon="pencil", on_click=CharacterFormState.open_edit(one.id)),
        menu_line(),
    )


def page_of(one: CharacterCard) -> rx.Var[str]:
    """The address of somebody's own page."""
    return rx.Var.create(f"{routes.CHARACTERS}?character={one.id}")


def portrait(one: CharacterCard, *, eager: bool = False) -> rx.Component:
    """There, being made, or neither: today's free ones are used up, or it could not be made."""
    waiting = cond_text(one.developing > 0, one.percent, copy.WAITING)
    missing = rx.el.div(
        rx.el.span(one.name[0:1], class_name="display text-[4rem] leading-none text-muted"),
        rx.el.span(copy.NO_PORTRAIT, class_name="text-fact text-muted"),
        class_name="flex aspect-[4/5] flex-col items-center justify-center gap-2 rounded-picture bg-raised",
    )
    return rx.cond(
        one.developing >= 0,
        developing_picture(
            one.developing,
            waiting,
            ratio="4 / 5",
            placeholder=cond_text(one.portrait != "", one.portrait, SITTER),
        ),
        rx.cond(
            one.portrait != "",
            picture(
                one.portrait,
                copy.PORTRAIT_OF + one.name,
                width=896,
                height=1120,
                placeholder=one.placeholder,
                eager=eager,
            ),
            missing,
        ),
    )


def ask_delete() -> rx.Component:
    """Asks before a character is gone."""
    return confirm_dialog(
        copy.ASK_DELETE,
        copy.ASK_DELETE_ABOUT,
        name="delete-character",
        open=CharacterListState.deleting_id != "",
        on_close=CharacterListState.ask_delete(""),
        on_confirm=CharacterListState.delete,
        confirm=copy.DELETE,
    )
