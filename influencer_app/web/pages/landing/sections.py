"""The sections below the first screen."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import link, link_button, picture
from influencer_app.web.layout import plans as priced
from influencer_app.web.layout.sample_image import sample_image
from influencer_app.web.pages.landing import copy
from influencer_app.web.public_site.template_tags import value
from influencer_app.web.site_build.samples import ContactSheet, SampleImage, contact_sheets, sample_images

SHEET_SIZES = "(max-width: 767px) 92vw, (max-width: 1199px) 31vw, 400px"
SIZES = "(max-width: 767px) 64vw, (max-width: 1199px) 19vw, 245px"


def five_frames() -> rx.Component:
    """One character in five scenes."""
    known = {one.name: one for one in sample_images()}
    shown = [(known[name], caption) for name, caption in copy.FRAMES if name in known]
    if not shown:
        return rx.fragment()
    first, second, last = copy.FIVE
    return rx.el.section(
        rx.el.div(
            rx.el.h2(first, rx.el.br(), second, rx.el.em(last), class_name="display-section"),
            rx.el.p(
                copy.FIVE_LEAD,
                class_name="max-w-[24rem] self-end text-prompt text-muted text-pretty lg:mr-[5.5%]",
            ),
            class_name="flex flex-wrap justify-between gap-6",
        ),
        rx.el.ol(
            *[_frame(one, caption, number) for number, (one, caption) in enumerate(shown, start=12)],
            class_name="frames",
            tab_index=0,
            custom_attrs={"aria-label": copy.FIVE_NAME},
        ),
        class_name="page-wide section",
    )


def _frame(one: SampleImage, caption: str, number: int) -> rx.Component:
    return rx.el.li(
        sample_image(one, sizes=SIZES),
        rx.el.p(
            rx.el.span(f"{number}A"),
            rx.el.span(copy.FRAME.format(seed=one.seed), class_name="ml-auto"),
            rx.el.span(copy.TOOK.format(seconds=one.seconds)),
            class_name="mt-2.5 flex gap-3 text-fact text-muted",
        ),
        rx.el.p(caption, class_name="mt-0.5 text-label"),
    )


def strangers() -> rx.Component:
    """Contact sheets: random characters, in three styles."""
    if not contact_sheets():
        return rx.fragment()
    first, second, last = copy.STRANGERS
    return rx.el.section(
        rx.el.div(
            rx.el.h2(first, rx.el.br(), second, rx.el.em(last), class_name="display-section"),
            rx.el.p(
                copy.STRANGERS_LEAD,
                class_name="max-w-[24rem] self-end text-prompt text-muted text-pretty lg:mr-[5.5%]",
            ),
            class_name="mb-11 flex flex-wrap justify-between gap-6",
        ),
        rx.el.ul(*[_sheet(one) for one in contact_sheets()], class_name="grid gap-6 md:grid-cols-3"),
        class_name="page-wide section",
    )


def _sheet(one: ContactSheet) -> rx.Component:
    name = copy.SHEETS[one.style]
    return rx.el.li(
        link(
            picture(
                one.small,
                copy.SHEET.format(style=name),
                width=one.width,
                height=one.height,
                placeholder=one.placeholder,
                srcset=one.srcset,
                sizes=SHEET_SIZES,
                class_name="sample-image",
            ),
            href=one.url,
            class_name="block",
        ),
        rx.el.p(
            rx.el.span(name),
            rx.el.span(copy.FRAME.format(seed=one.seed), class_name="ml-auto"),
            class_name="mt-2.5 flex gap-3 text-fact text-muted",
        ),
    )


def credits_menu() -> rx.Component:
    """The price list as a menu, with an example of the ledger beneath."""
    first, second, last = copy.CREDITS_TITLE
    return rx.el.section(
        rx.el.div(
            rx.el.h2(first, rx.el.br(), second, rx.el.em(last), class_name="display-section"),
            rx.el.p(copy.CREDITS_LEAD, class_name="section-lead"),
            class_name="section-side",
        ),
        rx.el.div(
            rx.el.ul(
                *[priced.price_line(one) for one in copy.PRICES], class_name="border-t border-line-strong"
            ),
            _ledger(),
            class_name="min-w-0 flex-1",
        ),
        id=rx.Var.create("credits"),
        class_name="page-wide section section-split",
    )


def _ledger() -> rx.Component:
    return rx.el.table(
        rx.el.caption(copy.LEDGER_CAPTION, class_name="ledger-caption"),
        rx.el.thead(
            rx.el.tr(*[rx.el.th(word, custom_attrs={"scope": "col"}) for word in copy.LEDGER_HEAD]),
            class_name="sr-only",
        ),
        rx.el.tbody(
            *[
                rx.el.tr(
                    rx.el.th(kind, custom_attrs={"scope": "row"}),
                    rx.el.td(what, class_name="text-muted"),
                    rx.el.td(value(amount), class_name=f"ledger-number text-{colour}"),
                    rx.el.td(value(balance), class_name="ledger-number"),
                )
                for kind, what, amount, balance, colour in copy.LEDGER
            ]
        ),
        class_name="ledger",
    )


def plans() -> rx.Component:
    """What there is to choose from."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2(copy.PLANS, class_name="display-section"),
            link(copy.ALL_PRICES, href=routes.PRICING, class_name="link touch-target"),
            class_name="mb-11 flex flex-wrap items-baseline justify-between gap-4",
        ),
        priced.plans(),
        class_name="page-wide section",
    )


def yours_to_run() -> rx.Component:
    """One command."""
    first, last = copy.RUN
    sign, command, said = copy.TERMINAL
    return rx.el.section(
        rx.el.div(
            rx.el.h2(first, rx.el.em(last), class_name="display-section"),
            rx.el.p(copy.RUN_LEAD, class_name="section-lead"),
            rx.el.div(
                link_button(copy.OPEN_API, href="/api/docs", icon="book-open"),
                class_name="mt-6 flex gap-2.5",
            ),
            class_name="section-side",
        ),
        rx.el.pre(
            rx.el.code(
                rx.el.span(sign, class_name="terminal-sign"),
                rx.el.span(command),
                rx.el.span(said, class_name="terminal-said"),
                rx.el.span(copy.TERMINAL_LAST),
            ),
            class_name="terminal",
            tab_index=0,
            custom_attrs={"aria-label": copy.TERMINAL_NAME},
        ),
        id=rx.Var.create("run"),
        class_name="page-wide section section-split",
    )


def questions() -> rx.Component:
    """Plain text; nothing to unfold."""
    return rx.el.section(
        rx.el.h2(copy.QUESTIONS_TITLE, class_name="display-section"),
        rx.el.dl(
            *[
                rx.el.div(
                    rx.el.dt(question, class_name="text-prompt font-semibold"),
                    rx.el.dd(sentence, class_name="mt-2 text-prompt text-muted text-pretty"),
                )
                for question, sentence in copy.QUESTIONS
            ],
            class_name="mt-11 grid gap-x-14 gap-y-10 sm:grid-cols-2 lg:grid-cols-3",
        ),
        id=rx.Var.create("questions"),
        class_name="page-wide section",
    )
