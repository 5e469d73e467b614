"""Light or dark, and how dates and numbers are written."""

import reflex as rx
from reflex.style import color_mode, set_color_mode

from influencer_app.web.components import icon
from influencer_app.web.components.base import classes, yes_no
from influencer_app.web.formatting import number, relative_time
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.profile_state import ProfileState

THEMES = (
    ("system", "monitor", copy.AS_SYSTEM),
    ("light", "sun", copy.LIGHT),
    ("dark", "moon", copy.DARK),
)


def appearance() -> rx.Component:
    """The section."""
    return rx.el.section(
        rx.el.h2(copy.THEME, class_name="display-card"),
        rx.el.p(copy.THEME_HINT, class_name="mt-1.5 text-muted"),
        rx.el.div(
            *[_theme(*one) for one in THEMES],
            class_name="theme-choices",
            custom_attrs={"role": "group", "aria-label": copy.THEME},
        ),
        rx.el.h2(copy.LANGUAGE, class_name="display-card mt-10"),
        rx.el.p(copy.LANGUAGE_HINT, class_name="mt-1.5 max-w-[52ch] text-muted text-pretty"),
        rx.el.p(
            copy.LOOKS_LIKE,
            relative_time(ProfileState.joined_at, time_format="at"),
            ", ",
            number(12345),
            class_name="mt-3 text-lead tabular-nums",
        ),
        class_name="settings-section",
    )


def _theme(mode: str, drawn: str, said: str) -> rx.Component:
    """A small picture of the studio in that theme."""
    chosen = color_mode == mode
    return rx.el.button(
        rx.el.span(
            rx.el.span(class_name="theme-rail"),
            rx.el.span(
                rx.el.span(class_name="theme-line"),
                rx.el.span(class_name="theme-line short"),
                rx.el.span(class_name="theme-dot"),
                class_name="theme-page",
            ),
            class_name=f"theme-drawing {mode}",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.span(icon(drawn, 16), said, class_name="flex items-center gap-2 text-label font-medium"),
        type="button",
        on_click=set_color_mode(mode),
        class_name=classes("theme-choice", rx.cond(chosen, "chosen", "")),
        custom_attrs={"aria-pressed": yes_no(chosen)},
    )
