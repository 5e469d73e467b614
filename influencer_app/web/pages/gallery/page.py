"""Gallery: every picture in its own shape, in rows that fill."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards import Shot
from influencer_app.web.components import (
    avatar,
    button,
    confirm_dialog,
    empty_state,
    icon,
    link,
    link_button,
    picture,
)
from influencer_app.web.components.base import classes, style
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.studio import studio
from influencer_app.web.pages.gallery.lightbox import lightbox
from influencer_app.web.pages.gallery.state import Filter, GalleryState
from influencer_app.web.roll import roll


def gallery() -> rx.Component:
    """The page."""
    more = rx.el.div(
        button("Show older", on_click=GalleryState.load_more), class_name="flex justify-center py-6"
    )
    return studio(
        "Gallery",
        _filters(),
        rx.cond(
            GalleryState.shots.length() > 0,
            rx.el.div(rx.foreach(GalleryState.shots, _item), class_name="wall"),
            rx.cond(GalleryState.ready, rx.cond(GalleryState.filtered, _nothing_here(), _blank_roll())),
        ),
        rx.cond(GalleryState.next_cursor != "", more),
        here=routes.GALLERY,
        wide=False,
        overlays=(
            lightbox(),
            confirm_dialog(
                "Delete this set?",
                "All pictures that were made together go for good, with their files.",
                name="delete-set",
                open=GalleryState.doomed != "",
                on_close=GalleryState.ask_delete(""),
                on_confirm=GalleryState.delete,
                confirm="Delete",
            ),
        ),
    )


def _filters() -> rx.Component:
    return rx.el.nav(
        rx.foreach(GalleryState.people, _person),
        link(
            icon("heart", 16),
            "Favourites",
            href=GalleryState.favourites_href,
            inside=True,
            class_name=classes("chip chip-main", rx.cond(GalleryState.only_favourites, "chosen", "")),
            custom_attrs={"aria-current": rx.cond(GalleryState.only_favourites, "page", "false")},
        ),
        class_name="filters scroll-quiet",
        custom_attrs={"aria-label": "Filter"},
    )


def _person(one: rx.Var[Filter]) -> rx.Component:
    return link(
        rx.cond(one.thumb_url != "", avatar(one.thumb_url, one.words, size=20)),
        one.words,
        href=one.href,
        inside=True,
        key=one.href,
        class_name=classes("chip chip-filled chip-main", rx.cond(one.chosen, "chosen", "")),
        custom_attrs={"aria-current": rx.cond(one.chosen, "page", "false")},
    )


def _nothing_here() -> rx.Component:
    return empty_state(
        "Nothing hangs here",
        "No picture fits this choice. A heart on a picture makes it a favourite.",
        link_button("Show everything", href=routes.GALLERY),
    )


def _blank_roll() -> rx.Component:
    return empty_state(
        "The roll is blank",
        "Pictures that you make hang here, each in its own shape.",
        link_button("Make a picture", href=routes.CREATE, kind="primary", icon="sparkle"),
        picture=roll(),
    )


def _item(shot: rx.Var[Shot]) -> rx.Component:
    return rx.el.figure(
        rx.el.button(
            picture(
                shot.thumb,
                shot.alt,
                width=shot.width,
                height=shot.height,
                placeholder=shot.placeholder,
                srcset=f"{shot.thumb} 384w, {shot.src} 1024w",
                sizes="(min-width: 48rem) 20vw, 45vw",
            ),
            type="button",
            on_click=GalleryState.look(shot.id),
            class_name="block w-full rounded-picture",
        ),
        rx.el.button(
            icon("heart", 16),
            type="button",
            on_click=GalleryState.favourite(shot.id, ~shot.favourite),
            class_name=classes("wall-heart picture-label", rx.cond(shot.favourite, "liked", "")),
            custom_attrs={
                "aria-label": rx.cond(shot.favourite, "Take out of favourites", "Add to favourites"),
                "aria-pressed": rx.cond(shot.favourite, "true", "false"),
            },
        ),
        key=shot.id,
        class_name="wall-item",
        custom_attrs={**style(**{"--grow": shot.grow}), "data-output": shot.id},
    )


PAGE = Page(routes.GALLERY, gallery, "Gallery", on_load=GalleryState.load)
