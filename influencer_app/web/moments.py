"""Moments that the browser keeps true by itself, in its own time zone: no frame is sent for them."""

from typing import Literal

import reflex as rx

from influencer_app.web.components.base import Text

Told = Literal["since", "until", "clock"]


def moment(iso: Text, words: Text, told: Told) -> rx.Component:
    """``words`` as they were when sent; ``/js/studio.js`` keeps "14 s ago", "in 3 h 2 min", "11:02" true."""
    return rx.el.time(words, date_time=iso, custom_attrs={"data-told": told})
