"""Buttons that load more of a list that is held as a window."""

from typing import Any

import reflex as rx

from influencer_app.web.components.button import button


def load_older_button(cursor: rx.Var[str], label: str, on_click: Any) -> rx.Component:
    """Below the list, while there is more."""
    return rx.cond(
        cursor != "", rx.el.div(button(label, on_click=on_click), class_name="flex justify-center py-6")
    )


def load_newer_button(cursors: rx.Var[list[str]], label: str, on_click: Any) -> rx.Component:
    """Above the list, while newer cards were dropped from the window."""
    return rx.cond(
        cursors.length() > 0,
        rx.el.div(button(label, on_click=on_click), class_name="flex justify-center pb-6"),
    )
