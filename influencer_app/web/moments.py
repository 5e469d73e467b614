"""Moments that the browser keeps true by itself, in its own time zone: no frame is sent for them."""

from typing import Any, Literal

import reflex as rx

from influencer_app.web.components.base import Number, Text

Told = Literal["since", "until", "clock", "left", "at", "day"]


def moment(iso: Text, words: Text = "", told: Told = "at") -> rx.Component:
    """``words`` as they were when sent; ``/js/studio.js`` keeps "14 s ago", "in 3 h 2 min", "11:02",
    "3 h 2 min", "Today, 11:02" and "Today" true."""
    return rx.el.time(
        iso if isinstance(words, str) and not words else words,
        date_time=iso,
        custom_attrs={"data-told": told},
    )


def number(value: Number | rx.Var[int], **props: Any) -> rx.Component:
    """A number as the person's own language writes it, by ``/js/studio.js``."""
    return rx.el.data(value, value=value, custom_attrs={"data-number": ""}, **props)
