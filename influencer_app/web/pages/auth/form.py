"""The two forms. They post to the API, which answers with a redirect: onward, or back with ``?error=``."""

from typing import Any

import reflex as rx

from influencer_app.domain.accounts.rules import PASSWORD_MIN
from influencer_app.web import routes
from influencer_app.web.components import button, icon, link, password_input, text_input
from influencer_app.web.pages.auth import copy
from influencer_app.web.pages.auth.copy import SIGN_IN_ERRORS, SIGN_UP_ERRORS, FieldError
from influencer_app.web.public_site.template_tags import value, when


def sign_in_form() -> rx.Component:
    """Address and password."""
    return _form(
        routes.FORM_SIGN_IN,
        _email(SIGN_IN_ERRORS),
        _labelled(
            copy.LABELS["password"],
            "password",
            SIGN_IN_ERRORS,
            password_input(
                name="password",
                large=True,
                required=True,
                auto_complete="current-password",
                max_length=1000,
                custom_attrs=_invalid("password", SIGN_IN_ERRORS),
            ),
        ),
        words=copy.SIGN_IN,
    )


def sign_up_form() -> rx.Component:
    """A name if one likes, address, and a password with its strength."""
    return _form(
        routes.FORM_SIGN_UP,
        _labelled(
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
        _email(SIGN_UP_ERRORS),
        _labelled(
            copy.LABELS["password"],
            "password",
            SIGN_UP_ERRORS,
            password_input(
                name="password",
                large=True,
                required=True,
                auto_complete="new-password",
                min_length=PASSWORD_MIN,
                max_length=1000,
                custom_attrs=_invalid("password", SIGN_UP_ERRORS),
            ),
            _strength("password"),
            aside=copy.PASSWORD_ASIDE,
        ),
        below=_agreement(),
        words=copy.INVENT,
    )


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


def _form(action: str, *fields: rx.Component, words: str, below: rx.Component | None = None) -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="next", default_value=value("form.next")),
        *fields,
        button(words, kind="primary", size="large", type="submit", class_name="mt-1 w-full"),
        below or rx.fragment(),
        method="post",
        action=action,
        class_name="flex flex-col gap-5",
        custom_attrs={"data-once": ""},
    )


def _email(errors: tuple[FieldError, ...]) -> rx.Component:
    return _labelled(
        copy.LABELS["email"],
        "email",
        errors,
        text_input(
            name="email",
            large=True,
            type="email",
            required=True,
            auto_complete="email",
            max_length=254,
            default_value=value("form.email"),
            custom_attrs={"inputMode": "email", **_invalid("email", errors)},
        ),
    )


def _labelled(
    label: str,
    name: str,
    errors: tuple[FieldError, ...],
    control: rx.Component,
    *below: rx.Component,
    aside: str = "",
) -> rx.Component:
    head = rx.el.div(
        rx.el.label(label, html_for=name, class_name="text-label font-medium"),
        rx.el.span(aside, class_name="text-label text-muted"),
        class_name="flex items-baseline justify-between",
    )
    return rx.el.div(head, control, _errors(name, errors), *below, class_name="flex flex-col gap-2")


def _errors(name: str, errors: tuple[FieldError, ...]) -> rx.Component:
    """The sentences that may be shown here; the server leaves out those that do not apply."""
    return rx.el.div(
        *[
            when(
                one.condition,
                rx.el.p(
                    icon("circle-alert", 15, class_name="mt-[.15em]"),
                    rx.el.span(one.sentence, *([_tries_left()] if "no-match" in one.codes else [])),
                    class_name="flex items-start gap-2 text-label text-bad",
                ),
            )
            for one in errors
            if one.field == name
        ],
        id=rx.Var.create(f"{name}-error"),
        class_name="field-errors",
    )


def _tries_left() -> rx.Component:
    """How many tries are left, where these are few."""
    left = "form.tries_left"
    some = when(left, rx.el.span(" ", value(left), copy.LEFT_SOME))
    last_but_one = when(f"{left} == 1", rx.el.span(" ", copy.LEFT_ONE), otherwise=some)
    return when(f"{left} == 0", rx.el.span(" ", copy.LEFT_NONE), otherwise=last_but_one)


def _invalid(name: str, errors: tuple[FieldError, ...]) -> dict[str, Any]:
    condition = " or ".join(one.condition for one in errors if one.field == name)
    return {"aria-invalid": value(f"({condition})|aria_bool")}


def _strength(field: str) -> rx.Component:
    """Four bars and a word; page.js measures, and shows them."""
    return rx.el.div(
        rx.el.div(
            *[rx.el.span() for _ in copy.STRENGTHS],
            class_name="strength-bars",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.div(
            *[
                rx.el.span(word, hidden=True, custom_attrs={"data-word": str(level)})
                for level, word in copy.STRENGTHS
            ],
            class_name="min-h-[1.4em] text-fact text-muted",
            custom_attrs={"role": "status"},
        ),
        hidden=True,
        class_name="strength",
        custom_attrs={"data-strength": field, "data-level": "0"},
    )
