"""The ledger section: the balance, and every entry that led to it."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import (
    card,
    empty_state,
    icon,
    link,
    link_button,
    load_newer_button,
    load_older_button,
)
from influencer_app.web.components.base import classes, style
from influencer_app.web.formatting import number, relative_time
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.ledger_rows import DaySpend, LedgerRow
from influencer_app.web.pages.settings.ledger_state import LedgerState
from influencer_app.web.reflex_compat.vars import cond_text, foreach, length
from influencer_app.web.shell.state import ShellState

LEDGER = f"{routes.SETTINGS}?tab=ledger"


def ledger() -> rx.Component:
    """The section."""
    return rx.el.div(
        rx.el.div(_balance(), _plan(), class_name="ledger-top"),
        rx.el.section(
            rx.el.div(
                rx.el.div(
                    rx.el.h2("Ledger", class_name="display-section-small"),
                    rx.el.p(copy.LEDGER_HINT, class_name="text-label text-muted"),
                ),
                link(
                    icon("download", 16),
                    copy.DOWNLOAD_CSV,
                    href=LedgerState.csv_url,
                    inside=False,
                    download="ledger.csv",
                    class_name="btn btn-outline btn-small",
                ),
                class_name="mb-3 flex flex-wrap items-center justify-between gap-3",
            ),
            _filters(),
            load_newer_button(LedgerState.newer_cursors, copy.NEWER, LedgerState.load_newer),
            rx.cond(
                length(LedgerState.rows) > 0,
                _table(),
                rx.cond(LedgerState.ready, _nothing()),
            ),
            load_older_button(LedgerState.older_cursor, copy.OLDER, LedgerState.load_older),
            class_name="mt-8",
        ),
    )


def _balance() -> rx.Component:
    parts = (
        (
            "bar-daily",
            copy.OF_TODAY,
            LedgerState.daily,
            rx.fragment("of ", number(ShellState.allowance)),
        ),
        ("bar-reserved", copy.RESERVED_NOW, LedgerState.reserved, None),
        ("bar-bought", copy.BOUGHT, LedgerState.bought, copy.NEVER_EXPIRE),
    )
    return card(
        rx.el.div(
            rx.el.div(
                rx.el.h2(copy.HAVE, class_name="text-label text-muted"),
                rx.el.p(number(LedgerState.available), class_name="display figure-large"),
            ),
            rx.el.div(
                rx.el.p(copy.COME_BACK, class_name="text-label text-muted"),
                rx.el.p(
                    relative_time(ShellState.resets_at, ShellState.resets_in, "left"),
                    class_name="display figure-middle",
                ),
                rx.el.p(
                    relative_time(ShellState.resets_at, time_format="at"),
                    class_name="text-label text-muted",
                ),
                class_name="sm:text-right",
            ),
            class_name="flex flex-wrap justify-between gap-x-6 gap-y-3",
        ),
        rx.el.div(
            *[
                rx.el.span(class_name=name, custom_attrs=style(width=LedgerState.bucket_widths[at]))
                for at, (name, *_) in enumerate(parts)
            ],
            class_name="pots",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.ul(
            *[_pot(*one) for one in parts],
            class_name="flex flex-wrap justify-between gap-x-5 gap-y-1.5 text-label",
        ),
        rx.cond(LedgerState.debt > 0, rx.el.p(LedgerState.debt_note, class_name="text-label text-warn")),
        _spent(),
        class_name="flex flex-col gap-4 p-6",
    )


def _pot(name: str, said: str, value: rx.Var[int], more: rx.Component | str | None) -> rx.Component:
    return rx.el.li(
        rx.el.span(class_name=f"bucket-mark {name}", custom_attrs={"aria-hidden": "true"}),
        rx.el.span(said, " ", number(value), class_name="font-medium"),
        *([rx.el.span(more, class_name="text-muted")] if more is not None else []),
        class_name="flex items-center gap-1.5",
    )


def _spent() -> rx.Component:
    return rx.cond(
        length(LedgerState.days) > 0,
        rx.el.figure(
            rx.el.ol(foreach(LedgerState.days, _bar), class_name="bars"),
            rx.el.figcaption(
                rx.el.span(
                    relative_time(LedgerState.days[0].day, time_format="day"),
                    custom_attrs={"aria-hidden": "true"},
                ),
                rx.el.span(copy.SPENT_A_DAY),
                rx.el.span(
                    copy.TODAY + " ",
                    number(LedgerState.days[-1].spent),
                    custom_attrs={"aria-hidden": "true"},
                ),
                class_name="mt-2 flex justify-between gap-3 text-fact text-muted",
            ),
        ),
    )


def _bar(one: DaySpend) -> rx.Component:
    height = rx.Var.create(f"max(2px, calc({one.share} * 100%))")
    return rx.el.li(
        rx.el.span(
            class_name=classes("bar-of-day", cond_text(one.today, "today", "")),
            custom_attrs=style(height=height),
        ),
        rx.el.span(
            relative_time(one.day, time_format="day"),
            ": ",
            number(one.spent),
            " credits",
            class_name="bar-words",
        ),
        key=one.day,
    )


def _plan() -> rx.Component:
    points = (
        rx.fragment(number(LedgerState.plan_daily), copy.A_DAY),
        cond_text(LedgerState.plan_watermark, copy.WATERMARK, copy.NO_WATERMARK),
    )
    return card(
        rx.el.h2(LedgerState.plan_name, class_name="display-section-small"),
        rx.el.ul(
            *[
                rx.el.li(
                    icon("check", 16, class_name="mt-0.5 text-muted"),
                    rx.el.span(point),
                    class_name="flex items-start gap-2.5",
                )
                for point in points
            ],
            class_name="mt-4 flex flex-col gap-2.5",
        ),
        link_button(
            copy.COMPARE_PLANS,
            href=f"{routes.SETTINGS}?tab=plans",
            size="small",
            class_name="mt-4 self-start",
        ),
        rx.el.p(
            copy.UNUSED, class_name="mt-auto border-t border-line pt-4 text-label text-muted text-pretty"
        ),
        class_name="flex flex-col gap-2 p-6",
    )


def _filters() -> rx.Component:
    kinds = [("", copy.ALL), *copy.KINDS.items()]
    return rx.el.div(
        rx.el.div(
            *[_chip("kind", value, said) for value, said in kinds],
            class_name="filters scroll-quiet !mb-0",
            custom_attrs={"role": "group", "aria-label": copy.WHAT},
        ),
        rx.el.div(
            rx.el.div(
                *[
                    _chip("bucket", value, said)
                    for value, said in (("", copy.ANY_BUCKET), *copy.BUCKETS.items())
                ],
                class_name="filters scroll-quiet !mb-0",
                custom_attrs={"role": "group", "aria-label": copy.BUCKET},
            ),
            _day("from", copy.FROM),
            _day("to", copy.TO),
            class_name="flex flex-wrap items-center gap-x-4 gap-y-2",
        ),
        class_name="mb-3 flex flex-col gap-2",
    )


def _chip(name: str, value: str, said: str) -> rx.Component:
    chosen = LedgerState.filters[name] == value
    return rx.el.button(
        said,
        type="button",
        on_click=LedgerState.filter_by(name, value),
        class_name=classes("chip chip-filled chip-main", cond_text(chosen, "chosen", "")),
        custom_attrs={"aria-pressed": cond_text(chosen, "true", "false")},
    )


def _day(name: str, said: str) -> rx.Component:
    return rx.el.label(
        rx.el.span(said, class_name="text-label text-muted"),
        rx.el.input(
            type="date",
            name=name,
            default_value=LedgerState.filters[name],
            key=f"{name}-{LedgerState.filters[name]}",
            on_change=lambda value: LedgerState.filter_by(name, value),
            class_name="field field-day",
        ),
        class_name="flex items-center gap-2",
    )


def _table() -> rx.Component:
    heads = (
        (copy.WHEN, ""),
        (copy.WHAT, ""),
        (copy.BUCKET, "wide"),
        (copy.AMOUNT, "amount"),
        (copy.AFTER, "amount wide"),
    )
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(*[rx.el.th(said, scope="col", class_name=kind) for said, kind in heads]),
        ),
        rx.el.tbody(foreach(LedgerState.rows, _line)),
        class_name="ledger-lines",
    )


def _line(one: LedgerRow) -> rx.Component:
    thumb = rx.el.img(src=one.thumb, alt="", loading="lazy", class_name="ledger-thumb")
    return rx.el.tr(
        rx.el.td(relative_time(one.at, time_format="at"), class_name="when"),
        rx.el.td(
            rx.el.div(
                rx.cond(one.thumb != "", thumb, rx.el.span(class_name="ledger-thumb")),
                rx.el.span(one.kind, class_name="font-medium"),
                rx.el.span(one.reason, class_name="reason"),
                class_name="what",
            )
        ),
        rx.el.td(one.bucket, class_name="wide text-muted"),
        rx.el.td(one.amount, class_name=classes("amount", one.tone)),
        rx.el.td(one.after, class_name="amount wide text-muted"),
        key=one.id,
    )


def _nothing() -> rx.Component:
    return rx.cond(
        LedgerState.filtered,
        empty_state(
            copy.NO_LINES, copy.NO_LINES_HINT, link_button(copy.SHOW_ALL, href=LEDGER), icon="search"
        ),
        empty_state(
            copy.EMPTY, copy.EMPTY_HINT, link_button("Make a picture", href=routes.CREATE), icon="scroll-text"
        ),
    )
