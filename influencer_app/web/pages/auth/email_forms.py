"""The forms of what links in mails lead to, and of asking for one."""

import reflex as rx

from influencer_app.domain.accounts.rules import PASSWORD_MIN
from influencer_app.redirects import AFTER_SIGN_IN
from influencer_app.web import routes
from influencer_app.web.components import link_button, password_input
from influencer_app.web.pages.auth import copy
from influencer_app.web.pages.auth.copy import FORGOT_ERRORS, RESET_ERRORS, VERIFY_ERRORS
from influencer_app.web.pages.auth.fields import (
    email_field,
    field_errors,
    invalid,
    labelled,
    plain_form,
    strength,
)
from influencer_app.web.public_site.template_tags import value, when


def forgot_form() -> rx.Component:
    """Asks for the address; then says that a link is on its way, for any address alike."""
    asking = plain_form(
        routes.FORM_FORGOT,
        rx.el.p(copy.FORGOT_HINT, class_name="text-muted text-pretty"),
        email_field(FORGOT_ERRORS),
        words=copy.SEND_LINK,
    )
    return when("form.done.sent", _notice(copy.LINK_SENT, copy.LINK_SENT_HINT), otherwise=asking)


def reset_form() -> rx.Component:
    """Asks for the new password."""
    return plain_form(
        routes.FORM_RESET,
        _token(),
        labelled(
            copy.LABELS["new"],
            "password",
            RESET_ERRORS,
            password_input(
                name="password",
                large=True,
                required=True,
                auto_complete="new-password",
                min_length=PASSWORD_MIN,
                max_length=1000,
                custom_attrs=invalid("password", RESET_ERRORS),
            ),
            strength("password"),
            aside=copy.PASSWORD_ASIDE,
        ),
        words=copy.RESET,
        below=when(
            "error.invalid_token",
            link_button(copy.ASK_AGAIN, href=routes.FORGOT, class_name="w-full"),
        ),
    )


def verify_form() -> rx.Component:
    """One button: mail scanners follow links, but press nothing. Then what has come of it."""
    asking = plain_form(
        routes.FORM_VERIFY,
        _token(),
        rx.el.p(copy.VERIFY_HINT, class_name="text-muted text-pretty"),
        words=copy.VERIFY,
    )
    failed = rx.el.div(
        field_errors("token", VERIFY_ERRORS),
        link_button(copy.TO_THE_STUDIO, href=AFTER_SIGN_IN, class_name="w-full"),
        class_name="flex flex-col gap-5",
    )
    shown = when("error", failed, otherwise=asking)
    for code, (title, hint) in copy.DONE.items():
        onward = link_button(
            copy.TO_THE_STUDIO, href=AFTER_SIGN_IN, kind="primary", size="large", class_name="w-full"
        )
        shown = when(f"form.done.{code}", _notice(title, hint, onward), otherwise=shown)
    return shown


def _notice(title: str, hint: str, *below: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.p(title, class_name="display-card"),
        rx.el.p(hint, class_name="mb-5 mt-2 text-muted text-pretty"),
        *below,
        custom_attrs={"role": "status"},
    )


def _token() -> rx.Component:
    return rx.el.input(type="hidden", name="token", default_value=value("form.token"))
