"""Times and numbers that the browser keeps current, in its own language and time zone."""

from typing import Any, Literal

import reflex as rx

from influencer_app.db.pages import Count
from influencer_app.web.components.base import Number, Text

TimeFormat = Literal["since", "until", "clock", "left", "at", "day", "on", "date", "moment"]


def relative_time(iso: Text, text: Text = "", time_format: TimeFormat = "at") -> rx.Component:
    """A time (ISO 8601) with ``text`` as it was when sent.

    ``/js/live_text.js`` keeps it current: "14 s ago" (since), "in 3 h 2 min" (until), "11:02" (clock),
    "3 h 2 min" (left), "Today, 11:02" (at), "Today" (day); within a sentence "at 11:02" or "on Nov 28" (on),
    "today" (date), "today, 11:02" (moment).
    """
    return rx.el.time(
        iso if isinstance(text, str) and not text else text,
        date_time=iso,
        custom_attrs={"data-time-format": time_format, "translate": "no"},
    )


def number(value: Number | rx.Var[int], **props: Any) -> rx.Component:
    """A number in the notation of the browser's language, written by ``/js/live_text.js``."""
    return rx.el.data(value, value=value, custom_attrs={"data-number": "", "translate": "no"}, **props)


def span_text(minutes: int) -> str:
    """A time in the largest unit that tells it whole, such as "7 days"."""
    for length, unit in ((24 * 60, "day"), (60, "hour"), (1, "minute")):
        if minutes % length == 0:
            count = minutes // length
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    raise ValueError(f"{minutes} is no number of minutes.")


def count_text(count: Count) -> str:
    """A count that may have stopped, such as "12" or "1,000+"."""
    return f"{count.value:,}+" if count.more else str(count.value)
