"""The frame of the pages with a plain form, beside a wall of sample images."""

import reflex as rx

from influencer_app.web.components import wordmark
from influencer_app.web.components.link import link
from influencer_app.web.layout.theme_switch import static_theme_switch
from influencer_app.web.pages.auth import copy
from influencer_app.web.pages.auth.wall import wall
from influencer_app.web.product import PRODUCT


def auth_page(title: tuple[str, str, str], form: rx.Component, below: rx.Component) -> rx.Component:
    """A form at the left, with a line below it."""
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
