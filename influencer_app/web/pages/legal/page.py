"""Terms and privacy: long texts that are easy to read."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import link, note
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.public import public_page
from influencer_app.web.pages.legal import copy
from influencer_app.web.pages.legal.copy import Part
from influencer_app.web.public_site.template_tags import value, when


def terms() -> rx.Component:
    """What both sides may expect."""
    return _text(copy.TERMS_TITLE, copy.TERMS_LEAD, copy.TERMS)


def privacy() -> rx.Component:
    """What is known about people."""
    return _text(copy.PRIVACY_TITLE, copy.PRIVACY_LEAD, copy.PRIVACY)


def _text(title: str, lead: str, parts: tuple[Part, ...]) -> rx.Component:
    return public_page(
        rx.el.div(
            rx.el.header(
                rx.el.h1(title, class_name="display-name"),
                rx.el.p(lead, class_name="mt-6 max-w-[34ch] text-lead text-muted text-pretty"),
                rx.el.p(
                    copy.CHANGED_WORDS,
                    rx.el.time(copy.CHANGED, date_time=copy.CHANGED, custom_attrs={"data-date": ""}),
                    class_name="mt-4 text-label text-muted",
                ),
                _contents(parts),
                class_name="legal-head",
            ),
            rx.el.div(
                when("not operator.texts_checked", note(copy.TEMPLATE, tone="warn")),
                _operator(),
                *[_part(part) for part in parts],
                class_name="flex max-w-[40rem] flex-col gap-12",
            ),
            class_name="page-wide legal",
        )
    )


def _contents(parts: tuple[Part, ...]) -> rx.Component:
    return rx.el.nav(
        rx.el.h2(copy.CONTENTS, class_name="sr-only"),
        rx.el.ul(
            *[
                _shown(part, rx.el.li(link(part.title, href=f"#{part.anchor}", class_name="link-quiet")))
                for part in parts
            ],
            class_name="mt-9 flex flex-col gap-1.5 border-l border-line pl-4 text-label",
        ),
        class_name="max-lg:hidden",
        custom_attrs={"aria-label": copy.CONTENTS},
    )


def _operator() -> rx.Component:
    name = rx.el.strong(value("operator.name"), class_name="font-semibold")
    contact = value("operator.contact")
    reached = rx.el.span(
        copy.REACH,
        when(
            "operator.url", rx.el.a(contact, href=value("operator.url"), class_name="link"), otherwise=contact
        ),
        ".",
    )
    run_by = rx.el.p(rx.el.span(copy.RUN_BY, name, ". "), when("operator.contact", reached))
    return rx.el.div(
        when("operator.name", run_by, otherwise=rx.el.p(copy.NOBODY)),
        class_name="text-prompt",
    )


def _part(part: Part) -> rx.Component:
    section = rx.el.section(
        rx.el.h2(part.title, class_name="display-card"),
        *[
            rx.el.p(words, class_name="mt-3 text-[1rem] leading-[1.65] text-muted")
            for words in part.paragraphs
        ],
        id=rx.Var.create(part.anchor),
        class_name="scroll-mt-24",
    )
    return _shown(part, section)


def _shown(part: Part, component: rx.Component) -> rx.Component:
    return when(part.when, component) if part.when else component


TERMS_PAGE = Page(routes.TERMS, terms, copy.TERMS_TITLE, copy.TERMS_LEAD)
PRIVACY_PAGE = Page(routes.PRIVACY, privacy, copy.PRIVACY_TITLE, copy.PRIVACY_LEAD)
