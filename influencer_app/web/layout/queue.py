"""What is running, from the button in the bar: on every page, live, with a way to stop each."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards import Job
from influencer_app.web.components import avatar, icon, icon_button, link, progress_line, queue_button
from influencer_app.web.components.base import attributes
from influencer_app.web.studio import StudioState


def queue() -> rx.Component:
    """The button and its sheet."""
    return rx.fragment(
        queue_button(
            StudioState.queue_words,
            StudioState.queue_progress,
            busy=StudioState.running.length() > 0,
            id=rx.Var.create("queue-button"),
            custom_attrs={"popoverTarget": "queue", "aria-haspopup": "dialog"},
        ),
        rx.el.div(
            rx.el.h2("Queue", class_name="sr-only"),
            rx.cond(
                StudioState.running.length() > 0,
                rx.el.ul(
                    rx.foreach(StudioState.running, lambda job: queue_row(job, StudioState.cancel(job.id))),
                    class_name="sheet-rows",
                ),
                rx.el.p(
                    "Nothing is running. What you start appears here, on every page.", class_name="sheet-none"
                ),
            ),
            rx.el.div(
                rx.el.span(StudioState.reserved.to_string() + " credits reserved", class_name="text-muted"),
                link("Open Create", href=routes.CREATE, class_name="sheet-link"),
                class_name="sheet-foot",
            ),
            id=rx.Var.create("queue"),
            class_name="sheet sheet-wide",
            custom_attrs=attributes(popover="auto", role="dialog", aria_label="Queue"),
        ),
    )


def queue_row(job: Job | rx.Var[Job], on_cancel: rx.event.EventType) -> rx.Component:
    """One job: who, what, where it is."""
    return rx.el.li(
        _who(job.face),
        rx.el.div(
            rx.el.p(job.title, class_name="truncate text-label font-medium"),
            rx.el.p(job.now, class_name="text-fact text-muted"),
            progress_line(job.progress, job.title, class_name="mt-1"),
            class_name="min-w-0 flex-1",
        ),
        icon_button("x", "Cancel", size="small", on_click=on_cancel),
        key=job.id,
        class_name="sheet-row",
    )


def _who(face: str | rx.Var[str]) -> rx.Component:
    """The face that it is of, or a drawing where it is of nobody that we know."""
    seen = avatar(face, "", size=36, round=False)
    nobody = rx.el.span(
        icon("image", 18, class_name="text-muted"), class_name="grid size-9 place-items-center"
    )
    return rx.cond(face != "", seen, nobody) if isinstance(face, rx.Var) else seen if face else nobody
