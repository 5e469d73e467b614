"""The plans section: every plan, which one is in use, and how to change it."""

import reflex as rx

from influencer_app.web.components import button, icon, link_button
from influencer_app.web.components.base import classes
from influencer_app.web.pages.settings import billing_copy, copy
from influencer_app.web.pages.settings.billing_state import BillingState
from influencer_app.web.pages.settings.plans_state import PlanCard, PlansState
from influencer_app.web.reflex_compat.vars import cond_text, foreach


def plans() -> rx.Component:
    """The section."""
    return rx.el.section(
        rx.el.h2(copy.PLANS, class_name="display-card"),
        rx.el.p(
            cond_text(PlansState.buying, billing_copy.PLANS_HINT, copy.PLANS_HINT),
            class_name="mt-1.5 max-w-[60ch] text-muted text-pretty",
        ),
        rx.el.ul(foreach(PlansState.plans, _plan), class_name="plan-cards mt-5"),
        class_name="settings-section !max-w-none",
    )


def _plan(one: PlanCard) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h3(one.name, class_name="display-title"),
            rx.cond(one.current, rx.el.span(copy.CURRENT_PLAN, class_name="badge-good")),
            class_name="flex min-h-7 items-center justify-between gap-3",
        ),
        rx.el.p(
            rx.el.span(one.price, class_name="display figure-middle text-text"),
            one.period,
            class_name="flex items-baseline gap-2 text-label text-muted",
        ),
        rx.el.ul(foreach(one.facts, _fact), class_name="mb-2 flex flex-col gap-2 text-label"),
        rx.cond(
            one.contact_url != "",
            link_button(copy.ASK_FOR, one.name, href=one.contact_url, class_name="mt-auto gap-[0.3em]"),
        ),
        _buttons(one),
        key=one.name,
        class_name=classes("plan-card", cond_text(one.current, "chosen", "")),
        custom_attrs={"data-plan": one.name, "aria-current": cond_text(one.current, "true", "false")},
    )


def _buttons(one: PlanCard) -> rx.Component:
    """To buy it, monthly or yearly, or to change to it."""
    return rx.fragment(
        rx.cond(
            one.month != "",
            button(
                billing_copy.SUBSCRIBE,
                one.month,
                on_click=BillingState.subscribe(one.code, "month"),
                class_name="mt-auto gap-[0.3em]",
                custom_attrs={"data-subscribe": one.code},
            ),
        ),
        rx.cond(
            one.year != "",
            button(
                billing_copy.YEARLY,
                one.year,
                kind="quiet",
                on_click=BillingState.subscribe(one.code, "year"),
                class_name="gap-[0.3em]",
            ),
        ),
        rx.cond(one.changes, button(billing_copy.CHANGE, on_click=BillingState.manage, class_name="mt-auto")),
    )


def _fact(fact: str) -> rx.Component:
    return rx.el.li(
        icon("check", 14, class_name="mt-[.2em] text-muted"),
        rx.el.span(fact),
        key=fact,
        class_name="flex items-start gap-2",
    )
