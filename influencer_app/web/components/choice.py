"""Choosing one of a few: segments, chips, shapes. All are real radio buttons or toggle buttons."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import reflex as rx

from influencer_app.web.components.base import Flag, Text, attributes, classes, pop_class, yes_no
from influencer_app.web.components.icon import icon as draw


class Choice(NamedTuple):
    """One of several: its value, its label, and an icon of lucide."""

    value: str
    label: str
    icon: str = ""


def segmented(
    label: str, choices: Sequence[Choice], value: Text, on_change: Any, *, name: str, **props: Any
) -> rx.Component:
    """One row of segments. ``on_change`` gets the value; arrow keys move as in any radio group."""
    return rx.el.fieldset(
        rx.el.legend(label, class_name="sr-only"),
        *[_radio(name, one, value, on_change, _segment(one)) for one in choices],
        class_name=classes("segments", pop_class(props)),
        **props,
    )


def shape_choice(
    label: str, ratios: Sequence[str], value: Text, on_change: Any, *, name: str, **props: Any
) -> rx.Component:
    """Aspect ratios such as "4:5", each drawn as what it is."""
    return rx.el.fieldset(
        rx.el.legend(label, class_name="mb-2 text-label font-medium"),
        rx.el.div(
            *[_radio(name, Choice(one, one), value, on_change, _shape(one)) for one in ratios],
            class_name="grid grid-cols-[repeat(auto-fit,minmax(3rem,1fr))] gap-2",
        ),
        class_name=classes("min-w-0", pop_class(props)),
        **props,
    )


def chip(
    *children: Any,
    chosen: Flag = False,
    icon: str | None = None,
    on_click: Any = None,
    on_remove: Any = None,
    remove_label: str = "Remove",
    filled: bool = False,
    **props: Any,
) -> rx.Component:
    """A small round choice that is on or off. ``filled`` (filters) turns to text on ground when chosen.

    With ``on_remove`` a second button takes it away.
    """
    state = rx.cond(chosen, "chosen", "") if isinstance(chosen, rx.Var) else ("chosen" if chosen else "")
    main = rx.el.button(
        *([draw(icon, 16)] if icon else []),
        *children,
        type="button",
        on_click=on_click,
        class_name="chip-main",
        custom_attrs=attributes(props.pop("custom_attrs", None), aria_pressed=yes_no(chosen)),
    )
    remove = (
        [
            rx.el.button(
                draw("x", 14),
                type="button",
                on_click=on_remove,
                class_name="chip-remove",
                custom_attrs={"aria-label": remove_label},
            )
        ]
        if on_remove is not None
        else []
    )
    return rx.el.span(
        main,
        *remove,
        class_name=classes("chip", "chip-filled" if filled else "", state, pop_class(props)),
        **props,
    )


def _radio(name: str, one: Choice, value: Text, on_change: Any, face: list[rx.Component]) -> rx.Component:
    chosen = value == one.value
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=name,
            value=one.value,
            checked=chosen,
            on_change=lambda _value: on_change(one.value),
            class_name="peer sr-only",
        ),
        *face,
        class_name="relative min-w-0 flex-1",
    )


def _segment(one: Choice) -> list[rx.Component]:
    label = rx.el.span(one.label)
    return [rx.el.span(*([draw(one.icon, 16)] if one.icon else []), label, class_name="segment")]


def _shape(ratio: str) -> list[rx.Component]:
    across, down = (int(part) for part in ratio.split(":"))
    scale = 22 / max(across, down) if across != down else 18 / across
    if across > down:
        scale = 26 / across
    width, height = round(across * scale, 1), round(down * scale, 1)
    drawn = rx.el.svg(
        rx.el.svg.rect(
            x=str((26 - width) / 2 + 0.75),
            y=str((24 - height) / 2 + 0.75),
            width=str(width - 1.5),
            height=str(height - 1.5),
            rx="2",
            custom_attrs={"strokeWidth": "1.3"},
        ),
        view_box="0 0 26 24",
        width="26",
        height="24",
        class_name="shape-drawing",
        custom_attrs=attributes(aria_hidden="true"),
    )
    return [rx.el.span(drawn, rx.el.span(ratio), class_name="shape")]
