"""Pages that stand in for others: nothing there, a mistake of ours, a database that is away."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import link_button, wordmark
from influencer_app.web.layout.page import Page
from influencer_app.web.pages.lost import words
from influencer_app.web.pages.lost.words import Instead
from influencer_app.web.product import PRODUCT


def lost() -> rx.Component:
    """There is nothing at this address."""
    return _page(words.LOST, _studio(), _home())


def broken() -> rx.Component:
    """We have made a mistake."""
    return _page(words.BROKEN, _again(), _studio("outline"), _home())


def away() -> rx.Component:
    """The database does not answer."""
    return _page(words.AWAY, _again())


def _again() -> rx.Component:
    """The same address once more, without script: an empty address means this page."""
    return link_button(words.AGAIN, href="", kind="primary", inside=False)


def _studio(kind: str = "primary") -> rx.Component:
    return link_button(words.STUDIO, href=routes.DASHBOARD, kind=kind, inside=False)  # type: ignore[arg-type] # a kind


def _home() -> rx.Component:
    return link_button(words.HOME, href=routes.HOME)


def _page(instead: Instead, *ways: rx.Component) -> rx.Component:
    before, middle, after = instead.title
    return rx.el.div(
        rx.el.header(wordmark(PRODUCT), class_name="p-5 sm:p-7 md:px-10"),
        rx.el.main(
            rx.el.div(
                rx.el.h1(before, rx.el.em(middle), after, class_name="display-section text-balance"),
                rx.el.p(instead.sentence, class_name="max-w-[44ch] text-lead text-muted text-pretty"),
                rx.el.div(*ways, class_name="mt-2 flex flex-wrap gap-2.5"),
                class_name="flex flex-col items-start gap-5",
            ),
            _blank_frames(instead.frames),
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
                rx.el.div(class_name="aspect-[4/5] w-full rounded-print border border-line bg-surface"),
                rx.el.span(number, class_name="mt-2 block text-fact text-muted"),
                class_name="w-28 shrink-0 sm:w-36",
            )
            for number in numbers
        ],
        class_name="flex gap-2.5",
        custom_attrs={"aria-hidden": "true"},
    )


PAGE = Page(routes.NOT_FOUND, lost, words.LOST.name)
BROKEN_PAGE = Page(routes.BROKEN, broken, words.BROKEN.name)
AWAY_PAGE = Page(routes.AWAY, away, words.AWAY.name)
