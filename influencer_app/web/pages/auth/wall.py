"""Prints at the right of the forms: what this software has made."""

import reflex as rx

from influencer_app.web.build.shelf import prints
from influencer_app.web.layout.hung import hung

COLUMNS = (
    ("yuki-studio", "leo-mountain", "mia-park", "kofi-library"),
    ("amara-night", "noah-library", "zoe-studio", "amara-beach"),
    ("freya-mountain", "ines-studio", "yuki-night", "freya-park"),
)
SIZES = "(max-width: 1099px) 25vw, 17vw"


def wall() -> rx.Component:
    """Three columns that run off the edges; decoration, so nothing is said of it."""
    known = {one.name: one for one in prints()}
    return rx.el.div(
        *[
            rx.el.div(
                *[hung(known[name], sizes=SIZES, said=False) for name in names if name in known],
                class_name="hang-column",
            )
            for names in COLUMNS
        ],
        class_name="hang auth-wall",
        custom_attrs={"aria-hidden": "true"},
    )
