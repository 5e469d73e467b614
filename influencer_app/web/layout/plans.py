"""The plans and prices of this installation, filled in when a page is sent."""

from typing import NamedTuple

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import icon, link_button
from influencer_app.web.public_site.template_tags import each, number, value, when


class Price(NamedTuple):
    """A line of the price list: the kind that the server knows, what for, and how."""

    kind: str
    words: str
    how: str


RECOMMENDED = "Recommended"
A_MONTH = "a month"
FOR_GOOD = "forever"
CREDITS_A_DAY = " credits every day"
OF_A_CHARACTER = " pictures of your character"
OR = "or "
PICTURES = " without one"
MARKED = "Small visible watermark"
CLEAN = "No watermark"
ONE_JOB = "One job at a time"
JOBS = " jobs at a time"
START = "Start free"
YOUR_PLAN = "Compare with your plan"
START_PAID = "Start free, change later"
ASK = "Ask for "
PER = "per "
PER_SECONDS = " seconds or part thereof"
LONG = " seconds long"
A_DAY = " a day"


def plans() -> rx.Component:
    """All plans in one ruled box. The recommended one is raised, and only it has the accent."""
    return rx.el.ul(each("plan", "plans", _plan()), class_name="plans")


def _plan() -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h3(value("plan.name"), class_name="display-title"),
            when("plan.recommended", rx.el.span(RECOMMENDED, class_name="plan-tag")),
            class_name="flex min-h-7 items-center justify-between gap-3",
        ),
        rx.el.p(
            rx.el.span(value("plan.price"), class_name="display-figure", custom_attrs={"data-money": ""}),
            when("plan.free", rx.el.span(FOR_GOOD), otherwise=rx.el.span(A_MONTH)),
            class_name="mt-5 flex items-baseline gap-2 text-label text-muted [&>:first-child]:text-text",
        ),
        rx.el.p(number("plan.daily_credits"), CREDITS_A_DAY, class_name="mt-1.5 text-body font-semibold"),
        rx.el.ul(
            _fact(number("plan.character_images"), OF_A_CHARACTER),
            _fact(OR, number("plan.images"), PICTURES),
            when("plan.watermark", _fact(MARKED), otherwise=_fact(CLEAN)),
            when("plan.parallel", _fact(number("plan.running_max"), JOBS), otherwise=_fact(ONE_JOB)),
            class_name="mb-6 mt-5 flex flex-col gap-2 text-label",
        ),
        when(
            "plan.contact_url",
            link_button(
                ASK,
                rx.el.span(value("plan.name")),
                href=value("plan.contact_url"),
                class_name="plan-button w-full gap-[0.3em]",
            ),
            otherwise=when(
                "signed_in",
                link_button(YOUR_PLAN, href=f"{routes.SETTINGS}?tab=plans", class_name="plan-button w-full"),
                otherwise=link_button(
                    when("plan.free", rx.el.span(START), otherwise=rx.el.span(START_PAID)),
                    href=routes.SIGN_UP,
                    class_name="plan-button w-full",
                ),
            ),
        ),
        class_name="plan",
    )


def _fact(*words: str | rx.Component) -> rx.Component:
    return rx.el.li(
        icon("check", 14, class_name="mt-[.2em] text-muted"),
        rx.el.span(*words),
        class_name="flex items-start gap-2",
    )


def price_line(one: Price) -> rx.Component:
    """A line of the price list; a kind that cannot be made here is left out. No kind is a free portrait."""
    large = "display w-12 shrink-0 text-[2.125rem] leading-none sm:w-14"
    if not one.kind:
        portraits = (number("portraits_per_day"), A_DAY)
        return _line(rx.el.span("0", class_name=large), one, *portraits)
    price = f"prices.{one.kind}"
    seconds, length = f"{price}.per_seconds", f"{price}.length"
    spans = (
        when(seconds, rx.el.span(PER, number(seconds), PER_SECONDS)),
        when(length, rx.el.span(number(length), LONG)),
    )
    return when(price, _line(number(f"{price}.credits", large), one, *spans))


def _line(amount: rx.Component, one: Price, *details: str | rx.Component) -> rx.Component:
    return rx.el.li(
        amount,
        rx.el.span(
            rx.el.span(one.words, class_name="text-lead"),
            rx.el.span(one.how, *details, class_name="text-body text-muted"),
            class_name="flex min-w-0 flex-1 flex-col justify-between gap-x-4 sm:flex-row sm:items-baseline",
        ),
        class_name="flex items-baseline gap-4 border-b border-line py-[1.05rem] sm:gap-7",
    )
