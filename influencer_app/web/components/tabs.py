"""Tabs: one of several panels, switched in the browser (``/js/widgets.js``); arrow keys, Home and End move.

Without scripts all panels are shown below each other.
"""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from influencer_app.web.components.base import attributes, classes, ident, pop_class


def tabs(label: str, panels: Sequence[tuple[str, rx.Component]], *, name: str, **props: Any) -> rx.Component:
    """``panels`` are label and content; the first is open. ``name`` begins the ids of its parts."""
    return rx.el.div(
        rx.el.div(
            *[_tab(name, index, label) for index, (label, _) in enumerate(panels)],
            class_name="tabs-list needs-script",
            custom_attrs={"role": "tablist", "aria-label": label},
        ),
        *[_panel(name, index, content) for index, (_, content) in enumerate(panels)],
        class_name=classes("tabs", pop_class(props)),
        **props,
    )


def _tab(name: str, index: int, label: str) -> rx.Component:
    chosen = index == 0
    return rx.el.button(
        label,
        id=ident(f"{name}-tab-{index}"),
        type="button",
        class_name="tab",
        custom_attrs=attributes(
            role="tab",
            aria_selected="true" if chosen else "false",
            aria_controls=f"{name}-panel-{index}",
            tabIndex=0 if chosen else -1,
        ),
    )


def _panel(name: str, index: int, content: rx.Component) -> rx.Component:
    attrs = attributes(
        role="tabpanel", aria_labelledby=f"{name}-tab-{index}", data_closed="" if index else None, tabIndex=0
    )
    return rx.el.div(content, id=ident(f"{name}-panel-{index}"), class_name="tab-panel", custom_attrs=attrs)
