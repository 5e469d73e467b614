"""The billing section: the plan and how it is paid for, credits to buy, invoices."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import button, icon, link, link_button
from influencer_app.web.formatting import relative_time
from influencer_app.web.pages.settings import billing_copy as copy
from influencer_app.web.pages.settings.billing_state import BillingState, InvoiceRow, PackCard
from influencer_app.web.reflex_compat.vars import foreach, length

HINT = "mt-1.5 max-w-[60ch] text-muted text-pretty"


def billing() -> rx.Component:
    """The section."""
    return rx.el.section(
        rx.cond(BillingState.plan_name != "", rx.fragment(_plan(), _packs(), _invoices())),
        class_name="settings-section !max-w-none",
    )


def _plan() -> rx.Component:
    return rx.el.div(
        rx.el.h2(copy.YOUR_PLAN, class_name="display-card"),
        rx.el.div(
            rx.el.div(
                rx.el.h3(BillingState.plan_name, class_name="display-title"),
                rx.match(
                    BillingState.status,
                    *[(name, _badge(name, label)) for name, label in copy.STATUSES.items() if label],
                    rx.fragment(),
                ),
                class_name="flex min-h-7 flex-wrap items-center justify-between gap-3",
            ),
            rx.cond(
                BillingState.price != "", rx.el.p(BillingState.price, class_name="text-label text-muted")
            ),
            _dates(),
            _line(BillingState.debt, "text-warn"),
            rx.cond(
                BillingState.card != "",
                rx.el.p(
                    icon("credit-card", 16, class_name="text-muted"),
                    BillingState.card,
                    class_name="flex items-center gap-2 text-label",
                ),
            ),
            _actions(),
            class_name="plan-card mt-4 max-w-[34rem]",
            custom_attrs={"data-billing-plan": ""},
        ),
    )


def _badge(status: str, label: str) -> rx.Component:
    good = status in ("active", "trialing")
    return rx.el.span(label, class_name="badge-good" if good else "badge")


def _dates() -> rx.Component:
    """When it renews, changes or ends: the one of these that comes next."""
    renews = rx.cond(
        BillingState.renews_at != "", _dated(copy.RENEWS, BillingState.renews_at, "text-label text-muted")
    )
    pending = _dated(BillingState.pending, BillingState.renews_at, "text-label")
    ends = _dated(copy.ENDS, BillingState.cancels_at, "text-label")
    unpaid = _dated(copy.GRACE, BillingState.grace_until, "text-label text-warn")
    return rx.cond(
        BillingState.grace_until != "",
        unpaid,
        rx.cond(BillingState.cancels_at != "", ends, rx.cond(BillingState.pending != "", pending, renews)),
    )


def _dated(text: str, moment: str, class_name: str) -> rx.Component:
    return rx.el.p(
        text,
        relative_time(moment, time_format="date"),
        ".",
        class_name=class_name,
        custom_attrs={"role": "status"},
    )


def _line(text: str, colour: str) -> rx.Component:
    return rx.cond(text != "", rx.el.p(text, class_name=f"text-label {colour}"))


def _actions() -> rx.Component:
    compare = link_button(copy.COMPARE, href=f"{routes.SETTINGS}?tab=plans")
    manage = button(copy.MANAGE, on_click=BillingState.manage, custom_attrs={"data-manage": ""})
    off = rx.el.div(
        rx.el.p(copy.OFF, class_name="font-medium"),
        rx.el.p(copy.OFF_HINT, class_name="text-label text-muted"),
        custom_attrs={"role": "status"},
    )
    return rx.cond(
        BillingState.buying,
        rx.cond(
            BillingState.may_buy,
            rx.el.div(
                rx.el.div(
                    rx.cond(BillingState.has_customer, manage), compare, class_name="flex flex-wrap gap-2"
                ),
                rx.cond(
                    BillingState.has_customer,
                    rx.el.p(copy.MANAGE_HINT, class_name="mt-2 text-label text-muted"),
                ),
                class_name="mt-1",
            ),
            rx.el.p(copy.OWNERS_ONLY, class_name="text-label text-muted"),
        ),
        off,
    )


def _packs() -> rx.Component:
    offered = rx.el.div(
        rx.el.h2(copy.PACKS, class_name="display-card"),
        rx.el.p(copy.PACKS_HINT, class_name=HINT),
        rx.el.ul(foreach(BillingState.packs, _pack), class_name="plan-cards mt-4"),
        class_name="mt-9",
    )
    return rx.cond(BillingState.buying & BillingState.may_buy, offered)


def _pack(one: PackCard) -> rx.Component:
    return rx.el.li(
        rx.el.h3(one.name, class_name="display-title"),
        button(
            copy.BUY,
            one.price,
            on_click=BillingState.buy(one.code),
            class_name="mt-auto gap-[0.3em]",
            custom_attrs={"data-buy": one.code},
        ),
        key=one.code,
        class_name="plan-card",
    )


def _invoices() -> rx.Component:
    columns = (copy.NUMBER, copy.DATE, copy.TOTAL, copy.STATUS, copy.PDF)
    table = rx.el.table(
        rx.el.thead(rx.el.tr(*[rx.el.th(name, scope="col") for name in columns])),
        rx.el.tbody(foreach(BillingState.invoices, _invoice)),
        class_name="invoices mt-4",
    )
    known = rx.cond(
        length(BillingState.invoices) > 0, table, rx.el.p(copy.NO_INVOICES, class_name="mt-1.5 text-muted")
    )
    unknown = rx.el.p(copy.INVOICES_UNKNOWN, class_name="mt-1.5 text-muted", custom_attrs={"role": "status"})
    section = rx.el.div(
        rx.el.h2(copy.INVOICES, class_name="display-card"),
        rx.cond(BillingState.invoices_known, known, unknown),
        class_name="mt-9",
    )
    return rx.cond(BillingState.buying & BillingState.has_customer, section)


def _invoice(one: InvoiceRow) -> rx.Component:
    return rx.el.tr(
        rx.el.td(one.number),
        rx.el.td(relative_time(one.created_at, time_format="date")),
        rx.el.td(one.total, class_name="tabular-nums"),
        rx.el.td(one.status),
        rx.el.td(
            rx.cond(
                one.pdf_url != "",
                link(icon("download", 16), copy.PDF, href=one.pdf_url, class_name="link inline-flex gap-1.5"),
            )
        ),
        key=one.id,
    )
