"""The forms of what links in mails lead to, and of asking for one."""

import reflex as rx

from influencer_app.redirects import AFTER_SIGN_IN
from influencer_app.web import routes
from influencer_app.web.components import link_button
from influencer_app.web.pages.auth import copy
from influencer_app.web.pages.auth.copy import FORGOT_ERRORS, RESET_ERRORS, VERIFY_ERRORS
from influencer_app.web.pages.auth.fields import email_field, field_errors, new_password_field, plain_form
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
        new_password_field(copy.LABELS["new"], RESET_ERRORS),
        words=copy.RESET,
        below=when(
            "error.invalid_token",
            link_button(copy.ASK_AGAIN, href=routes.FORGOT, class_name="w-full"),
        ),
    )


def verify_form() -> rx.Component:
    """One button: mail scanners follow links, but press nothing. Then what has come of it."""
    shown = _button_or_error(routes.FORM_VERIFY, copy.VERIFY_HINT, copy.VERIFY, VERIFY_ERRORS)
    for code, (title, hint) in copy.DONE.items():
        shown = when(f"form.done.{code}", _notice(title, hint, _onward()), otherwise=shown)
    return shown


def invitation_form() -> rx.Component:
    """One button that joins; whoever is not signed in does that first."""
    return _button_or_error(routes.FORM_INVITATION, copy.INVITATION_HINT, copy.JOIN, copy.INVITATION_ERRORS)


def admin_form() -> rx.Component:
    """One button that makes the signed-in account an admin."""
    asking = _button_or_error(routes.FORM_ADMIN_LINK, copy.ADMIN_HINT, copy.ADMIN_BUTTON, copy.ADMIN_ERRORS)
    return when("form.done.admin", _notice(*copy.ADMIN_DONE, _onward()), otherwise=asking)


def _onward() -> rx.Component:
    return link_button(
        copy.TO_THE_STUDIO, href=AFTER_SIGN_IN, kind="primary", size="large", class_name="w-full"
    )


def _button_or_error(action: str, hint: str, words: str, errors: tuple[copy.FieldError, ...]) -> rx.Component:
    asking = plain_form(action, _token(), rx.el.p(hint, class_name="text-muted text-pretty"), words=words)
    failed = rx.el.div(
        field_errors("token", errors),
        link_button(copy.TO_THE_STUDIO, href=AFTER_SIGN_IN, size="large", class_name="w-full"),
        class_name="flex flex-col gap-5",
    )
    return when("error", failed, otherwise=asking)


def _notice(title: str, hint: str, *below: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.p(title, class_name="display-card"),
        rx.el.p(hint, class_name="mb-5 mt-2 text-muted text-pretty"),
        *below,
        custom_attrs={"role": "status"},
    )


def _token() -> rx.Component:
    return rx.el.input(type="hidden", name="token", default_value=value("form.token"))
