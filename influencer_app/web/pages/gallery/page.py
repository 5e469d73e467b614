"""Gallery: every picture in its own shape, in rows that fill."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards import Shot
from influencer_app.web.components import button, empty_state, icon, link, link_button, picture
from influencer_app.web.components.base import classes, style
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.studio import studio
from influencer_app.web.pages.gallery.state import GalleryState


def gallery() -> rx.Component:
    """The page."""
    more = rx.el.div(
        button("Show older", on_click=GalleryState.load_more), class_name="flex justify-center py-6"
    )
    return studio(
        "Gallery",
        rx.el.nav(
            _filter("All", routes.GALLERY, chosen=~GalleryState.only_favourites),
            _filter("Favourites", f"{routes.GALLERY}?favourites=1", chosen=GalleryState.only_favourites),
            class_name="mb-4 flex gap-2",
            custom_attrs={"aria-label": "Filter"},
        ),
        rx.cond(
            GalleryState.shots.length() > 0,
            rx.el.div(rx.foreach(GalleryState.shots, _item), class_name="wall"),
            rx.cond(
                GalleryState.ready,
                empty_state(
                    "The roll is blank",
                    "Pictures that you make hang here, each in its own shape.",
                    link_button("Make a picture", href=routes.CREATE, kind="primary"),
                ),
            ),
        ),
        rx.cond(GalleryState.next_cursor != "", more),
        here=routes.GALLERY,
        wide=False,
    )


def _filter(words: str, href: str, *, chosen: rx.Var[bool]) -> rx.Component:
    return link(
        words,
        href=href,
        inside=False,
        class_name=classes("chip chip-filled chip-main", rx.cond(chosen, "chosen", "")),
        custom_attrs={"aria-current": rx.cond(chosen, "page", "false")},
    )


def _item(shot: rx.Var[Shot]) -> rx.Component:
    return rx.el.figure(
        link(
            picture(
                shot.thumb,
                shot.alt,
                width=shot.width,
                height=shot.height,
                placeholder=shot.placeholder,
                srcset=f"{shot.thumb} 384w, {shot.src} 1024w",
                sizes="(min-width: 48rem) 20vw, 45vw",
            ),
            href=shot.full,
            inside=False,
            class_name="block rounded-picture",
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
