"""The command palette (Ctrl or Cmd K): pages, workspaces, characters, actions, found by a few letters.

All that can be found stands in the page; ``/js/shell.js`` filters and orders it and moves by arrow keys, so
that nothing is sent while somebody types.
"""

from typing import Any, Literal

import reflex as rx
from reflex.style import set_color_mode

from influencer_app.web import routes
from influencer_app.web.cards.character import CharacterOption
from influencer_app.web.cards.workspace import WorkspaceOption
from influencer_app.web.components import avatar, icon, link, opens
from influencer_app.web.components.base import attributes
from influencer_app.web.components.form import plain_form
from influencer_app.web.reflex_compat.vars import foreach
from influencer_app.web.shell.shortcuts import SHORTCUTS
from influencer_app.web.shell.state import ShellState

NAME = "palette"
SIGN_OUT = "palette-sign-out"
SECTIONS = (
    ("Sign-in and security", "key-round", "security"),
    ("Credits and ledger", "scroll-text", "ledger"),
    ("Appearance", "sun-moon", "appearance"),
)
"""Of the settings, that people look for by name."""


def palette_button() -> rx.Component:
    """The field in the bar that opens it; on phones a lens."""
    return rx.el.button(
        icon("search", 16),
        rx.el.span("Search or jump to", class_name="palette-open-label"),
        rx.el.kbd(
            "Ctrl K",
            class_name="kbd",
            custom_attrs={"data-keys": "k", "aria-hidden": "true", "translate": "no"},
        ),
        type="button",
        class_name="palette-open",
        custom_attrs=attributes(
            opens(NAME), aria_label="Search or jump to", aria_keyshortcuts="Control+K Meta+K"
        ),
    )


def palette(nav_items: Any) -> rx.Component:
    """The dialog. ``nav_items`` are those of the rail."""
    return rx.el.dialog(
        rx.el.div(
            icon("search", 18, class_name="text-muted"),
            rx.el.input(
                type="text",
                placeholder="A page, a character, an action",
                class_name="palette-input",
                custom_attrs=attributes(
                    role="combobox",
                    aria_label="Search or jump to",
                    aria_expanded="true",
                    aria_controls="palette-list",
                    aria_autocomplete="list",
                    autoComplete="off",
                    spellCheck="false",
                ),
            ),
            rx.el.button(
                "Esc", type="button", class_name="kbd", custom_attrs={"data-close": "", "aria-label": "Close"}
            ),
            class_name="palette-head",
        ),
        rx.el.div(
            _page("Home", "house", routes.DASHBOARD),
            *[_page(item.label, item.icon, item.href) for item in nav_items],
            foreach(ShellState.workspaces, _switch),
            foreach(ShellState.characters, _open_page),
            foreach(ShellState.characters, _make),
            *_actions(),
            foreach(ShellState.characters, _only),
            *[_page(label, drawing, f"{routes.SETTINGS}?tab={tab}") for label, drawing, tab in SECTIONS],
            id=rx.Var.create("palette-list"),
            class_name="palette-list",
            custom_attrs={"role": "listbox", "aria-label": "What was found"},
        ),
        rx.el.p(
            "Nothing is called that. Try a page, a character or a word such as dark.",
            class_name="sheet-none",
            custom_attrs={"role": "status", "hidden": True},
        ),
        plain_form(action=routes.FORM_SIGN_OUT, id=rx.Var.create(SIGN_OUT), class_name="hidden"),
        id=rx.Var.create(NAME),
        class_name="dialog palette",
        custom_attrs={"data-local": "", "aria-label": "Search or jump to"},
    )


def _actions() -> list[rx.Component]:
    return [
        _page("New character", "user-round-plus", f"{routes.CHARACTERS}?new=1", "Action"),
        _act("Queue: running jobs", "list-video", data_shows="queue"),
        _act("Notifications: finished jobs", "bell", data_shows="notices"),
        _act("Dark theme", "moon", on_click=set_color_mode("dark")),
        _act("Light theme", "sun", on_click=set_color_mode("light")),
        _act("System theme", "monitor", on_click=set_color_mode("system")),
        _act("Keyboard shortcuts", "keyboard", data_opens=SHORTCUTS),
        _act("Sign out", "log-out", type="submit", form=SIGN_OUT),
    ]


def _page(label: str, drawing: str, href: str, kind: str = "Page") -> rx.Component:
    return link(
        rx.el.span(icon(drawing, 18), class_name="palette-mark"),
        rx.el.span(label, class_name="flex-1"),
        _kind(kind),
        href=href,
        class_name="palette-row",
        custom_attrs=_option(),
    )


def _act(
    label: str,
    drawing: str,
    *,
    on_click: Any = None,
    type: Literal["button", "submit"] = "button",
    **more: str,
) -> rx.Component:
    attrs = attributes(_option(), data_close="", **more)
    return rx.el.button(
        rx.el.span(icon(drawing, 18), class_name="palette-mark"),
        rx.el.span(label, class_name="flex-1 text-left"),
        _kind("Action"),
        type=type,
        on_click=on_click,
        class_name="palette-row",
        custom_attrs=attrs,
    )


def _switch(workspace: WorkspaceOption) -> rx.Component:
    return rx.cond(
        workspace.current,
        rx.fragment(),
        rx.el.button(
            rx.el.span(icon("users-round", 18), class_name="palette-mark"),
            rx.el.span("Switch to ", workspace.name, class_name="min-w-0 flex-1 truncate text-left"),
            _kind("Workspace"),
            type="button",
            on_click=ShellState.open_workspace(workspace.id),
            class_name="palette-row",
            custom_attrs=attributes(_option(), data_close=""),
        ),
    )


def _open_page(character: CharacterOption) -> rx.Component:
    return _character(
        character, rx.fragment("Open ", character.name), f"{routes.CHARACTERS}?character={character.id}"
    )


def _make(character: CharacterOption) -> rx.Component:
    return _character(
        character,
        rx.fragment("Make a picture of ", character.name),
        f"{routes.CREATE}?character={character.id}",
    )


def _only(character: CharacterOption) -> rx.Component:
    return _character(
        character, rx.fragment("Gallery, only ", character.name), f"{routes.GALLERY}?character={character.id}"
    )


def _character(character: CharacterOption, label: rx.Component, href: str) -> rx.Component:
    return link(
        rx.el.span(
            avatar(character.thumb_url, character.name, size=24, round=False), class_name="palette-mark"
        ),
        rx.el.span(label, class_name="min-w-0 flex-1 truncate"),
        _kind("Character"),
        href=href,
        inside=True,
        class_name="palette-row",
        custom_attrs=_option(),
    )


def _kind(label: str) -> rx.Component:
    return rx.el.span(label, class_name="palette-kind")


def _option() -> dict[str, Any]:
    return {"role": "option", "tabIndex": -1, "aria-selected": "false"}
