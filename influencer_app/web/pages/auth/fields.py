"""The parts of plain forms, which post to the API and are sent onward, or back with ``?error=``."""

from typing import Any

import reflex as rx

from influencer_app.domain.accounts.rules import PASSWORD_MIN
from influencer_app.web.components import button, icon, password_input, text_input
from influencer_app.web.pages.auth import copy
from influencer_app.web.pages.auth.copy import FieldError
from influencer_app.web.public_site.template_tags import value, when


def plain_form(
    action: str, *fields: rx.Component, words: str, below: rx.Component | None = None
) -> rx.Component:
    """The fields and a button that says ``words``; it is sent once."""
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


def email_field(errors: tuple[FieldError, ...]) -> rx.Component:
    """The address, with what was typed before."""
    return labelled(
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
            custom_attrs={"inputMode": "email", **invalid("email", errors)},
        ),
    )


def new_password_field(label: str, errors: tuple[FieldError, ...]) -> rx.Component:
    """A password to be chosen, with its strength."""
    return labelled(
        label,
        "password",
        errors,
        password_input(
            name="password",
            large=True,
            required=True,
            auto_complete="new-password",
            min_length=PASSWORD_MIN,
            max_length=1000,
            custom_attrs=invalid("password", errors),
        ),
        _strength("password"),
        aside=copy.PASSWORD_ASIDE,
    )


def labelled(
    label: str,
    name: str,
    errors: tuple[FieldError, ...],
    control: rx.Component,
    *below: rx.Component,
    aside: str = "",
) -> rx.Component:
    """A control with its label, its errors and what belongs below it."""
    head = rx.el.div(
        rx.el.label(label, html_for=name, class_name="text-label font-medium"),
        rx.el.span(aside, class_name="text-label text-muted"),
        class_name="flex items-baseline justify-between",
    )
    return rx.el.div(head, control, field_errors(name, errors), *below, class_name="flex flex-col gap-2")


def field_errors(name: str, errors: tuple[FieldError, ...]) -> rx.Component:
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


def invalid(name: str, errors: tuple[FieldError, ...]) -> dict[str, Any]:
    """Marks the control of a field that has an error."""
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
