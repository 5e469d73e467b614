"""The forms to sign in and to sign up."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import link, password_input, text_input
from influencer_app.web.pages.auth import copy
from influencer_app.web.pages.auth.copy import SIGN_IN_ERRORS, SIGN_UP_ERRORS
from influencer_app.web.pages.auth.fields import (
    email_field,
    invalid,
    labelled,
    new_password_field,
    plain_form,
)
from influencer_app.web.pages.auth.providers import opens_an_account, provider_buttons
from influencer_app.web.public_site.template_tags import value, when


def sign_in_form() -> rx.Component:
    """Another provider, or address and password."""
    return rx.fragment(provider_buttons(SIGN_IN_ERRORS, opens_an_account()), _password_form())


def _password_form() -> rx.Component:
    return plain_form(
        routes.FORM_SIGN_IN,
        _password_was_reset(),
        email_field(SIGN_IN_ERRORS),
        labelled(
            copy.LABELS["password"],
            "password",
            SIGN_IN_ERRORS,
            password_input(
                name="password",
                large=True,
                required=True,
                auto_complete="current-password",
                max_length=1000,
                custom_attrs=invalid("password", SIGN_IN_ERRORS),
            ),
            link(
                copy.FORGOT,
                href=routes.FORGOT,
                class_name="link-quiet touch-target self-start text-label",
            ),
        ),
        words=copy.SIGN_IN,
    )


def sign_up_form() -> rx.Component:
    """Another provider, or a name if one likes, address, and a password with its strength."""
    return rx.fragment(provider_buttons(SIGN_UP_ERRORS), _account_form())


def _account_form() -> rx.Component:
    return plain_form(
        routes.FORM_SIGN_UP,
        labelled(
            copy.LABELS["name"],
            "name",
            (),
            text_input(
                name="name",
                large=True,
                auto_complete="name",
                max_length=80,
                default_value=value("form.name"),
            ),
            aside=copy.NAME_ASIDE,
        ),
        email_field(SIGN_UP_ERRORS),
        new_password_field(copy.LABELS["password"], SIGN_UP_ERRORS),
        below=_agreement(),
        words=copy.INVENT,
    )


def _password_was_reset() -> rx.Component:
    done = rx.el.p(copy.RESET_DONE, class_name="text-label text-good", custom_attrs={"role": "status"})
    return when("form.done.reset", done)


def _agreement() -> rx.Component:
    (terms, terms_page), (_, privacy_page) = copy.LEGAL
    return rx.el.p(
        copy.AGREE,
        link(terms.lower(), href=terms_page, class_name="link"),
        copy.AND,
        link(copy.PRIVACY_NOTICE, href=privacy_page, class_name="link"),
        ".",
        class_name="text-fact text-muted",
    )
