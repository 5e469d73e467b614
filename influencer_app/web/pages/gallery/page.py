"""Gallery: every picture in its own shape, in rows that fill."""

from typing import Any

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards.output import OutputCard
from influencer_app.web.components import (
    avatar,
    empty_state,
    icon,
    link,
    link_button,
    load_newer_button,
    load_older_button,
    picture_label,
)
from influencer_app.web.components.base import classes, style
from influencer_app.web.empty_filmstrip import empty_filmstrip
from influencer_app.web.formatting import relative_time
from influencer_app.web.layout.page import Page
from influencer_app.web.pages.gallery import copy
from influencer_app.web.pages.gallery.lightbox import lightbox
from influencer_app.web.pages.gallery.lightbox_state import LightboxState
from influencer_app.web.pages.gallery.page_state import GalleryPageState
from influencer_app.web.pages.gallery.query import SEARCH_MAX, FilterLink
from influencer_app.web.pages.gallery.state import GalleryState
from influencer_app.web.reflex_compat.vars import as_item, cond_text, foreach, length, negate
from influencer_app.web.responsive_image import responsive_image
from influencer_app.web.shell.page import app_page


def gallery() -> rx.Component:
    """The page."""
    return app_page(
        copy.TITLE,
        rx.el.div(_search(), _filters(), _bin(), _size(), class_name="gallery-bar"),
        load_newer_button(GalleryState.newer_cursors, copy.NEWER_PAGE, GalleryState.load_newer),
        rx.cond(
            length(GalleryState.outputs) > 0,
            rx.el.div(foreach(GalleryState.outputs, _item), class_name="wall"),
            rx.cond(GalleryState.ready, rx.cond(GalleryState.filtered, _nothing_here(), _blank_roll())),
        ),
        load_older_button(GalleryState.older_cursor, copy.OLDER, GalleryState.load_older),
        here=routes.GALLERY,
        wide=False,
        overlays=(lightbox(),),
    )


def _search() -> rx.Component:
    """The whole list is asked a moment after the last letter."""
    return rx.el.div(
        icon("search", 16, class_name="gallery-search-lens"),
        rx.el.input(
            type="search",
            default_value=GalleryState.query.q,
            key=GalleryState.form_version,
            on_change=GalleryState.search.debounce(300),
            placeholder=GalleryState.search_placeholder,
            max_length=SEARCH_MAX,
            class_name="field gallery-search-field",
            custom_attrs={"aria-label": copy.SEARCH, "aria-keyshortcuts": "/", "data-search": ""},
        ),
        rx.el.kbd("/", class_name="kbd gallery-search-key", custom_attrs={"aria-hidden": "true"}),
        class_name="gallery-search",
        custom_attrs={"role": "search"},
    )


def _filters() -> rx.Component:
    return rx.el.nav(
        foreach(GalleryState.character_links, _person),
        foreach(GalleryState.kind_links, _kind),
        _favourites(),
        class_name="filters scroll-quiet",
        custom_attrs={"aria-label": copy.FILTER},
    )


def _person(one: FilterLink) -> rx.Component:
    return _chip(one, rx.cond(one.thumb_url != "", avatar(one.thumb_url, one.label, size=20)), "chip-filled")


def _kind(one: FilterLink) -> rx.Component:
    return _chip(one, rx.fragment())


def _favourites() -> rx.Component:
    return _chip(as_item(GalleryState.favourites_link), icon("heart", 16))


def _chip(one: FilterLink, before: rx.Component | Any, kind: str = "") -> rx.Component:
    return link(
        before,
        one.label,
        href=one.href,
        inside=True,
        key=one.label,
        class_name=classes(f"chip chip-main {kind}", cond_text(one.chosen, "chosen", "")),
        custom_attrs={"aria-current": cond_text(one.chosen, "page", "false")},
    )


def _bin() -> rx.Component:
    return link(icon("trash-2", 16), copy.BIN, href=routes.BIN, class_name="chip chip-main")


def _size() -> rx.Component:
    """Only this browser knows it: ``/js/gallery.js`` sets the height of the rows."""
    return rx.el.label(
        icon("grid-3x3", 16),
        rx.el.input(
            type="range",
            min="110",
            max="420",
            step="10",
            default_value="230",
            class_name="range",
            custom_attrs={"aria-label": copy.SIZE, "data-rows": ""},
        ),
        icon("square", 16),
        class_name="gallery-size needs-script",
    )


def _nothing_here() -> rx.Component:
    return empty_state(
        copy.NOTHING,
        copy.NOTHING_BODY,
        link_button(copy.EVERYTHING, href=routes.GALLERY, inside=True),
        icon="search",
    )


def _blank_roll() -> rx.Component:
    return empty_state(
        copy.BLANK,
        copy.BLANK_BODY,
        link_button(copy.MAKE, href=routes.CREATE, kind="primary", icon="sparkle"),
        picture=empty_filmstrip(),
    )


def _day(output: OutputCard) -> rx.Component:
    """The day, before its first picture: the row before ends there."""
    return rx.fragment(
        rx.el.span(class_name="wall-end", custom_attrs={"aria-hidden": "true"}),
        rx.el.h2(relative_time(output.day, output.day, "day"), class_name="wall-day display-card"),
    )


def _item(output: OutputCard) -> rx.Component:
    return rx.fragment(rx.cond(output.day != "", _day(output)), _figure(output), key=output.id)


def _figure(output: OutputCard) -> rx.Component:
    return rx.el.figure(
        rx.el.button(
            responsive_image(output),
            type="button",
            on_click=LightboxState.open_lightbox(output.id),
            class_name="block w-full rounded-picture",
        ),
        rx.el.button(
            icon("heart", 16),
            type="button",
            on_click=GalleryState.favourite(output.id, negate(output.favourite)),
            class_name=classes("wall-heart picture-label", cond_text(output.favourite, "liked", "")),
            custom_attrs={
                "aria-label": cond_text(output.favourite, copy.UNLIKE, copy.LIKE),
                "aria-pressed": cond_text(output.favourite, "true", "false"),
            },
        ),
        rx.cond(output.duration != "", _length(output)),
        class_name="wall-item",
        custom_attrs={
            **style(**{"--grow": output.grow}),
            "data-output": output.id,
            "data-hover-video": cond_text(output.is_video, output.full, ""),
        },
    )


def _length(output: OutputCard) -> rx.Component:
    """Of a film, and whether somebody speaks."""
    return picture_label(
        rx.cond(output.captions != "", icon("audio-lines", 12), icon("play", 12)),
        output.duration,
        class_name="wall-length",
    )


PAGE = Page(
    routes.GALLERY, gallery, copy.TITLE, on_load=[LightboxState.follow_address, GalleryPageState.load]
)
