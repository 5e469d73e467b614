"""A dialog that shows a new key or secret once."""

import reflex as rx

from influencer_app.web.components import button, dialog
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.secret_state import FIELD, SecretState


def secret_dialog() -> rx.Component:
    """The field is always there, so that a secret can be put into it, and has a reference of React's."""
    return dialog(
        SecretState.title,
        rx.el.p(copy.SHOWN_ONCE, class_name="text-muted text-pretty"),
        rx.el.div(
            rx.el.input(
                id=FIELD,
                read_only=True,
                auto_complete="off",
                spell_check=False,
                class_name="field min-w-0 flex-1 font-mono",
                custom_attrs={"aria-label": SecretState.title, "translate": "no"},
            ),
            button(
                rx.el.span(copy.COPY),
                kind="primary",
                custom_attrs={
                    "data-copy-from": FIELD,
                    "data-copied": copy.COPIED,
                    "data-selected": copy.SELECTED,
                },
            ),
            class_name="flex flex-wrap items-center gap-2.5",
        ),
        name="secret",
        open=SecretState.open,
        on_close=SecretState.close,
        footer=rx.el.div(button(copy.DONE, on_click=SecretState.close), class_name="mt-2 flex justify-end"),
    )
