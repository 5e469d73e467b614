"""The second step of a sign-in, and the button that signs in with a passkey."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import button, link_button, text_input
from influencer_app.web.pages.auth import copy
from influencer_app.web.pages.auth.copy import SECOND_FACTOR_ERRORS
from influencer_app.web.pages.auth.fields import field_errors, invalid, labelled, plain_form
from influencer_app.web.public_site.template_tags import value, when


def second_factor_form() -> rx.Component:
    """A code, or a passkey; after too long the first step has to be done again."""
    asking = rx.el.div(
        plain_form(
            routes.FORM_SECOND_FACTOR,
            rx.el.p(copy.SECOND_FACTOR_HINT, class_name="text-muted text-pretty"),
            labelled(
                copy.LABELS["code"],
                "code",
                SECOND_FACTOR_ERRORS,
                text_input(
                    name="code",
                    large=True,
                    required=True,
                    auto_complete="one-time-code",
                    max_length=64,
                    auto_focus=True,
                    custom_attrs={
                        "autoCapitalize": "none",
                        "spellCheck": "false",
                        **invalid("code", SECOND_FACTOR_ERRORS),
                    },
                ),
            ),
            words=copy.SIGN_IN,
        ),
        passkey_button("second-factor", copy.PASSKEY_INSTEAD),
        class_name="flex flex-col gap-5",
    )
    over = rx.el.div(
        field_errors("challenge", SECOND_FACTOR_ERRORS),
        link_button(copy.START_AGAIN, href=routes.SIGN_IN, size="large", class_name="w-full"),
        class_name="flex flex-col gap-5",
    )
    return when("error.expired_challenge", over, otherwise=asking)


def passkey_button(flow: str, words: str) -> rx.Component:
    """A button that ``/js/passkeys.js`` shows where the browser has passkeys, and follows."""
    return rx.el.div(
        rx.el.input(type="hidden", name="next", default_value=value("form.next")),
        button(
            words,
            icon="fingerprint",
            size="large",
            class_name="w-full",
            custom_attrs={"data-passkey": flow},
        ),
        rx.el.p(class_name="text-label text-bad", role="alert", custom_attrs={"data-passkey-problem": ""}),
        class_name="needs-passkeys flex-col gap-2",
        custom_attrs={"data-passkey-box": ""},
    )
