"""A form that the browser itself sends: a full page load, as signing in and out are."""

from typing import Any

import reflex as rx


def plain_form(*children: Any, action: str, **props: Any) -> rx.Component:
    """POSTs to ``action``. Reflex's own form keeps every submit from the browser; this one does not."""
    form = rx.el.form(*children, method="post", action=action, handle_submit_unique_name="plain", **props)
    del form.event_triggers["on_submit"]
    return form
