"""The queue sheet of the title bar: running jobs, live on every page, with a way to cancel each."""

from typing import Any

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards.generation import GenerationCard
from influencer_app.web.components import avatar, icon, icon_button, link, progress_line, queue_button
from influencer_app.web.components.base import attributes
from influencer_app.web.reflex_compat.vars import foreach, length, number_text
from influencer_app.web.shell.state import ShellState


def queue() -> rx.Component:
    """The button and its sheet."""
    return rx.fragment(
        queue_button(
            ShellState.queue_label,
            ShellState.queue_progress,
            busy=length(ShellState.running) > 0,
            id=rx.Var.create("queue-button"),
            custom_attrs={"popoverTarget": "queue", "aria-haspopup": "dialog"},
        ),
        rx.el.div(
            rx.el.h2("Queue", class_name="sr-only"),
            rx.cond(
                length(ShellState.running) > 0,
                rx.el.ul(
                    foreach(ShellState.running, lambda card: queue_row(card, ShellState.cancel(card.id))),
                    class_name="sheet-rows",
                ),
                rx.el.p(
                    icon("list-video", 20),
                    "Nothing is running. Jobs you start appear here, on every page.",
                    class_name="sheet-none",
                ),
            ),
            rx.el.div(
                rx.el.span(number_text(ShellState.reserved) + " credits reserved", class_name="text-muted"),
                link("Open Create", href=routes.CREATE, class_name="sheet-link"),
                class_name="sheet-foot",
            ),
            id=rx.Var.create("queue"),
            class_name="sheet sheet-wide",
            custom_attrs=attributes(popover="auto", role="dialog", aria_label="Queue"),
        ),
    )


def queue_row(card: GenerationCard, on_cancel: Any) -> rx.Component:
    """One card: who, what, where it is."""
    return rx.el.li(
        _character(card.character_thumb),
        rx.el.div(
            rx.el.p(card.title, class_name="truncate text-label font-medium"),
            rx.el.p(card.status_text, class_name="text-fact text-muted"),
            progress_line(card.progress, card.title, class_name="mt-1"),
            class_name="min-w-0 flex-1",
        ),
        icon_button("x", "Cancel", size="small", on_click=on_cancel),
        key=card.id,
        class_name="sheet-row",
    )


def _character(thumb_url: str | rx.Var[str]) -> rx.Component:
    """The thumb_url that it is of, or a drawing where it is of nobody that we know."""
    seen = avatar(thumb_url, "", size=36, round=False)
    nobody = rx.el.span(
        icon("image", 18, class_name="text-muted"), class_name="grid size-9 place-items-center"
    )
    return (
        rx.cond(thumb_url != "", seen, nobody)
        if isinstance(thumb_url, rx.Var)
        else seen
        if thumb_url
        else nobody
    )
