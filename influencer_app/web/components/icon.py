"""Lucide icons at a stroke of 1.5; decoration unless they are given a name."""

from typing import Any

import reflex as rx
from reflex_components_lucide.icon import Icon

from influencer_app.web.components.base import attributes, classes, pop_class


def icon(name: str, size: int = 18, label: str | None = None, **props: Any) -> rx.Component:
    """The icon ``name`` (lucide, with dashes), ``size`` px wide. ``label`` makes it speak by itself."""
    named = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    attrs = attributes(props.pop("custom_attrs", None), data_icon="", **named)
    return Icon.create(
        name, size=size, class_name=classes("shrink-0", pop_class(props)), custom_attrs=attrs, **props
    )
