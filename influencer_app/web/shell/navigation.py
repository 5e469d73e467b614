"""The rail: links to the pages for signed-in people."""

from typing import NamedTuple

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components.base import attributes
from influencer_app.web.components.brand import brand_mark
from influencer_app.web.components.icon import icon
from influencer_app.web.components.link import link
from influencer_app.web.product import PRODUCT
from influencer_app.web.shell.account_menu import account_menu


class NavItem(NamedTuple):
    """A link of the rail."""

    label: str
    icon: str
    href: str


NAV_ITEMS = (
    NavItem("Create", "wand-sparkles", routes.CREATE),
    NavItem("Characters", "square-user-round", routes.CHARACTERS),
    NavItem("Gallery", "images", routes.GALLERY),
    NavItem("Settings", "sliders-horizontal", routes.SETTINGS),
)
"""Only pages that exist."""


def rail(here: str, person: rx.Component | None, workspaces: rx.Component | None = None) -> rx.Component:
    """``here`` is the page's address, marked as current; ``person`` stands in the account menu."""
    return rx.el.nav(
        link(
            brand_mark(28),
            rx.el.span(f"{PRODUCT}, home", class_name="sr-only"),
            href=routes.HOME,
            class_name="rail-brand touch-target rounded-control p-1",
        ),
        rx.el.ul(*[rx.el.li(_link(item, here)) for item in NAV_ITEMS], class_name="rail-links"),
        rx.el.div(
            account_menu(person, "bottom-0 left-full ml-3", workspaces), class_name="rail-foot mt-auto"
        ),
        class_name="rail",
        custom_attrs={"aria-label": "Studio"},
    )


def _link(item: NavItem, here: str) -> rx.Component:
    current = "page" if item.href == here else None
    return link(
        icon(item.icon, 20),
        rx.el.span(item.label),
        href=item.href,
        class_name="rail-link",
        custom_attrs=attributes(aria_current=current),
    )
