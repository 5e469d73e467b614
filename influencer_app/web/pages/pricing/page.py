"""Plans, and what a credit buys; every number from the database."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import link
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.plans import plans, price_line
from influencer_app.web.layout.public import public_page
from influencer_app.web.pages.landing.copy import PRICES
from influencer_app.web.pages.pricing import copy
from influencer_app.web.public_site.template_tags import value, when


def pricing() -> rx.Component:
    """All of it."""
    return public_page(_head(), _plans(), _buys(), _rules(), _changing())


def _title(parts: tuple[str, str, str]) -> list[str | rx.Component]:
    first, second, last = parts
    return [first, rx.el.br(), second, rx.el.em(last)]


def _head() -> rx.Component:
    return rx.el.header(
        rx.el.h1(*_title(copy.HEADLINE), class_name="display-name"),
        rx.el.p(copy.LEAD, class_name="max-w-[27rem] self-end text-lead text-muted text-pretty"),
        class_name="page-wide flex flex-wrap justify-between gap-6 pt-16 md:pt-24",
    )


def _plans() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Plans", class_name="sr-only"),
        plans(),
        class_name="page-wide pt-12 md:pt-16",
    )


def _buys() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(*_title(copy.BUYS), class_name="display-section"),
            rx.el.p(
                copy.BUYS_LEAD,
                class_name="mt-7 max-w-[26rem] text-[1rem] leading-[1.6] text-muted text-pretty",
            ),
            class_name="section-side",
        ),
        rx.el.ul(
            *[price_line(one) for one in PRICES], class_name="min-w-0 flex-1 border-t border-line-strong"
        ),
        class_name="page-wide section section-split",
    )


def _rules() -> rx.Component:
    return rx.el.section(
        rx.el.h2(copy.BEHAVES, class_name="display-section"),
        rx.el.dl(
            *[
                rx.el.div(
                    rx.el.dt(title, class_name="text-prompt font-semibold"),
                    rx.el.dd(sentence, class_name="mt-2 text-prompt text-muted text-pretty"),
                )
                for title, sentence in copy.RULES
            ],
            class_name="mt-11 grid gap-x-14 gap-y-10 sm:grid-cols-2 lg:grid-cols-3",
        ),
        class_name="page-wide section",
    )


def _changing() -> rx.Component:
    ask = when("operator.url", link(copy.CHANGING_ASK, href=value("operator.url"), class_name="link"))
    return rx.el.section(
        rx.el.h2(copy.CHANGING, class_name="display-card"),
        rx.el.p(
            when("sells", rx.el.span(copy.CHANGING_SOLD), otherwise=rx.el.span(copy.CHANGING_WORDS, ask)),
            class_name="mt-3 max-w-[40rem] text-prompt text-muted text-pretty",
        ),
        class_name="page-wide section",
    )


PAGE = Page(routes.PRICING, pricing, copy.TITLE, copy.DESCRIPTION)
