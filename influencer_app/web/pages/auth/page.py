"""Sign in and sign up: real forms that work without script, beside a wall of prints."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import wordmark
from influencer_app.web.components.link import link
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.theme_switch import static_theme_switch
from influencer_app.web.pages.auth.form import sign_in_form, sign_up_form
from influencer_app.web.pages.auth.wall import wall
from influencer_app.web.product import PRODUCT


def sign_in() -> rx.Component:
    """For those who have been here."""
    return _page(
        ("Back in", "the ", "darkroom"),
        sign_in_form(),
        rx.el.p(
            "New here? ",
            _other("Invent a character", routes.SIGN_UP),
            ", ",
            rx.el.span("80", custom_attrs={"data-fill": "plan.free.daily"}),
            " credits a day are free.",
            class_name="text-center text-label text-muted",
        ),
    )


def sign_up() -> rx.Component:
    """For those who have not."""
    return _page(
        ("Into", "the ", "darkroom"),
        sign_up_form(),
        rx.el.p(
            "Been here before? ",
            _other("Sign in", routes.SIGN_IN),
            class_name="text-center text-label text-muted",
        ),
    )


def _other(words: str, href: str) -> rx.Component:
    """The way to the other form, which keeps where people were going."""
    return link(words, href=href, class_name="link touch-target", custom_attrs={"data-onward": ""})


def _page(title: tuple[str, str, str], form: rx.Component, below: rx.Component) -> rx.Component:
    first, second, last = title
    return rx.el.div(
        link("Skip to the form", href="#content", class_name="skip"),
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
            rx.el.footer(static_theme_switch(), class_name="flex min-h-9 items-center"),
            class_name="flex min-h-dvh flex-col p-5 sm:p-7 md:px-10 md:py-7",
        ),
        wall(),
        class_name="auth",
    )


SIGN_IN_PAGE = Page(
    routes.SIGN_IN, sign_in, "Sign in", f"Sign in to {PRODUCT}, a studio for virtual influencers."
)
SIGN_UP_PAGE = Page(
    routes.SIGN_UP, sign_up, "Sign up", "Invent a character whose face stays the same in every picture."
)
