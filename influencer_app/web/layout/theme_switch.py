"""Light, dark, or as the system says; kept in the browser and applied before the first paint."""

import reflex as rx
from reflex.style import LiteralColorMode, color_mode, set_color_mode

from influencer_app.web.components.base import yes_no
from influencer_app.web.components.icon import icon

MODES: tuple[tuple[LiteralColorMode, str, str], ...] = (
    ("system", "monitor", "System"),
    ("light", "sun", "Light"),
    ("dark", "moon", "Dark"),
)


def theme_switch() -> rx.Component:
    """For pages with state: Reflex keeps the choice."""
    return _row(
        [
            rx.el.button(
                icon(drawing, 16),
                type="button",
                on_click=set_color_mode(mode),
                custom_attrs={
                    "aria-pressed": yes_no(color_mode == mode),
                    "aria-label": label,
                    "title": label,
                },
            )
            for mode, drawing, label in MODES
        ]
    )


def static_theme_switch() -> rx.Component:
    """For pages without state: ``/js/page.js`` keeps the choice, in the same place."""
    return _row(
        [
            rx.el.button(
                icon(drawing, 16),
                type="button",
                custom_attrs={
                    "data-theme": mode,
                    "aria-pressed": "false",
                    "aria-label": label,
                    "title": label,
                },
            )
            for mode, drawing, label in MODES
        ]
    )


def _row(buttons: list[rx.Component]) -> rx.Component:
    return rx.el.div(
        *buttons,
        class_name="theme-switch needs-script",
        custom_attrs={"role": "group", "aria-label": "Theme"},
    )
