"""Error pages: not found, server error, and database unavailable."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import link_button, wordmark
from influencer_app.web.components.button import Kind
from influencer_app.web.layout.page import Page
from influencer_app.web.pages.errors import copy
from influencer_app.web.pages.errors.copy import ErrorCopy
from influencer_app.web.product import PRODUCT


def not_found() -> rx.Component:
    """There is nothing at this address."""
    return _page(copy.NOT_FOUND, _studio(), _home())


def server_error() -> rx.Component:
    """An error of ours."""
    return _page(copy.SERVER_ERROR, _again(), _studio("outline"), _home())


def unavailable() -> rx.Component:
    """The database does not answer."""
    return _page(copy.UNAVAILABLE, _again())


def _again() -> rx.Component:
    """The same address once more, without script: an empty address means this page."""
    return link_button(copy.AGAIN, href="", kind="primary", inside=False)


def _studio(kind: Kind = "primary") -> rx.Component:
    return link_button(copy.STUDIO, href=routes.DASHBOARD, kind=kind, inside=False)


def _home() -> rx.Component:
    return link_button(copy.HOME, href=routes.HOME)


def _page(text: ErrorCopy, *links: rx.Component) -> rx.Component:
    before, middle, after = text.title
    return rx.el.div(
        rx.el.header(wordmark(PRODUCT), class_name="p-5 sm:p-7 md:px-10"),
        rx.el.main(
            rx.el.div(
                rx.el.h1(before, rx.el.em(middle), after, class_name="display-section text-balance"),
                rx.el.p(text.sentence, class_name="max-w-[44ch] text-lead text-muted text-pretty"),
                rx.el.div(*links, class_name="mt-2 flex flex-wrap gap-2.5"),
                class_name="flex flex-col items-start gap-5",
            ),
            _blank_frames(text.frames),
            class_name="mx-auto flex w-full max-w-[75rem] flex-1 flex-col justify-center gap-14 px-5 pb-24 "
            "sm:px-7 md:px-10 lg:flex-row lg:items-center lg:justify-between",
        ),
        class_name="flex min-h-dvh flex-col overflow-hidden",
    )


def _blank_frames(numbers: tuple[str, str, str]) -> rx.Component:
    """The end of a roll, never exposed."""
    return rx.el.div(
        *[
            rx.el.div(
                rx.el.div(class_name="aspect-[4/5] w-full rounded-sample border border-line bg-surface"),
                rx.el.span(number, class_name="mt-2 block text-fact text-muted"),
                class_name="w-28 shrink-0 sm:w-36",
            )
            for number in numbers
        ],
        class_name="flex gap-2.5",
        custom_attrs={"aria-hidden": "true"},
    )


NOT_FOUND_PAGE = Page(routes.NOT_FOUND, not_found, copy.NOT_FOUND.name)
SERVER_ERROR_PAGE = Page(routes.SERVER_ERROR, server_error, copy.SERVER_ERROR.name)
UNAVAILABLE_PAGE = Page(routes.UNAVAILABLE, unavailable, copy.UNAVAILABLE.name)
