"""Sign in, sign up, and what links in mails lead to: plain forms that work without script."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components.link import link
from influencer_app.web.layout.page import Page
from influencer_app.web.pages.auth import copy
from influencer_app.web.pages.auth.email_forms import (
    admin_form,
    forgot_form,
    invitation_form,
    reset_form,
    verify_form,
)
from influencer_app.web.pages.auth.form import sign_in_form, sign_up_form
from influencer_app.web.pages.auth.frame import auth_page
from influencer_app.web.pages.auth.second_factor import passkey_button, second_factor_form
from influencer_app.web.public_site.template_tags import number, value, when


def sign_in() -> rx.Component:
    """For those who have been here."""
    return auth_page(
        copy.BACK,
        rx.el.div(sign_in_form(), passkey_button("sign-in", copy.PASSKEY), class_name="flex flex-col gap-5"),
        rx.el.p(
            copy.NEW_HERE,
            _other(copy.INVENT, routes.SIGN_UP),
            ", ",
            number("free_daily_credits"),
            copy.ARE_FREE,
            class_name="text-center text-label text-muted",
        ),
    )


def sign_up() -> rx.Component:
    """For those who have not."""
    return auth_page(
        copy.INTO,
        sign_up_form(),
        rx.el.p(
            copy.BEEN_HERE,
            _other(copy.SIGN_IN, routes.SIGN_IN),
            class_name="text-center text-label text-muted",
        ),
    )


def forgot_password() -> rx.Component:
    """For those who cannot sign in."""
    remembered = rx.el.p(
        copy.REMEMBERED,
        _other(copy.SIGN_IN, routes.SIGN_IN),
        class_name="text-center text-label text-muted",
    )
    return auth_page(copy.FORGOT_TITLE, forgot_form(), remembered)


def reset_password() -> rx.Component:
    """Where the link in that mail leads."""
    hint = rx.el.p(copy.SIGNS_OUT, class_name="text-center text-label text-muted")
    return auth_page(copy.RESET_TITLE, reset_form(), hint)


def verify_address() -> rx.Component:
    """Where the links lead that verify and change addresses."""
    return auth_page(copy.VERIFY_TITLE, verify_form(), rx.fragment())


def second_factor() -> rx.Component:
    """The second step, for those who have one."""
    again = rx.el.p(
        copy.BACK_TO_SIGN_IN,
        _other(copy.START_AGAIN, routes.SIGN_IN),
        class_name="text-center text-label text-muted",
    )
    return auth_page(
        copy.SECOND_FACTOR_TITLE, second_factor_form(), when("not error.expired_challenge", again)
    )


def invitation() -> rx.Component:
    """Where the link of an invitation leads."""
    return auth_page(copy.INVITATION_TITLE, invitation_form(), rx.fragment())


def first_admin() -> rx.Component:
    """Where the link leads that a fresh server prints."""
    return auth_page(copy.ADMIN_TITLE, admin_form(), rx.fragment())


def _other(words: str, href: str) -> rx.Component:
    """A link to the other form, which keeps where people were going."""
    return link(words, href=f"{href}{value('form.onward')}", class_name="link touch-target")


SIGN_IN_PAGE = Page(routes.SIGN_IN, sign_in, copy.SIGN_IN, copy.SIGN_IN_DESCRIPTION)
SIGN_UP_PAGE = Page(routes.SIGN_UP, sign_up, copy.SIGN_UP, copy.SIGN_UP_DESCRIPTION)
FORGOT_PAGE = Page(routes.FORGOT, forgot_password, copy.FORGOT, copy.FORGOT_DESCRIPTION)
RESET_PAGE = Page(routes.RESET, reset_password, copy.LABELS["new"], copy.RESET_DESCRIPTION)
VERIFY_PAGE = Page(routes.VERIFY, verify_address, copy.VERIFY, copy.VERIFY_DESCRIPTION)
SECOND_FACTOR_PAGE = Page(
    routes.SECOND_FACTOR, second_factor, copy.SECOND_FACTOR, copy.SECOND_FACTOR_DESCRIPTION
)
INVITATION_PAGE = Page(routes.INVITATION, invitation, copy.INVITATION, copy.INVITATION_DESCRIPTION)
ADMIN_PAGE = Page(routes.ADMIN_LINK, first_admin, copy.ADMIN, copy.ADMIN_DESCRIPTION)
