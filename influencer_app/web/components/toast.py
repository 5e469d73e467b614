"""Short messages for what ended elsewhere. They leave by themselves; pointing at one stops the clock."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from influencer_app.web.components.base import classes
from influencer_app.web.components.button import button, icon_button
from influencer_app.web.components.icon import icon
from influencer_app.web.components.link import link
from influencer_app.web.reflex_compat.vars import Items, foreach


@dataclass(frozen=True)
class Toast:
    """One message, as it stands in a state. ``tone`` is plain, good or bad; ``picture_url`` may be empty.

    ``action`` are the words of a link to ``href``; ``undo`` those of a button that takes back what was done
    to ``of``, the id of a set, or of one output where ``of_output``.
    """

    id: str
    title: str
    body: str = ""
    tone: str = "plain"
    picture_url: str = ""
    href: str = ""
    action: str = ""
    undo: str = ""
    of: str = ""
    of_output: bool = False


def toast_region(toasts: Items[Toast], on_dismiss: Any, on_undo: Any = None) -> rx.Component:
    """All toasts, lower right (above the bar on phones). ``on_dismiss`` and ``on_undo`` get the id."""
    return rx.el.section(
        rx.el.ol(
            foreach(toasts, lambda one: _toast(one, on_dismiss, on_undo)),
            class_name="flex flex-col gap-2.5",
        ),
        class_name="toast-region",
        custom_attrs={"aria-label": "Notifications", "aria-live": "polite", "aria-relevant": "additions"},
    )


def _toast(one: Toast, on_dismiss: Any, on_undo: Any) -> rx.Component:
    mark = rx.match(
        one.tone,
        ("bad", icon("circle-alert", 20, class_name="text-bad")),
        ("good", icon("circle-check", 20, class_name="text-good")),
        icon("bell", 20, class_name="text-muted"),
    )
    picture = rx.el.img(src=one.picture_url, alt="", class_name="size-11 rounded-picture object-cover")
    action = link(one.action, href=one.href, class_name="btn btn-outline btn-small")
    undo = None
    if on_undo is not None:
        undo = button(one.undo, size="small", icon="undo-2", on_click=on_undo(one.id))
    return rx.el.li(
        rx.cond(one.picture_url != "", picture, mark),
        rx.el.div(
            rx.el.p(one.title, class_name="text-label font-medium"),
            rx.cond(one.body != "", rx.el.p(one.body, class_name="text-fact text-muted")),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(one.action != "", action),
        *([rx.cond(one.undo != "", undo)] if undo is not None else []),
        icon_button(
            "x",
            "Dismiss",
            size="small",
            on_click=on_dismiss(one.id),
            custom_attrs={"data-close": ""},
        ),
        key=one.id,
        class_name=classes("toast"),
    )
