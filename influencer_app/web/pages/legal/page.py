"""Terms and privacy: long texts that are easy to read."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import link, note
from influencer_app.web.layout.page import Page
from influencer_app.web.layout.public import public_page
from influencer_app.web.pages.legal import words
from influencer_app.web.pages.legal.words import Part


def terms() -> rx.Component:
    """What both sides may expect."""
    return _text(words.TERMS_TITLE, words.TERMS_LEAD, words.TERMS)


def privacy() -> rx.Component:
    """What is known about people."""
    return _text(words.PRIVACY_TITLE, words.PRIVACY_LEAD, words.PRIVACY)


def _text(title: str, lead: str, parts: tuple[Part, ...]) -> rx.Component:
    return public_page(
        rx.el.div(
            rx.el.header(
                rx.el.h1(title, class_name="display-name"),
                rx.el.p(lead, class_name="mt-6 max-w-[34ch] text-lead text-muted text-pretty"),
                rx.el.p(
                    words.CHANGED_WORDS,
                    rx.el.time(words.CHANGED, date_time=words.CHANGED, custom_attrs={"data-date": ""}),
                    class_name="mt-4 text-label text-muted",
                ),
                _contents(parts),
                class_name="legal-head",
            ),
            rx.el.div(
                note(words.TEMPLATE, tone="warn", custom_attrs={"data-unless": "operator.checked"}),
                _operator(),
                *[_part(part) for part in parts],
                class_name="flex max-w-[40rem] flex-col gap-12",
            ),
            class_name="page-wide legal",
        )
    )


def _contents(parts: tuple[Part, ...]) -> rx.Component:
    return rx.el.nav(
        rx.el.h2(words.CONTENTS, class_name="sr-only"),
        rx.el.ul(
            *[
                rx.el.li(
                    link(part.title, href=f"#{part.anchor}", class_name="link-quiet"),
                    hidden=bool(part.when),
                    custom_attrs=_when(part),
                )
                for part in parts
            ],
            class_name="mt-9 flex flex-col gap-1.5 border-l border-line pl-4 text-label",
        ),
        class_name="max-lg:hidden",
        custom_attrs={"aria-label": words.CONTENTS},
    )


def _operator() -> rx.Component:
    named = rx.el.span(
        words.RUN_BY,
        rx.el.strong(custom_attrs={"data-fill": "operator.name"}, class_name="font-semibold"),
        ". ",
    )
    reached = rx.el.span(
        words.REACH,
        rx.el.a(
            rx.el.span(custom_attrs={"data-fill": "operator.contact"}),
            class_name="link",
            custom_attrs={"data-link": "operator.link"},
        ),
        ".",
        hidden=True,
        custom_attrs={"data-when": "operator.contact"},
    )
    return rx.el.div(
        rx.el.p(named, reached, hidden=True, custom_attrs={"data-when": "operator.name"}),
        rx.el.p(words.NOBODY, custom_attrs={"data-unless": "operator.name"}),
        class_name="text-prompt",
    )


def _part(part: Part) -> rx.Component:
    return rx.el.section(
        rx.el.h2(part.title, class_name="display-card"),
        *[
            rx.el.p(words, class_name="mt-3 text-[1rem] leading-[1.65] text-muted")
            for words in part.paragraphs
        ],
        id=rx.Var.create(part.anchor),
        hidden=bool(part.when),
        class_name="scroll-mt-24",
        custom_attrs=_when(part),
    )


def _when(part: Part) -> dict[str, str]:
    return {"data-when": part.when} if part.when else {}


TERMS_PAGE = Page(routes.TERMS, terms, words.TERMS_TITLE, words.TERMS_LEAD)
PRIVACY_PAGE = Page(routes.PRIVACY, privacy, words.PRIVACY_TITLE, words.PRIVACY_LEAD)
