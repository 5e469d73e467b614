"""What stands below the first screen."""

import reflex as rx

from influencer_app.web.build.shelf import prints
from influencer_app.web.components import link_button, picture
from influencer_app.web.pages.landing.words import FRAMES, LEDGER, PRICES, QUESTIONS, Price
from influencer_app.web.product import PRODUCT

SIDE = "section-side"


def five_frames() -> rx.Component:
    """One person in five places."""
    known = {one.name: one for one in prints()}
    shown = [(known[name], words) for name, words in FRAMES if name in known]
    if not shown:
        return rx.fragment()
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Five places,", rx.el.br(), "one ", rx.el.em("Amara"), class_name="display-section"),
            rx.el.p(
                "Drawn by this software, as it comes: no retouching, no picking among a hundred. "
                "The seed under each makes the same picture again.",
                class_name="max-w-[24rem] self-end text-prompt text-muted text-pretty",
            ),
            class_name="flex flex-wrap justify-between gap-6",
        ),
        rx.el.ol(
            *[
                rx.el.li(
                    picture(
                        one.url,
                        f"{one.person} {one.scene}",
                        width=one.width,
                        height=one.height,
                        placeholder=one.placeholder,
                        class_name="print",
                    ),
                    rx.el.p(
                        rx.el.span(f"{number}A", class_name="text-muted"),
                        rx.el.span(f"seed {one.seed}", class_name="text-muted"),
                        class_name="mt-2.5 flex justify-between text-fact",
                    ),
                    rx.el.p(words, class_name="text-label"),
                )
                for number, (one, words) in enumerate(shown, start=12)
            ],
            class_name="frames",
            tab_index=0,
            custom_attrs={"aria-label": "Five pictures of Amara"},
        ),
        class_name="page-wide section",
    )


def credits_menu() -> rx.Component:
    """The price list as a menu, with an example of the ledger beneath."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Credits,", rx.el.br(), "counted ", rx.el.em("aloud"), class_name="display-section"),
            rx.el.p(
                "The price is on the button before you press it. You pay for what is delivered; the rest "
                "comes back by itself. Your daily allowance comes back in full every 24 hours.",
                class_name="mt-7 max-w-[26rem] text-[1rem] leading-[1.6] text-muted text-pretty",
            ),
            class_name=SIDE,
        ),
        rx.el.div(
            rx.el.ul(*[_price(one) for one in PRICES], class_name="border-t border-line-strong"),
            _ledger(),
            class_name="min-w-0 flex-1",
        ),
        id=rx.Var.create("credits"),
        class_name="page-wide section section-split",
    )


def _price(one: Price) -> rx.Component:
    fill = {"data-fill": one.fill} if one.fill else {}
    return rx.el.li(
        rx.el.span(
            str(one.credits),
            class_name="display w-12 shrink-0 text-[2.125rem] leading-none sm:w-14",
            custom_attrs=fill,
        ),
        rx.el.span(
            rx.el.span(one.words, class_name="text-lead"),
            rx.el.span(one.how, class_name="text-body text-muted"),
            class_name="flex min-w-0 flex-1 flex-col justify-between gap-x-4 sm:flex-row sm:items-baseline",
        ),
        class_name="flex items-baseline gap-4 border-b border-line py-[1.05rem] sm:gap-7",
    )


def _ledger() -> rx.Component:
    head = ("Kind", "What", "Amount", "Balance")
    return rx.el.table(
        rx.el.caption("An example: four pictures asked for, three delivered", class_name="ledger-caption"),
        rx.el.thead(
            rx.el.tr(*[rx.el.th(word, custom_attrs={"scope": "col"}) for word in head]), class_name="sr-only"
        ),
        rx.el.tbody(
            *[
                rx.el.tr(
                    rx.el.th(kind, custom_attrs={"scope": "row"}),
                    rx.el.td(what, class_name="text-muted"),
                    rx.el.td(_signed(kind, amount), class_name=f"ledger-number text-{colour}"),
                    rx.el.td(str(balance), class_name="ledger-number"),
                )
                for kind, what, amount, balance, colour in LEDGER
            ]
        ),
        class_name="ledger",
    )


def _signed(kind: str, amount: int) -> str:
    """A settle line moves nothing, so it has no sign."""
    if kind == "Settle":
        return str(amount)
    return f"+{amount}" if amount > 0 else f"−{-amount}"


def yours_to_run() -> rx.Component:
    """One command."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Yours to ", rx.el.em("run"), class_name="display-section"),
            rx.el.p(
                "One command starts the whole studio, with its own database, queue and an engine that draws "
                "offline. Nothing leaves the machine. The prices above are rows that you edit.",
                class_name="mt-7 max-w-[26rem] text-[1rem] leading-[1.6] text-muted text-pretty",
            ),
            rx.el.div(
                link_button("Open the API", href="/api/docs", icon="book-open"),
                class_name="mt-6 flex gap-2.5",
            ),
            class_name=SIDE,
        ),
        rx.el.pre(
            rx.el.code(
                rx.el.span("$ ", class_name="text-accent-text"),
                rx.el.span("make up\n"),
                rx.el.span(
                    "database ready · queue ready · engine sketch, offline\n", class_name="text-muted"
                ),
                rx.el.span(f"{PRODUCT} is on http://localhost:3000"),
            ),
            class_name="terminal",
            tab_index=0,
            custom_attrs={"aria-label": "What it looks like in a terminal"},
        ),
        id=rx.Var.create("run"),
        class_name="page-wide section section-split",
    )


def questions() -> rx.Component:
    """Plain text; nothing to unfold."""
    return rx.el.section(
        rx.el.h2("Questions", class_name="display-section"),
        rx.el.dl(
            *[
                rx.el.div(
                    rx.el.dt(question, class_name="text-prompt font-semibold"),
                    rx.el.dd(words, class_name="mt-2 text-prompt text-muted text-pretty"),
                )
                for question, words in QUESTIONS
            ],
            class_name="mt-11 grid gap-x-14 gap-y-10 sm:grid-cols-2 lg:grid-cols-3",
        ),
        id=rx.Var.create("questions"),
        class_name="page-wide section",
    )
