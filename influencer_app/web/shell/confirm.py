"""The dialog in which people confirm that it is them, before something dangerous."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import button, dialog, field, password_input, text_input
from influencer_app.web.components.form import plain_form
from influencer_app.web.reflex_compat.vars import cond_text, has_key
from influencer_app.web.shell import copy
from influencer_app.web.shell.confirm_state import ConfirmState


def confirm_identity() -> rx.Component:
    """Whatever the account has: a password, a code, a passkey; else it has to sign in again."""
    nothing = ~(ConfirmState.password | ConfirmState.code | ConfirmState.passkey)
    return dialog(
        copy.CONFIRM,
        rx.el.p(copy.CONFIRM_HINT, class_name="max-w-[46ch] text-muted text-pretty"),
        rx.cond(ConfirmState.passkey, _with_passkey()),
        rx.cond(ConfirmState.password | ConfirmState.code, _form()),
        rx.cond(nothing, _sign_in_again()),
        name="confirm-identity",
        open=ConfirmState.asking,
        on_close=ConfirmState.cancel,
    )


def _with_passkey() -> rx.Component:
    return rx.el.div(
        button(
            copy.USE_PASSKEY,
            icon="fingerprint",
            class_name="w-full",
            custom_attrs={"data-passkey": "confirm"},
        ),
        rx.el.button(
            type="button",
            hidden=True,
            on_click=ConfirmState.confirmed,
            custom_attrs={"data-passkey-done": ""},
        ),
        rx.el.p(class_name="text-label text-bad", role="alert", custom_attrs={"data-passkey-problem": ""}),
        class_name="needs-passkeys flex-col gap-2",
        custom_attrs={"data-passkey-box": ""},
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.cond(
            ConfirmState.password,
            field(
                copy.OWN_WORD,
                password_input(
                    name="confirm-password",
                    form_name="password",
                    error=_error("password"),
                    auto_complete="current-password",
                    key=ConfirmState.form_version,
                    custom_attrs={"maxLength": "1000"},
                ),
                name="confirm-password",
                error=_error("password"),
            ),
        ),
        rx.cond(
            ConfirmState.code,
            field(
                cond_text(ConfirmState.password, copy.OR_CODE, copy.CODE),
                text_input(
                    name="confirm-code",
                    form_name="code",
                    error=_error("code"),
                    auto_complete="one-time-code",
                    key=ConfirmState.form_version,
                    custom_attrs={"maxLength": "64", "spellCheck": "false"},
                ),
                name="confirm-code",
                error=_error("code"),
            ),
        ),
        button(copy.CONFIRM_BUTTON, kind="primary", type="submit", class_name="self-start"),
        on_submit=ConfirmState.confirm.prevent_default,
        id=rx.Var.create("confirm-form"),
        class_name="flex flex-col gap-4",
    )


def _sign_in_again() -> rx.Component:
    return plain_form(
        rx.el.p(copy.SIGN_IN_AGAIN_HINT, class_name="mb-3 text-muted text-pretty"),
        button(copy.SIGN_OUT, type="submit"),
        action=routes.FORM_SIGN_OUT,
    )


def _error(name: str) -> rx.Var[str]:
    return cond_text(has_key(ConfirmState.errors, name), ConfirmState.errors[name], "").to(str)
