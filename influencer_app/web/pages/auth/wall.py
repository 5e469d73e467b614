"""Prints at the right of the forms: what this software has made."""

import reflex as rx

from influencer_app.web.build.shelf import Print, prints
from influencer_app.web.components import picture

COLUMNS = (
    ("yuki-cafe", "leo-studio", "mia-mountain", "kofi-beach"),
    ("amara-night", "noah-cafe", "zoe-studio", "amara-beach"),
    ("freya-mountain", "ines-studio", "mia-beach", "amara-studio"),
)


def wall() -> rx.Component:
    """Three columns that run off the edges; decoration, so nothing is said of it."""
    known = {one.name: one for one in prints()}
    return rx.el.div(
        *[
            rx.el.div(*[_print(known[name]) for name in names if name in known], class_name="hang-column")
            for names in COLUMNS
        ],
        class_name="hang auth-wall",
        custom_attrs={"aria-hidden": "true"},
    )


def _print(one: Print) -> rx.Component:
    return picture(
        one.url, "", width=one.width, height=one.height, placeholder=one.placeholder, class_name="print"
    )
