"""Switches the tab to another workspace, from the account menu; the title bar names the open one."""

import reflex as rx

from influencer_app.web.cards.workspace import WorkspaceOption
from influencer_app.web.components import icon
from influencer_app.web.reflex_compat.vars import cond_text, foreach, length
from influencer_app.web.shell.state import ShellState


def workspace_name() -> rx.Component:
    """The open workspace's name, unless it is the personal one."""
    return rx.cond(
        ShellState.team_name != "",
        rx.el.span(
            icon("users-round", 14),
            rx.el.span(ShellState.team_name, class_name="truncate"),
            class_name="workspace-name",
            custom_attrs={"title": ShellState.team_name},
        ),
    )


def workspace_menu() -> rx.Component:
    """A button for each workspace, the open one marked; nothing for a person with one alone."""
    return rx.cond(
        length(ShellState.workspaces) > 0,
        rx.el.div(
            foreach(ShellState.workspaces, _option),
            class_name="mt-1 max-h-60 overflow-y-auto border-t border-line pt-1",
            custom_attrs={"role": "group", "aria-label": "Workspaces"},
        ),
    )


def _option(one: WorkspaceOption) -> rx.Component:
    return rx.el.button(
        rx.cond(
            one.current,
            icon("check", 16),
            rx.cond(one.personal, icon("user-round", 16), icon("users-round", 16)),
        ),
        rx.el.span(one.name, class_name="min-w-0 truncate"),
        type="button",
        on_click=ShellState.open_workspace(one.id),
        class_name="menu-item",
        custom_attrs={"aria-current": cond_text(one.current, "true", "false")},
    )
