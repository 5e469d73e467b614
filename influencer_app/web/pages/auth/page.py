"""Sign in and sign up: real forms that work without script, beside a wall of prints."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import wordmark
from influencer_app.web.components.link import link
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.plans import number
from influencer_app.web.layout.theme_switch import static_theme_switch
from influencer_app.web.pages.auth import words
from influencer_app.web.pages.auth.form import sign_in_form, sign_up_form
from influencer_app.web.pages.auth.wall import wall
from influencer_app.web.product import PRODUCT


def sign_in() -> rx.Component:
    """For those who have been here."""
    return _page(
        words.BACK,
        sign_in_form(),
        rx.el.p(
            words.NEW_HERE,
            _other(words.INVENT, routes.SIGN_UP),
            ", ",
            number("plan.free.daily"),
            words.ARE_FREE,
            class_name="text-center text-label text-muted",
        ),
    )


def sign_up() -> rx.Component:
    """For those who have not."""
    return _page(
        words.INTO,
        sign_up_form(),
        rx.el.p(
            words.BEEN_HERE,
            _other(words.SIGN_IN, routes.SIGN_IN),
            class_name="text-center text-label text-muted",
        ),
    )


def _other(words: str, href: str) -> rx.Component:
    """The way to the other form, which keeps where people were going."""
    return link(words, href=href, class_name="link touch-target", custom_attrs={"data-onward": ""})


def _page(title: tuple[str, str, str], form: rx.Component, below: rx.Component) -> rx.Component:
    first, second, last = title
    return rx.el.div(
        link(words.SKIP, href="#content", class_name="skip"),
        rx.el.div(
            rx.el.header(wordmark(PRODUCT)),
            rx.el.main(
                rx.el.h1(
                    first,
                    rx.el.br(),
                    second,
                    rx.el.em(last),
                    class_name="display-section mb-8 !text-[3.5rem] !leading-[1.02]",
                ),
                form,
                rx.el.div(below, class_name="mt-7"),
                id=rx.Var.create("content"),
                tab_index=-1,
                class_name="m-auto w-full max-w-[376px] py-10 outline-none",
            ),
            rx.el.footer(
                rx.el.nav(
                    *[link(name, href=href, class_name="link-quiet") for name, href in words.LEGAL],
                    class_name="flex gap-5 text-label",
                    custom_attrs={"aria-label": words.LEGAL_NAME},
                ),
                static_theme_switch(),
                class_name="flex min-h-9 flex-wrap items-center justify-between gap-4",
            ),
            class_name="flex min-h-dvh flex-col p-5 sm:p-7 md:px-10 md:py-7",
        ),
        wall(),
        class_name="auth",
    )


SIGN_IN_PAGE = Page(routes.SIGN_IN, sign_in, words.SIGN_IN, words.SIGN_IN_DESCRIPTION)
SIGN_UP_PAGE = Page(routes.SIGN_UP, sign_up, words.SIGN_UP, words.SIGN_UP_DESCRIPTION)
