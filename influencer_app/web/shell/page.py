"""A page for signed-in people: the frame filled from the shell's state."""

from typing import Any

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import credits_pill, toast_region
from influencer_app.web.reflex_compat.vars import number_text
from influencer_app.web.shell.confirm import confirm_identity
from influencer_app.web.shell.erase_banner import erase_banner
from influencer_app.web.shell.frame import frame
from influencer_app.web.shell.navigation import NAV_ITEMS
from influencer_app.web.shell.notifications import notifications
from influencer_app.web.shell.palette import palette, palette_button
from influencer_app.web.shell.queue import queue
from influencer_app.web.shell.shortcuts import shortcuts
from influencer_app.web.shell.state import ShellState
from influencer_app.web.shell.workspace_switcher import workspace_menu, workspace_name


def app_page(
    title: str,
    *content: Any,
    here: str,
    overlays: tuple[Any, ...] = (),
    wide: bool = True,
) -> rx.Component:
    """``content`` with palette, queue, notifications, credits, toasts and account menu around it."""
    return frame(
        title,
        erase_banner(),
        *content,
        here=here,
        wide=wide,
        actions=rx.fragment(palette_button(), queue(), _credits(), notifications()),
        person=rx.el.div(
            rx.el.p(ShellState.person_name, class_name="text-label font-medium"),
            rx.el.p(ShellState.person_email, class_name="text-fact text-muted break-all"),
        ),
        workspaces=workspace_menu(),
        beside_title=workspace_name(),
        overlays=(
            palette(NAV_ITEMS),
            shortcuts(),
            rx.el.span(hidden=True, custom_attrs={"data-leaving": ShellState.leaving}),
            toast_region(ShellState.toasts, ShellState.dismiss, ShellState.undo),
            confirm_identity(),
            *overlays,
        ),
    )


def _credits() -> rx.Component:
    return credits_pill(
        number_text(ShellState.available),
        ShellState.credits_share,
        low=ShellState.credits_low,
        href=f"{routes.SETTINGS}?tab=ledger",
        id=rx.Var.create("credits"),
    )
