"""Boxes: cards, notes, empty states, and the shape of what comes."""

from typing import Any, Literal

import reflex as rx

from influencer_app.web.components.base import Text, classes, pop_class
from influencer_app.web.components.icon import icon as draw

Tone = Literal["plain", "good", "warn", "bad"]
MARKS = {"plain": "info", "good": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}


def card(*children: Any, raised: bool = False, strong: bool = False, **props: Any) -> rx.Component:
    """A box on the surface. ``strong`` draws its line stronger (what is running), ``raised`` lifts it."""
    return rx.el.div(
        *children,
        class_name=classes(
            "rounded-card border",
            "border-line-strong" if strong else "border-line",
            "bg-raised" if raised else "bg-surface",
            pop_class(props),
        ),
        **props,
    )


def note(*children: Any, tone: Tone = "plain", **props: Any) -> rx.Component:
    """One sentence that matters here, with the mark of its tone."""
    colour = {"plain": "text-muted", "good": "text-good", "warn": "text-warn", "bad": "text-bad"}[tone]
    return rx.el.div(
        draw(MARKS[tone], 16, class_name=f"{colour} mt-[.15em]"),
        rx.el.div(*children, class_name="min-w-0 flex-1"),
        class_name=classes(
            "flex items-start gap-2.5 rounded-control border border-line bg-surface px-3.5 py-3 text-label",
            pop_class(props),
        ),
        **props,
    )


def empty_state(
    title: Text,
    sentence: Text,
    *actions: rx.Component,
    picture: rx.Component | None = None,
    icon: str = "image",
    **props: Any,
) -> rx.Component:
    """Nothing here yet: a picture (or an ``icon`` of lucide), one sentence, one action."""
    mark = rx.el.span(draw(icon, 24), class_name="empty-mark", custom_attrs={"aria-hidden": "true"})
    return rx.el.div(
        picture if picture is not None else mark,
        rx.el.h2(title, class_name="display-card"),
        rx.el.p(sentence, class_name="max-w-[42ch] text-prompt text-muted text-pretty"),
        rx.el.div(*actions, class_name="mt-2 flex flex-wrap justify-center gap-2.5"),
        class_name=classes("flex flex-col items-center gap-3 px-4 py-14 text-center", pop_class(props)),
        **props,
    )


def skeleton(*, ratio: str | None = None, **props: Any) -> rx.Component:
    """The shape of what comes; give it a size by classes or a ``ratio`` such as ``"4/5"``."""
    shape = f"aspect-[{ratio}]" if ratio else ""
    return rx.el.div(
        class_name=classes("animate-breathe rounded-picture bg-raised", shape, pop_class(props)),
        custom_attrs={"aria-hidden": "true"},
        **props,
    )
