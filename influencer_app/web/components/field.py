"""Form fields, each with a visible label and its error right below."""

from typing import Any

import reflex as rx

from influencer_app.web.components.base import Flag, Text, attributes, classes, ident, pop_class, yes_no
from influencer_app.web.components.icon import icon


def field(
    label: Text,
    control: rx.Component,
    *,
    name: str,
    aside: Any = None,
    hint: Text | None = None,
    error: Text | None = None,
    **props: Any,
) -> rx.Component:
    """A label, a control, and below it a hint or an error.

    ``name`` is the control's id; give the control ``described_by=name`` (or ``error=``) so that it is
    read together with its hint and error. ``aside`` stands at the right of the label (a counter, a link).
    """
    below: list[rx.Component] = []
    if hint is not None:
        below.append(rx.el.p(hint, id=ident(f"{name}-hint"), class_name="text-fact text-muted"))
    if error is not None:
        below.append(field_error(error, name=name))
    head = rx.el.label(label, html_for=name, class_name="text-label font-medium")
    top = (
        head
        if aside is None
        else rx.el.div(
            head,
            rx.el.span(aside, class_name="text-fact text-muted"),
            class_name="flex items-baseline justify-between gap-3",
        )
    )
    return rx.el.div(
        top, control, *below, class_name=classes("flex flex-col gap-1.5", pop_class(props)), **props
    )


def field_error(error: Text, *, name: str, **props: Any) -> rx.Component:
    """What is wrong with a field, in words. With an empty Var nothing is shown."""
    shown = rx.el.p(
        icon("circle-alert", 14, class_name="mt-[.2em]"),
        rx.el.span(error),
        id=ident(f"{name}-error"),
        class_name=classes("flex items-start gap-1.5 text-label text-bad", pop_class(props)),
        **props,
    )
    holder = rx.cond(error != "", shown) if isinstance(error, rx.Var) else (shown if error else rx.fragment())
    return rx.el.div(holder, class_name="empty:hidden", custom_attrs={"aria-live": "polite"})


def text_input(*, name: str, error: Text = "", large: bool = False, **props: Any) -> rx.Component:
    """One line. ``error`` (the same as given to ``field``) draws it in red and links the words."""
    return rx.el.input(
        id=ident(name),
        name=props.pop("form_name", name),
        class_name=classes("field", "field-large" if large else "", pop_class(props)),
        custom_attrs=_described(name, error, props),
        **props,
    )


def password_input(*, name: str, error: Text = "", large: bool = False, **props: Any) -> rx.Component:
    """A password with a button that shows it (the button needs script and is hidden without)."""
    attrs = attributes(aria_label="Show password", aria_pressed="false", data_reveal=name, aria_controls=name)
    return rx.el.div(
        text_input(name=name, error=error, large=large, type="password", class_name="pr-12", **props),
        rx.el.button(
            icon("eye", 18, class_name="reveal-closed"),
            icon("eye-off", 18, class_name="reveal-open"),
            type="button",
            class_name="needs-script btn btn-quiet btn-square absolute right-1.5 top-1/2 -translate-y-1/2",
            custom_attrs=attrs,
        ),
        class_name="relative",
    )


def textarea(*, name: str, error: Text = "", rows: int = 4, **props: Any) -> rx.Component:
    """Several lines; grows with its text where the browser can, never sideways."""
    return rx.el.textarea(
        id=ident(name),
        name=props.pop("form_name", name),
        rows=str(rows),
        class_name=classes("field field-area", pop_class(props)),
        custom_attrs=_described(name, error, props),
        **props,
    )


def select(
    options: list[tuple[str, str]] | rx.Var[list[tuple[str, str]]],
    *,
    name: str,
    error: Text = "",
    large: bool = False,
    **props: Any,
) -> rx.Component:
    """The browser's own select, drawn as ours. ``options`` are (value, words)."""
    inside = (
        [rx.foreach(options, lambda one: rx.el.option(one[1], value=one[0], key=one[0]))]
        if isinstance(options, rx.Var)
        else [rx.el.option(words, value=value) for value, words in options]
    )
    return rx.el.div(
        rx.el.select(
            *inside,
            id=ident(name),
            name=props.pop("form_name", name),
            class_name=classes("field field-select", "field-large" if large else "", pop_class(props)),
            custom_attrs=_described(name, error, props),
            **props,
        ),
        icon(
            "chevrons-up-down",
            16,
            class_name="pointer-events-none absolute right-3 top-1/2 -translate-y-1/2 text-muted",
        ),
        class_name="relative",
    )


def _described(name: str, error: Text | Flag, props: dict[str, Any]) -> dict[str, Any]:
    words = f"{name}-error {name}-hint" if props.pop("hinted", False) else f"{name}-error"
    invalid = yes_no(error != "") if isinstance(error, rx.Var) else ("true" if error else None)
    return attributes(props.pop("custom_attrs", None), aria_describedby=words, aria_invalid=invalid)
