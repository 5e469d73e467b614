"""The name, and the address that somebody signs in with."""

import reflex as rx

from influencer_app.web.components import avatar, button, field, text_input
from influencer_app.web.formatting import relative_time
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.address import address
from influencer_app.web.pages.settings.profile_state import ProfileState
from influencer_app.web.reflex_compat.vars import cond_text, has_key
from influencer_app.web.shell.state import ShellState


def profile() -> rx.Component:
    """The section."""
    return rx.el.section(
        rx.el.div(
            avatar("", ShellState.person_name, size=64, class_name="text-[1.75rem]"),
            rx.el.div(
                rx.el.h2(ShellState.person_name, class_name="display-section-small truncate"),
                rx.el.p(
                    copy.JOINED,
                    relative_time(ProfileState.joined_at, time_format="date"),
                    class_name="text-label text-muted",
                ),
                class_name="min-w-0",
            ),
            class_name="flex items-center gap-4",
        ),
        rx.el.form(
            field(
                copy.NAME,
                text_input(
                    name="name",
                    error=_error("name"),
                    default_value=ShellState.person_name,
                    key=ShellState.person_name,
                    auto_complete="name",
                    custom_attrs={"maxLength": "80"},
                    hinted=True,
                ),
                name="name",
                hint=copy.NAME_HINT,
                error=_error("name"),
            ),
            button(copy.SAVE, kind="primary", type="submit", class_name="self-start"),
            on_submit=ProfileState.rename.prevent_default,
            id=rx.Var.create("profile-form"),
            class_name="settings-form",
        ),
        address(),
        class_name="settings-section",
    )


def _error(name: str) -> rx.Var[str]:
    """What is wrong with that field; empty where nothing is."""
    return cond_text(has_key(ProfileState.errors, name), ProfileState.errors[name], "").to(str)
