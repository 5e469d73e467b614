"""Dialogs on the browser's own element: it traps and returns the focus and needs no library.

``/js/page.js`` follows ``data-open`` and turns Escape and a click beside it into the close button's click.
"""

from typing import Any

import reflex as rx

from influencer_app.web.components.base import Flag, Text, attributes, classes, ident, pop_class, yes_no
from influencer_app.web.components.button import button, icon_button


def dialog(
    title: Text,
    *children: Any,
    name: str,
    open: Flag | None = None,
    on_close: Any = None,
    footer: rx.Component | None = None,
    side: bool = False,
    **props: Any,
) -> rx.Component:
    """A modal dialog, or with ``side`` a drawer from the right (a sheet from below on phones).

    ``open`` decides; ``on_close`` must make it false. Without ``open`` nothing is sent for it: buttons
    with ``custom_attrs=opens(name)`` show it. ``name`` is its id. Keep it mounted: the browser gives the
    focus back to what opened it.
    """
    kind = "dialog-side" if side else "dialog-middle"
    return rx.el.dialog(
        rx.el.div(
            rx.el.h2(title, id=ident(f"{name}-title"), class_name="display-card pr-10"),
            *children,
            *([footer] if footer is not None else []),
            icon_button(
                "x",
                "Close",
                on_click=on_close,
                class_name="absolute right-3 top-3",
                custom_attrs={"data-close": ""},
            ),
            class_name="relative flex min-h-full flex-col gap-4 p-6",
        ),
        id=ident(name),
        class_name=classes("dialog", kind, pop_class(props)),
        custom_attrs=attributes(
            data_open=None if open is None else yes_no(open),
            data_local="" if open is None else None,
            aria_labelledby=f"{name}-title",
        ),
        **props,
    )


def opens(name: str) -> dict[str, Any]:
    """``custom_attrs`` of a button that shows the dialog called ``name`` by itself."""
    return {"data-opens": name, "aria-haspopup": "dialog"}


def confirm_dialog(
    title: Text,
    sentence: Any,
    *,
    name: str,
    open: Flag,
    on_close: Any,
    on_confirm: Any,
    confirm: Text,
    keep: Text = "Keep it",
    busy: Flag = False,
) -> rx.Component:
    """Asks before something is gone. The first button keeps, the second goes on."""
    return dialog(
        title,
        rx.el.p(sentence, class_name="text-prompt text-muted text-pretty"),
        name=name,
        open=open,
        on_close=on_close,
        footer=rx.el.div(
            button(keep, on_click=on_close),
            button(confirm, kind="danger", on_click=on_confirm, busy=busy),
            class_name="mt-2 flex justify-end gap-2.5",
        ),
    )
