"""The shell filled from the studio's state: palette, queue, bell, pill, toasts, person."""

from typing import Any

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import credits_pill, toast_region
from influencer_app.web.layout.bell import bell
from influencer_app.web.layout.palette import palette, palette_button
from influencer_app.web.layout.queue import queue
from influencer_app.web.layout.shell import PLACES, shell
from influencer_app.web.studio import StudioState


def studio(
    title: str,
    *content: Any,
    here: str,
    overlays: tuple[Any, ...] = (),
    wide: bool = True,
) -> rx.Component:
    """A signed-in page with everything that the frame shows."""
    return shell(
        title,
        *content,
        here=here,
        wide=wide,
        actions=rx.fragment(palette_button(), queue(), _pill(), bell()),
        person=rx.el.div(
            rx.el.p(StudioState.person_name, class_name="text-label font-medium"),
            rx.el.p(StudioState.person_email, class_name="text-fact text-muted break-all"),
        ),
        overlays=(
            palette(PLACES),
            toast_region(StudioState.toasts, StudioState.dismiss, StudioState.undo),
            *overlays,
        ),
    )


def _pill() -> rx.Component:
    return credits_pill(
        StudioState.available.to_string(),
        StudioState.share,
        low=StudioState.credits_low,
        href=f"{routes.SETTINGS}?tab=ledger",
        id=rx.Var.create("credits"),
    )
