"""Small charts in plain SVG; each has the same values as words for those who do not see it.

The geometry is computed in Python, so that it can stand in a state: ``bars`` and ``line_path`` give what
``bar_chart`` and ``line_chart`` draw, in a box of 100 by 40 that is stretched to its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from influencer_app.web.components.base import Text, attributes, classes, pop_class

WIDE, HIGH = 100.0, 40.0
GAP = 0.18
"""Share of a bar's place that stays empty."""


@dataclass(frozen=True)
class Bar:
    """One bar: where it is, what it is of and how much that is in words. ``now`` is drawn in the accent."""

    x: float
    y: float
    width: float
    height: float
    label: str
    text: str
    now: bool


def bars(
    values: Sequence[float],
    labels: Sequence[str],
    texts: Sequence[str] | None = None,
    *,
    last_is_now: bool = True,
) -> list[Bar]:
    """Bars of ``values`` (none below zero), as high as the largest allows; a small foot shows a zero."""
    top = max(values, default=0.0) or 1.0
    place = WIDE / max(1, len(values))
    shown = texts or [f"{value:g}" for value in values]
    found = []
    for index, (value, label, text) in enumerate(zip(values, labels, shown, strict=True)):
        height = max(0.6, HIGH * value / top)
        found.append(
            Bar(
                x=round(index * place + place * GAP / 2, 3),
                y=round(HIGH - height, 3),
                width=round(place * (1 - GAP), 3),
                height=round(height, 3),
                label=label,
                text=text,
                now=last_is_now and index == len(values) - 1,
            )
        )
    return found


def line_path(values: Sequence[float]) -> str:
    """The path of a line through ``values``, from the lowest at the foot to the highest at the top."""
    if not values:
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    step = WIDE / max(1, len(values) - 1)
    points = [
        f"{index * step:.2f} {HIGH - 2 - (HIGH - 4) * (value - low) / span:.2f}"
        for index, value in enumerate(values)
    ]
    return "M" + " L".join(points)


def bar_chart(label: Text, shown: list[Bar] | rx.Var[list[Bar]], **props: Any) -> rx.Component:
    """A row of bars called ``label``; a reader hears a list of the same values."""
    drawn = rx.foreach(shown, _bar) if isinstance(shown, rx.Var) else [_bar(one) for one in shown]
    values_list = rx.foreach(shown, _value) if isinstance(shown, rx.Var) else [_value(one) for one in shown]
    return rx.el.figure(
        _svg(*(drawn if isinstance(drawn, list) else [drawn])),
        rx.el.figcaption(label, class_name="sr-only"),
        rx.el.ul(*(values_list if isinstance(values_list, list) else [values_list]), class_name="sr-only"),
        class_name=classes("chart", pop_class(props)),
        **props,
    )


def line_chart(label: Text, path: Text, summary: Text, *, tone: str = "text", **props: Any) -> rx.Component:
    """A line called ``label``; ``summary`` says in words what it shows.

    ``tone`` is text, good, bad or 1 to 4.
    """
    return rx.el.figure(
        _svg(rx.el.svg.path(d=path, class_name=f"chart-line tone-{tone}")),
        rx.el.figcaption(label, ": ", summary, class_name="sr-only"),
        class_name=classes("chart", pop_class(props)),
        **props,
    )


def _svg(*drawn: Any) -> rx.Component:
    return rx.el.svg(
        *drawn,
        view_box=f"0 0 {WIDE:g} {HIGH:g}",
        class_name="size-full",
        custom_attrs=attributes(preserveAspectRatio="none", aria_hidden="true", focusable="false"),
    )


def _bar(one: Any) -> rx.Component:
    tone = (
        rx.cond(one.now, "chart-bar now", "chart-bar")
        if isinstance(one, rx.Var)
        else ("chart-bar now" if one.now else "chart-bar")
    )
    size = {name: getattr(one, name) for name in ("x", "y", "width", "height")}
    if not isinstance(one, rx.Var):
        size = {name: f"{value:g}" for name, value in size.items()}
    # One child only: React leaves a title of several empty in what is built ahead.
    title = rx.el.svg.title(f"{one.label}: {one.text}")
    return rx.el.svg.rect(title, class_name=tone, custom_attrs=size)


def _value(one: Any) -> rx.Component:
    return rx.el.li(one.label, ": ", one.text)
