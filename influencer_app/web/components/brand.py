"""The mark: a print over another one, with the safelight on."""

import reflex as rx

from influencer_app.web.components.base import attributes
from influencer_app.web.components.link import link


def brand_mark(size: int = 26) -> rx.Component:
    """The mark alone, ``size`` px high; decoration beside the name."""
    line = attributes(fill="none", strokeWidth="1.7")
    return rx.el.svg(
        rx.el.svg.rect(
            x="9.5",
            y="2.6",
            width="13",
            height="17.6",
            rx="4",
            class_name="stroke-line-strong",
            custom_attrs=line,
        ),
        rx.el.svg.rect(
            x="3.2",
            y="4.4",
            width="14",
            height="18.4",
            rx="4",
            class_name="stroke-text fill-ground",
            custom_attrs={"strokeWidth": "1.7"},
        ),
        rx.el.svg.circle(cx="10.2", cy="11.6", r="3.1", class_name="fill-accent"),
        view_box="0 0 26 26",
        width=str(size),
        height=str(size),
        class_name="shrink-0",
        custom_attrs=attributes(aria_hidden="true", focusable="false"),
    )


def wordmark(name: str, href: str = "/", size: int = 26) -> rx.Component:
    """The mark with the product's name, as the link home."""
    return link(
        brand_mark(size),
        rx.el.span(name, class_name="display text-[1.4375rem] leading-none"),
        href=href,
        class_name="touch-target inline-flex items-center gap-2.5 rounded-control",
    )
