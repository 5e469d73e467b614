"""There is nothing at this address."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import link_button, wordmark
from influencer_app.web.layout.page import Page
from influencer_app.web.product import PRODUCT


def lost() -> rx.Component:
    """Says so, and offers two ways on."""
    return rx.el.div(
        rx.el.header(wordmark(PRODUCT), class_name="p-6 md:px-10"),
        rx.el.main(
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
            class_name="mx-auto flex w-full max-w-[60rem] flex-1 flex-col items-start justify-center gap-5 "
            "px-6 pb-32",
        ),
        class_name="flex min-h-dvh flex-col",
    )


PAGE = Page(routes.NOT_FOUND, lost, "Not found")
