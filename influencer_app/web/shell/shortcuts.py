"""The dialog with the keyboard shortcuts; ``?`` opens it on every page (``/js/shell.js``)."""

import reflex as rx

from influencer_app.web.components.dialog import dialog

SHORTCUTS = "shortcuts"
TITLE = "Keyboard shortcuts"
GROUPS = (
    (
        "Everywhere",
        (
            ("Search or jump to", ("Ctrl", "K")),
            ("This list", ("?",)),
            ("Close", ("Esc",)),
        ),
    ),
    ("Create", (("Make", ("Ctrl", "Enter")),)),
    ("Gallery", (("Search", ("/",)),)),
    (
        "An open picture",
        (
            ("Newer, older", ("←", "→")),
            ("Favourite", ("F",)),
            ("Zoom", ("Z",)),
        ),
    ),
)
"""Groups of what a key does, with the keys."""


def shortcuts() -> rx.Component:
    """The dialog; on a Mac, Cmd stands for Ctrl."""
    return dialog(
        TITLE, *[_group(title, rows) for title, rows in GROUPS], name=SHORTCUTS, class_name="shortcuts"
    )


def _group(title: str, rows: tuple[tuple[str, tuple[str, ...]], ...]) -> rx.Component:
    return rx.el.section(
        rx.el.h3(title, class_name="text-label text-muted"),
        rx.el.dl(*[_row(label, keys) for label, keys in rows]),
    )


def _row(label: str, keys: tuple[str, ...]) -> rx.Component:
    return rx.el.div(
        rx.el.dt(label),
        rx.el.dd(
            *[rx.el.kbd(key, class_name="key", custom_attrs={"translate": "no"}) for key in keys],
            class_name="flex gap-1",
        ),
        class_name="flex items-center justify-between gap-4 border-b border-line py-2 text-label",
    )
