"""Sign in and sign up: plain forms that work without script, beside a wall of sample images."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import wordmark
from influencer_app.web.components.link import link
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.theme_switch import static_theme_switch
from influencer_app.web.pages.auth import copy
from influencer_app.web.pages.auth.form import sign_in_form, sign_up_form
from influencer_app.web.pages.auth.wall import wall
from influencer_app.web.product import PRODUCT
from influencer_app.web.public_site.template_tags import number, value


def sign_in() -> rx.Component:
    """For those who have been here."""
    return _page(
        copy.BACK,
        sign_in_form(),
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
    return _page(
        copy.INTO,
        sign_up_form(),
        rx.el.p(
            copy.BEEN_HERE,
            _other(copy.SIGN_IN, routes.SIGN_IN),
            class_name="text-center text-label text-muted",
        ),
    )


def _other(words: str, href: str) -> rx.Component:
    """A link to the other form, which keeps where people were going."""
    return link(words, href=f"{href}{value('form.onward')}", class_name="link touch-target")


def _page(title: tuple[str, str, str], form: rx.Component, below: rx.Component) -> rx.Component:
    first, second, last = title
    return rx.el.div(
        link(copy.SKIP, href="#content", class_name="skip"),
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
                    *[link(name, href=href, class_name="link-quiet") for name, href in copy.LEGAL],
                    class_name="flex gap-5 text-label",
                    custom_attrs={"aria-label": copy.LEGAL_NAME},
                ),
                static_theme_switch(),
                class_name="flex min-h-9 flex-wrap items-center justify-between gap-4",
            ),
            class_name="flex min-h-dvh flex-col p-5 sm:p-7 md:px-10 md:py-7",
        ),
        wall(),
        class_name="auth",
    )


SIGN_IN_PAGE = Page(routes.SIGN_IN, sign_in, copy.SIGN_IN, copy.SIGN_IN_DESCRIPTION)
SIGN_UP_PAGE = Page(routes.SIGN_UP, sign_up, copy.SIGN_UP, copy.SIGN_UP_DESCRIPTION)
