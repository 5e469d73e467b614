"""Buttons and links that look like them."""

from typing import Any, Literal

import reflex as rx

from influencer_app.web.components.base import Flag, Text, attributes, classes, pop_class, yes_no
from influencer_app.web.components.icon import icon as draw
from influencer_app.web.components.link import link
from influencer_app.web.reflex_compat.vars import cond_text

Kind = Literal["primary", "outline", "raised", "quiet", "danger"]
Size = Literal["small", "regular", "large"]


def button(
    *children: Any,
    kind: Kind = "outline",
    size: Size = "regular",
    icon: str | None = None,
    busy: Flag = False,
    disabled: Flag = False,
    **props: Any,
) -> rx.Component:
    """A button. ``busy`` turns the icon and takes no further clicks, but keeps focus and words.

    Heights are 30, 36 and 48 px; on touch each reaches 44. Only one ``primary`` belongs on a page.
    """
    props.setdefault("type", "button")
    attrs = attributes(
        props.pop("custom_attrs", None),
        aria_busy=yes_no(busy) if busy is not False else None,
        aria_disabled=yes_no(busy) if busy is not False else None,
    )
    return rx.el.button(
        *_leading(icon, busy, size),
        *children,
        disabled=disabled,
        class_name=classes("btn", f"btn-{kind}", _sized(size), pop_class(props)),
        custom_attrs=attrs,
        **props,
    )


def link_button(
    *children: Any,
    href: Text,
    kind: Kind = "outline",
    size: Size = "regular",
    icon: str | None = None,
    **props: Any,
) -> rx.Component:
    """A link that looks like a button."""
    return link(
        *_leading(icon, False, size),
        *children,
        href=href,
        class_name=classes("btn", f"btn-{kind}", _sized(size), pop_class(props)),
        **props,
    )


def icon_button(
    name: str, label: Text, *, kind: Kind = "quiet", size: Size = "regular", **props: Any
) -> rx.Component:
    """A square button with an icon; ``label`` is what it is called, also in its tooltip."""
    attrs = attributes(props.pop("custom_attrs", None), aria_label=label, data_tip=label)
    props.setdefault("type", "button")
    return rx.el.button(
        draw(name, 16 if size == "small" else 18),
        class_name=classes("btn btn-square", f"btn-{kind}", _sized(size), pop_class(props)),
        custom_attrs=attrs,
        **props,
    )


def price_button(
    label: Text,
    price: Text,
    *,
    icon: str = "sparkle",
    affordable: Flag = True,
    busy: Flag = False,
    **props: Any,
) -> rx.Component:
    """The one main action with what it costs, such as "Make 4 pictures", "32 credits".

    Where credits are short it turns quiet and keeps its price.
    """
    spread = "w-full justify-between px-5"
    quiet = (
        cond_text(affordable, "", "btn-short")
        if isinstance(affordable, rx.Var)
        else ("" if affordable else "btn-short")
    )
    return button(
        rx.el.span(label, class_name="flex-1 text-left"),
        rx.el.span(price, class_name="tabular-nums"),
        kind="primary",
        size="large",
        icon=icon,
        busy=busy,
        class_name=classes(spread, quiet, pop_class(props)),
        **props,
    )


def _leading(name: str | None, busy: Flag, size: Size) -> list[rx.Component]:
    pixels = 16 if size == "small" else 18
    drawn = draw(name, pixels) if name else rx.fragment()
    turning = rx.el.span(class_name="btn-turn", custom_attrs={"aria-hidden": "true"})
    if isinstance(busy, rx.Var):
        return [rx.cond(busy, turning, drawn)]
    if busy:
        return [turning]
    return [drawn] if name else []


def _sized(size: Size) -> str:
    return "" if size == "regular" else f"btn-{size}"
