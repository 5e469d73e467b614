"""The plans and prices of this installation, as rows that the server fills in."""

from typing import NamedTuple

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import icon, link_button
from influencer_app.web.components.rows import each_row


class Price(NamedTuple):
    """A line of the price list: the kind that the server knows, what for, and how."""

    kind: str
    words: str
    how: str


RECOMMENDED = "Recommended"
A_MONTH = "a month"
FOR_GOOD = "for good"
CREDITS_A_DAY = " credits every day"
OF_A_CHARACTER = " pictures of your character"
OR = "or "
PICTURES = " without one"
MARKED = "A small visible mark on pictures"
CLEAN = "No visible mark"
ONE_JOB = "One job at a time"
JOBS = " jobs at a time"
SAME_FOR_ALL = "Private until you publish"
START = "Start free"
START_PAID = "Start free, change later"
ASK = "Ask for "
NO_PRICE = "Free"
EACH_STARTED = "each started "
SECONDS = " seconds"
LONG = " seconds long"
A_DAY = " a day"


def number(name: str, class_name: str = "") -> rx.Component:
    """A number that the server knows; page.js writes it as the person's language does."""
    return rx.el.span(class_name=class_name, custom_attrs={"data-fill": name, "data-number": ""})


def plans() -> rx.Component:
    """All plans in one ruled box. The recommended one is raised, and only it has the accent."""
    return rx.el.ul(each_row("plans", _plan()), class_name="plans")


def _plan() -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h3(class_name="display-title", custom_attrs={"data-fill": "plan.name"}),
            rx.el.span(
                RECOMMENDED, hidden=True, class_name="plan-tag", custom_attrs={"data-when": "plan.best"}
            ),
            class_name="flex min-h-7 items-center justify-between gap-3",
        ),
        rx.el.p(
            rx.el.span(
                class_name="display-figure", custom_attrs={"data-fill": "plan.price", "data-money": ""}
            ),
            rx.el.span(A_MONTH, custom_attrs={"data-unless": "plan.free"}),
            rx.el.span(FOR_GOOD, hidden=True, custom_attrs={"data-when": "plan.free"}),
            class_name="mt-5 flex items-baseline gap-2 text-label text-muted [&>:first-child]:text-text",
        ),
        rx.el.p(number("plan.daily"), CREDITS_A_DAY, class_name="mt-1.5 text-body font-semibold"),
        rx.el.ul(
            _fact(number("plan.portraits"), OF_A_CHARACTER),
            _fact(OR, number("plan.pictures"), PICTURES),
            _fact(MARKED, when="plan.mark"),
            _fact(CLEAN, unless="plan.mark"),
            _fact(ONE_JOB, unless="plan.many"),
            _fact(number("plan.jobs"), JOBS, when="plan.many"),
            _fact(SAME_FOR_ALL),
            class_name="mb-6 mt-5 flex flex-col gap-2 text-label",
        ),
        link_button(
            rx.el.span(START, hidden=True, custom_attrs={"data-when": "plan.free"}),
            rx.el.span(START_PAID, custom_attrs={"data-unless": "plan.free"}),
            href=routes.SIGN_UP,
            class_name="plan-button w-full",
            custom_attrs={"data-unless": "plan.ask"},
        ),
        link_button(
            ASK,
            rx.el.span(custom_attrs={"data-fill": "plan.name"}),
            href=routes.SIGN_UP,
            class_name="plan-button w-full gap-[0.3em]",
            hidden=True,
            custom_attrs={"data-when": "plan.ask", "data-link": "plan.ask"},
        ),
        class_name="plan",
    )


def _fact(*words: str | rx.Component, when: str = "", unless: str = "") -> rx.Component:
    marks = {"data-when": when} if when else ({"data-unless": unless} if unless else {})
    return rx.el.li(
        icon("check", 14, class_name="mt-[.2em] text-muted"),
        rx.el.span(*words),
        hidden=bool(when),
        class_name="flex items-start gap-2",
        custom_attrs=marks,
    )


def price_line(one: Price) -> rx.Component:
    """A line of the menu; a kind that cannot be made here is left out. No kind is a free portrait."""
    amount = (
        number(f"price.{one.kind}", "display w-12 shrink-0 text-[2.125rem] leading-none sm:w-14")
        if one.kind
        else rx.el.span("0", class_name="display w-12 shrink-0 text-[2.125rem] leading-none sm:w-14")
    )
    per, length = f"price.{one.kind}.seconds", f"price.{one.kind}.length"
    spans = (
        rx.el.span(EACH_STARTED, number(per), SECONDS, hidden=True, custom_attrs={"data-when": per}),
        rx.el.span(number(length), LONG, hidden=True, custom_attrs={"data-when": length}),
    )
    return rx.el.li(
        amount,
        rx.el.span(
            rx.el.span(one.words, class_name="text-lead"),
            rx.el.span(
                one.how,
                *(spans if one.kind else (number("portraits.daily"), A_DAY)),
                class_name="text-body text-muted",
            ),
            class_name="flex min-w-0 flex-1 flex-col justify-between gap-x-4 sm:flex-row sm:items-baseline",
        ),
        hidden=bool(one.kind),
        class_name="flex items-baseline gap-4 border-b border-line py-[1.05rem] sm:gap-7",
        custom_attrs={"data-when": f"price.{one.kind}"} if one.kind else {},
    )
