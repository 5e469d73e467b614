"""The two forms. They post to the API, which answers with a redirect: onward, or back with ``?error=``."""

from typing import Any

import reflex as rx

from influencer_app.domain.accounts.rules import PASSWORD_MIN
from influencer_app.web import routes
from influencer_app.web.components import button, icon, link, password_input, text_input
from influencer_app.web.pages.auth import words as texts
from influencer_app.web.pages.auth.words import SIGN_IN_TROUBLES, SIGN_UP_TROUBLES, Trouble


def sign_in_form() -> rx.Component:
    """Address and password."""
    return _form(
        routes.FORM_SIGN_IN,
        _email(SIGN_IN_TROUBLES),
        _labelled(
            texts.LABELS["password"],
            "password",
            SIGN_IN_TROUBLES,
            password_input(
                name="password",
                large=True,
                required=True,
                auto_complete="current-password",
                max_length=1000,
                custom_attrs=_wrong("password", SIGN_IN_TROUBLES),
            ),
        ),
        words=texts.SIGN_IN,
    )


def sign_up_form() -> rx.Component:
    """A name if one likes, address, and a password with its strength."""
    return _form(
        routes.FORM_SIGN_UP,
        _labelled(
            texts.LABELS["name"],
            "name",
            (),
            text_input(name="name", large=True, auto_complete="name", max_length=80),
            aside=texts.NAME_ASIDE,
        ),
        _email(SIGN_UP_TROUBLES),
        _labelled(
            texts.LABELS["password"],
            "password",
            SIGN_UP_TROUBLES,
            password_input(
                name="password",
                large=True,
                required=True,
                auto_complete="new-password",
                min_length=PASSWORD_MIN,
                max_length=1000,
                custom_attrs=_wrong("password", SIGN_UP_TROUBLES),
            ),
            _strength("password"),
            aside=texts.PASSWORD_ASIDE,
        ),
        below=_agreement(),
        words=texts.INVENT,
    )


def _agreement() -> rx.Component:
    (terms, terms_page), (privacy, privacy_page) = texts.LEGAL
    return rx.el.p(
        texts.AGREE,
        link(terms.lower(), href=terms_page, class_name="link"),
        texts.AND,
        link(privacy.lower(), href=privacy_page, class_name="link"),
        ".",
        class_name="text-fact text-muted",
    )


def _form(action: str, *fields: rx.Component, words: str, below: rx.Component | None = None) -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="next", custom_attrs={"data-value": "next"}),
        *fields,
        button(words, kind="primary", size="large", type="submit", class_name="mt-1 w-full"),
        below or rx.fragment(),
        method="post",
        action=action,
        class_name="flex flex-col gap-5",
        custom_attrs={"data-once": ""},
    )


def _email(troubles: tuple[Trouble, ...]) -> rx.Component:
    return _labelled(
        texts.LABELS["email"],
        "email",
        troubles,
        text_input(
            name="email",
            large=True,
            type="email",
            required=True,
            auto_complete="email",
            max_length=254,
            custom_attrs={"data-value": "email", "inputMode": "email", **_wrong("email", troubles)},
        ),
    )


def _labelled(
    label: str,
    name: str,
    troubles: tuple[Trouble, ...],
    control: rx.Component,
    *below: rx.Component,
    aside: str = "",
) -> rx.Component:
    head = rx.el.div(
        rx.el.label(label, html_for=name, class_name="text-label font-medium"),
        rx.el.span(aside, class_name="text-label text-muted"),
        class_name="flex items-baseline justify-between",
    )
    return rx.el.div(head, control, _errors(name, troubles), *below, class_name="flex flex-col gap-2")


def _errors(name: str, troubles: tuple[Trouble, ...]) -> rx.Component:
    """All sentences that may stand here, hidden until the server shows one."""
    return rx.el.div(
        *[
            rx.el.p(
                icon("circle-alert", 15, class_name="mt-[.15em]"),
                rx.el.span(one.sentence, *(_left() if "no-match" in one.codes else ())),
                hidden=True,
                class_name="flex items-start gap-2 text-label text-bad",
                custom_attrs={"data-when": one.places},
            )
            for one in troubles
            if one.field == name
        ],
        id=rx.Var.create(f"{name}-error"),
        class_name="field-troubles",
    )


def _left() -> tuple[rx.Component, ...]:
    """How many tries are left, where these are few."""
    some = rx.el.span(custom_attrs={"data-fill": "left"})
    told = (
        ("left.some", (some, texts.LEFT_SOME)),
        ("left.one", (texts.LEFT_ONE,)),
        ("left.none", (texts.LEFT_NONE,)),
    )
    return tuple(
        rx.el.span(" ", *sentence, hidden=True, custom_attrs={"data-when": when}) for when, sentence in told
    )


def _wrong(name: str, troubles: tuple[Trouble, ...]) -> dict[str, Any]:
    return {"data-wrong": " ".join(one.places for one in troubles if one.field == name)}


def _strength(field: str) -> rx.Component:
    """Four bars and a word; page.js measures, and shows them."""
    return rx.el.div(
        rx.el.div(
            *[rx.el.span() for _ in texts.STRENGTHS],
            class_name="strength-bars",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.div(
            *[
                rx.el.span(word, hidden=True, custom_attrs={"data-word": str(level)})
                for level, word in texts.STRENGTHS
            ],
            class_name="min-h-[1.4em] text-fact text-muted",
            custom_attrs={"role": "status"},
        ),
        hidden=True,
        class_name="strength",
        custom_attrs={"data-strength": field, "data-level": "0"},
    )
