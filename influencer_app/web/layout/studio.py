"""The shell filled from the studio's state: pill, queue, toasts, person."""

from typing import Any

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards import Job
from influencer_app.web.components import (
    avatar,
    button,
    credits_pill,
    dialog,
    link_button,
    progress_line,
    queue_button,
    toast_region,
)
from influencer_app.web.layout.shell import shell
from influencer_app.web.studio import StudioState


def studio(
    title: str, *content: Any, here: str, overlays: tuple[Any, ...] = (), wide: bool = True
) -> rx.Component:
    """A signed-in page with everything that the frame shows."""
    return shell(
        title,
        *content,
        here=here,
        wide=wide,
        actions=rx.fragment(_queue_button(), _pill()),
        person=rx.el.div(
            rx.el.p(StudioState.person_name, class_name="text-label font-medium"),
            rx.el.p(StudioState.person_email, class_name="text-fact text-muted break-all"),
        ),
        overlays=(_queue(), toast_region(StudioState.toasts, StudioState.dismiss), *overlays),
    )


def _pill() -> rx.Component:
    return credits_pill(
        StudioState.available.to_string(),
        StudioState.share,
        low=StudioState.credits_low,
        id=rx.Var.create("credits"),
    )


def _queue_button() -> rx.Component:
    return queue_button(
        StudioState.queue_words,
        StudioState.queue_progress,
        on_click=StudioState.open_queue,
        id=rx.Var.create("queue-button"),
    )


def _queue() -> rx.Component:
    return dialog(
        "Queue",
        rx.cond(
            StudioState.running.length() > 0,
            rx.el.ul(rx.foreach(StudioState.running, _row), class_name="flex flex-col divide-y divide-line"),
            rx.el.p(
                "Nothing is running. What you start appears here on every page.", class_name="text-muted"
            ),
        ),
        name="queue",
        open=StudioState.queue_open,
        on_close=StudioState.close_queue,
        side=True,
        footer=rx.el.div(
            rx.el.span(
                StudioState.reserved.to_string() + " credits reserved", class_name="text-fact text-muted"
            ),
            link_button("Open Create", href=routes.CREATE, size="small"),
            class_name="mt-auto flex items-center justify-between border-t border-line pt-4",
        ),
    )


def _row(job: rx.Var[Job]) -> rx.Component:
    where = rx.cond(job.kind == "queued", job.place + job.place_ending + " in line", job.percent)
    return rx.el.li(
        avatar(job.face, job.title, size=36, round=False),
        rx.el.div(
            rx.el.p(job.title, class_name="truncate text-label font-medium"),
            rx.el.p(where, class_name="text-fact text-muted"),
            progress_line(job.progress, job.title),
            class_name="flex min-w-0 flex-1 flex-col gap-1",
        ),
        button("Cancel", size="small", on_click=StudioState.cancel(job.id)),
        key=job.id,
        class_name="flex items-center gap-3 py-3",
    )
