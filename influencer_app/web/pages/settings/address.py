"""The address that somebody signs in with: whether it is confirmed, and how to change it."""

import reflex as rx

from influencer_app.web.components import button, field, password_input, text_input
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.address_state import AddressState
from influencer_app.web.reflex_compat.vars import cond_text, has_key
from influencer_app.web.shell.state import ShellState


def address() -> rx.Component:
    """The address, and below it the form for another one."""
    return rx.el.div(
        rx.el.h2(copy.EMAIL, class_name="display-card"),
        rx.el.p(
            rx.el.span(ShellState.person_email, class_name="break-all font-medium"),
            rx.cond(
                AddressState.verified,
                rx.el.span(copy.CONFIRMED, class_name="badge-good"),
                rx.el.span(copy.NOT_CONFIRMED, class_name="badge"),
            ),
            class_name="mt-1.5 flex flex-wrap items-center gap-2",
        ),
        rx.cond(
            AddressState.verified,
            rx.fragment(),
            rx.el.div(
                rx.el.p(copy.CONFIRM_HINT, class_name="max-w-[52ch] text-muted text-pretty"),
                button(copy.SEND_AGAIN, on_click=AddressState.send_link, class_name="mt-3"),
                class_name="mt-2",
            ),
        ),
        rx.el.form(
            field(
                copy.NEW_EMAIL,
                text_input(
                    name="email",
                    type="email",
                    error=_error("email"),
                    auto_complete="email",
                    required=True,
                    key=AddressState.form_version,
                    custom_attrs={"maxLength": "254"},
                    hinted=True,
                ),
                name="email",
                hint=copy.NEW_EMAIL_HINT,
                error=_error("email"),
            ),
            field(
                copy.OLD,
                password_input(
                    name="password",
                    error=_error("password"),
                    auto_complete="current-password",
                    required=True,
                    key=AddressState.form_version,
                    custom_attrs={"maxLength": "1000"},
                ),
                name="password",
                error=_error("password"),
            ),
            button(copy.CHANGE_EMAIL, type="submit", class_name="self-start"),
            on_submit=AddressState.change.prevent_default,
            id=rx.Var.create("address-form"),
            class_name="settings-form mt-5",
        ),
        class_name="mt-8 border-t border-line pt-6",
    )


def _error(name: str) -> rx.Var[str]:
    return cond_text(has_key(AddressState.errors, name), AddressState.errors[name], "").to(str)
