"""The frame of every page for signed-in people: rail, title bar, content."""

from typing import Any, NamedTuple

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components.base import attributes, classes
from influencer_app.web.components.brand import brand_mark
from influencer_app.web.components.icon import icon
from influencer_app.web.components.link import link
from influencer_app.web.layout.account import account_menu
from influencer_app.web.product import PRODUCT


class Place(NamedTuple):
    """A link of the rail."""

    words: str
    icon: str
    href: str


PLACES = (
    Place("Create", "wand-sparkles", routes.CREATE),
    Place("Characters", "square-user-round", routes.CHARACTERS),
    Place("Gallery", "images", routes.GALLERY),
    Place("Settings", "sliders-horizontal", routes.SETTINGS),
)
"""Only pages that exist."""


def shell(
    title: str,
    *content: Any,
    here: str,
    actions: rx.Component | None = None,
    person: rx.Component | None = None,
    overlays: Any = (),
    wide: bool = True,
) -> rx.Component:
    """A page of the studio.

    ``here`` is the page's address, marked in the rail. ``actions`` stands at the right of the title bar
    (queue button and credits pill), ``person`` in the account's menu (name, address). ``overlays``
    (toasts, dialogs) lie outside the content. ``wide`` leaves all of the space to the content; else it
    gets the page's margin.
    """
    return rx.el.div(
        link("Skip to content", href="#content", class_name="skip"),
        _rail(here, person),
        rx.el.div(
            rx.el.header(
                rx.el.h1(title, id=rx.Var.create("title"), class_name="display-title truncate"),
                rx.el.div(
                    actions or rx.fragment(),
                    rx.el.div(account_menu(person, "right-0 top-full mt-2"), class_name="md:hidden"),
                    class_name="flex items-center gap-2.5",
                ),
                class_name="bar",
            ),
            rx.el.main(
                *content,
                id=rx.Var.create("content"),
                tab_index=-1,
                class_name=classes("min-w-0 outline-none", "" if wide else "px-4 py-5 md:px-6 md:py-6"),
                custom_attrs={"aria-labelledby": "title"},
            ),
            class_name="min-w-0",
        ),
        *overlays,
        class_name="shell",
    )


def _rail(here: str, person: rx.Component | None) -> rx.Component:
    return rx.el.nav(
        link(
            brand_mark(28),
            rx.el.span(f"{PRODUCT}, home", class_name="sr-only"),
            href=routes.HOME,
            class_name="rail-brand touch-target rounded-control p-1",
        ),
        rx.el.ul(*[rx.el.li(_link(place, here)) for place in PLACES], class_name="rail-links"),
        rx.el.div(account_menu(person, "bottom-0 left-full ml-3"), class_name="rail-foot mt-auto"),
        class_name="rail",
        custom_attrs={"aria-label": "Studio"},
    )


def _link(place: Place, here: str) -> rx.Component:
    current = "page" if place.href == here else None
    return link(
        icon(place.icon, 20),
        rx.el.span(place.words),
        href=place.href,
        class_name="rail-link",
        custom_attrs=attributes(aria_current=current),
    )
