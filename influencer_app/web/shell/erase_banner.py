"""Says on every page that the account is to be erased, and lets its owner keep it."""

import reflex as rx

from influencer_app.web.components import button, icon
from influencer_app.web.formatting import relative_time
from influencer_app.web.shell import copy
from influencer_app.web.shell.state import ShellState


def erase_banner() -> rx.Component:
    """Nothing while the account stays."""
    return rx.cond(
        ShellState.erase_at != "",
        rx.el.div(
            icon("circle-alert", 18, class_name="mt-0.5"),
            rx.el.p(
                copy.ERASED_ON,
                relative_time(ShellState.erase_at, time_format="on"),
                copy.ERASED_UNTIL,
                class_name="min-w-0 flex-1 basis-64 text-pretty",
            ),
            button(copy.KEEP_ACCOUNT, size="small", on_click=ShellState.keep_account),
            id=rx.Var.create("erase-banner"),
            class_name="erase-banner",
            custom_attrs={"role": "status"},
        ),
    )
