"""Downloading one's data, and erasing the account."""

import reflex as rx

from influencer_app.web.components import button, field, link_button, password_input, progress_line
from influencer_app.web.formatting import relative_time
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.own_data_state import OwnDataState
from influencer_app.web.reflex_compat.vars import cond_text, has_key
from influencer_app.web.shell.state import ShellState


def own_data() -> rx.Component:
    """The section."""
    return rx.el.div(_export(), _erase())


def _export() -> rx.Component:
    start = button(copy.START_EXPORT, on_click=OwnDataState.start_export, class_name="mt-4")
    working = rx.el.div(
        rx.el.p(copy.EXPORT_WORKING, class_name="text-muted text-pretty"),
        progress_line(OwnDataState.progress, copy.EXPORT_STARTED, class_name="mt-3"),
        class_name="mt-4 max-w-[52ch]",
    )
    ready = rx.el.div(
        rx.el.p(
            copy.EXPORT_READY,
            relative_time(OwnDataState.expires_at, time_format="date"),
            copy.EXPORT_READY_UNTIL,
            class_name="text-muted text-pretty",
        ),
        rx.el.div(
            link_button(
                copy.DOWNLOAD,
                href=OwnDataState.url,
                kind="raised",
                icon="download",
                download=True,
            ),
            button(copy.EXPORT_AGAIN, on_click=OwnDataState.start_export),
            class_name="mt-3 flex flex-wrap gap-2.5",
        ),
        class_name="mt-4",
    )
    failed = rx.el.div(rx.el.p(copy.EXPORT_FAILED, class_name="mt-4 text-bad"), start)
    return rx.el.section(
        rx.el.h2(copy.EXPORT, class_name="display-card"),
        rx.el.p(copy.EXPORT_HINT, class_name="mt-1.5 max-w-[52ch] text-muted text-pretty"),
        rx.el.div(
            rx.match(OwnDataState.status, ("working", working), ("ready", ready), ("failed", failed), start),
            id=rx.Var.create("export"),
            custom_attrs={"aria-live": "polite"},
        ),
        class_name="settings-section",
    )


def _erase() -> rx.Component:
    return rx.el.section(
        rx.el.h2(copy.ERASE, class_name="display-card"),
        rx.el.p(copy.ERASE_HINT, class_name="mt-1.5 max-w-[52ch] text-muted text-pretty"),
        rx.el.ul(
            *[rx.el.li(thing) for thing in copy.ERASED_THINGS],
            class_name="mt-2 max-w-[52ch] list-disc pl-5 text-muted text-pretty",
        ),
        rx.el.p(copy.ERASE_STAYS, class_name="mt-3 max-w-[52ch] text-muted text-pretty"),
        rx.cond(
            ShellState.erase_at != "",
            rx.el.p(copy.ERASE_PENDING, class_name="mt-4 font-medium"),
            _form(),
        ),
        class_name="settings-section mt-10",
    )


def _form() -> rx.Component:
    error = cond_text(has_key(OwnDataState.errors, "password"), OwnDataState.errors["password"], "").to(str)
    return rx.el.form(
        field(
            copy.OLD,
            password_input(
                name="erase_password",
                error=error,
                auto_complete="current-password",
                key=OwnDataState.form_version,
                custom_attrs={"maxLength": "1000"},
                hinted=True,
            ),
            name="erase_password",
            hint=copy.ERASE_WORD_HINT,
            error=error,
        ),
        button(copy.ERASE_BUTTON, kind="danger", type="submit", class_name="self-start"),
        on_submit=OwnDataState.erase.prevent_default,
        id=rx.Var.create("erase-form"),
        class_name="settings-form mt-5",
    )
