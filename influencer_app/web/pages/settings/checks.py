"""A group of check boxes with one error."""

from collections.abc import Iterable, Mapping

import reflex as rx

from influencer_app.web.components import field_error
from influencer_app.web.components.base import attributes


def check_boxes(
    label: str,
    options: Iterable[tuple[str, str, str]],
    *,
    name: str,
    error: rx.Var[str],
    checked: Mapping[str, bool] | None = None,
    key: int,
) -> rx.Component:
    """``options`` are (value, label, hint); each is the field ``<name>_<value>``, on or missing."""
    return rx.el.fieldset(
        rx.el.legend(label, class_name="mb-2 text-label font-medium"),
        rx.el.div(
            *[_box(name, one, checked, key) for one in options],
            class_name="flex flex-col gap-2.5",
        ),
        field_error(error, name=name, class_name="mt-2"),
        custom_attrs=attributes(aria_describedby=f"{name}-error"),
    )


def _box(name: str, one: tuple[str, str, str], checked: Mapping[str, bool] | None, key: int) -> rx.Component:
    value, label, hint = one
    chosen = checked[value] if checked is not None else False
    return rx.el.label(
        rx.el.input(
            type="checkbox", name=f"{name}_{value}", class_name="tick mt-0.5", key=key, default_checked=chosen
        ),
        rx.el.span(
            rx.el.span(label, class_name="font-medium"),
            *([rx.el.span(hint, class_name="block text-fact text-muted")] if hint else []),
        ),
        class_name="flex items-start gap-2.5 text-label text-pretty",
    )
