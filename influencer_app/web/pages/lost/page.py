"""There is nothing at this address."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import link_button, wordmark
from influencer_app.web.layout.page import Page
from influencer_app.web.product import PRODUCT


def lost() -> rx.Component:
    """Says so, and offers two ways on."""
    return rx.el.div(
        rx.el.header(wordmark(PRODUCT), class_name="p-5 sm:p-7 md:px-10"),
        rx.el.main(
            rx.el.div(
                rx.el.h1("Nothing ", rx.el.em("developed"), " here", class_name="display-section"),
                rx.el.p(
                    "The page you asked for does not exist, or is not yours to see.",
                    class_name="max-w-[40ch] text-lead text-muted text-pretty",
                ),
                rx.el.div(
                    link_button("Open the studio", href=routes.DASHBOARD, kind="primary"),
                    link_button("Home", href=routes.HOME),
                    class_name="mt-2 flex flex-wrap gap-2.5",
                ),
                class_name="flex flex-col items-start gap-5",
            ),
            _blank_frames(),
            class_name="mx-auto flex w-full max-w-[75rem] flex-1 flex-col justify-center gap-14 px-5 pb-24 "
            "sm:px-7 md:px-10 lg:flex-row lg:items-center lg:justify-between",
        ),
        class_name="flex min-h-dvh flex-col overflow-hidden",
    )


def _blank_frames() -> rx.Component:
    """The end of a roll, never exposed."""
    return rx.el.div(
        *[
            rx.el.div(
                rx.el.div(class_name="aspect-[4/5] w-full rounded-print border border-line bg-surface"),
                rx.el.span(number, class_name="mt-2 block text-fact text-muted"),
                class_name="w-28 shrink-0 sm:w-36",
            )
            for number in ("403A", "404", "404A")
        ],
        class_name="flex gap-2.5",
        custom_attrs={"aria-hidden": "true"},
    )


PAGE = Page(routes.NOT_FOUND, lost, "Not found")
