"""Progress of jobs, and credits that are left."""

from typing import Any

import reflex as rx

from influencer_app.web.components.base import (
    Flag,
    Number,
    Text,
    attributes,
    classes,
    pop_class,
    style,
)
from influencer_app.web.components.icon import icon
from influencer_app.web.components.link import link
from influencer_app.web.reflex_compat.vars import cond_text

ROUND = 43.98
"""Length of the ring: a circle of radius 7."""


def progress_line(value: Number, label: Text, **props: Any) -> rx.Component:
    """A line of 2 px that fills with the accent; ``value`` 0 to 1, ``label`` says what of."""
    share = _share(value)
    return rx.el.div(
        rx.el.div(class_name="progress-fill", custom_attrs=style(transform=_scale(value))),
        class_name=classes("progress", pop_class(props)),
        custom_attrs=attributes(
            role="progressbar", aria_label=label, aria_valuemin="0", aria_valuemax="100", aria_valuenow=share
        ),
        **props,
    )


def ring(value: Number, *, tone: Text = "accent", size: int = 18) -> rx.Component:
    """A small ring, filled clockwise by ``value`` 0 to 1; ``tone`` is accent, text or warn."""
    gone = _gone(value)
    return rx.el.svg(
        rx.el.svg.circle(cx="9", cy="9", r="7", class_name="dial-track"),
        rx.el.svg.circle(
            cx="9",
            cy="9",
            r="7",
            class_name=classes("dial-fill", tone),
            custom_attrs={
                "strokeDasharray": str(ROUND),
                "strokeDashoffset": gone,
                "transform": "rotate(-90 9 9)",
            },
        ),
        view_box="0 0 18 18",
        width=str(size),
        height=str(size),
        class_name="dial",
        custom_attrs={"aria-hidden": "true"},
    )


def credits_pill(
    available: Text | Number, share: Number, *, href: str | None = None, low: Flag = False, **props: Any
) -> rx.Component:
    """What is left, with a ring of the daily allowance (``share`` 0 to 1). Amber when ``low``."""
    tone = cond_text(low, "warn", "text") if isinstance(low, rx.Var) else ("warn" if low else "text")
    inside = (
        ring(share, tone=tone),
        rx.el.span(available, class_name="font-medium", custom_attrs=attributes(translate="no")),
        rx.el.span("credits", class_name="text-muted max-sm:sr-only"),
    )
    attrs = attributes(props.pop("custom_attrs", None), aria_live="off")
    shape = classes("pill", pop_class(props))
    if href is None:
        return rx.el.span(*inside, class_name=shape, custom_attrs=attrs, **props)
    return link(*inside, href=href, class_name=shape, custom_attrs=attrs, **props)


def queue_button(
    label: Text, progress: Number, *, busy: Flag = True, on_click: Any = None, **props: Any
) -> rx.Component:
    """Opens the queue: "2 in queue" with a ring of how far they are together; an icon when it is idle."""
    idle = icon("list-video", 17, class_name="text-muted")
    mark = (
        rx.cond(busy, ring(progress), idle) if isinstance(busy, rx.Var) else ring(progress) if busy else idle
    )
    return rx.el.button(
        mark,
        rx.el.span(label, class_name="pill-label font-medium"),
        type="button",
        on_click=on_click,
        class_name=classes("pill", pop_class(props)),
        **props,
    )


def step_line(name: Text, detail: Text, *, state: Text, **props: Any) -> rx.Component:
    """A step of a timeline; ``state`` is done, running, failed or waiting."""
    mark = rx.match(
        state,
        ("done", icon("check", 12)),
        ("failed", icon("x", 12)),
        ("running", rx.el.span(class_name="step-core")),
        rx.fragment(),
    )
    return rx.el.li(
        rx.el.span(mark, class_name="step-mark", custom_attrs={"aria-hidden": "true"}),
        rx.el.span(name, class_name="flex-1"),
        rx.el.span(detail, class_name="text-muted tabular-nums"),
        class_name=classes("step", state, pop_class(props)),
        **props,
    )


def _share(value: Number) -> Any:
    if isinstance(value, rx.Var):
        return rx.Var(_js_expr=f"Math.round(({value!s})*100)", _var_data=value._get_all_var_data())
    return str(round(value * 100))


def _scale(value: Number) -> Any:
    return rx.Var.create(f"scaleX({value})") if isinstance(value, rx.Var) else f"scaleX({value:g})"


def _gone(value: Number) -> Any:
    if isinstance(value, rx.Var):
        return rx.Var(
            _js_expr=f"({ROUND}*(1-Math.min(1,Math.max(0,{value!s})))).toFixed(2)",
            _var_data=value._get_all_var_data(),
        )
    return f"{ROUND * (1 - min(1.0, max(0.0, value))):.2f}"
