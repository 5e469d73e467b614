"""A box to choose or drop files in; ``/js/upload.js`` sends them and shows the progress."""

from typing import Any

import reflex as rx

from influencer_app.web.components.base import Text, ident
from influencer_app.web.components.icon import icon


def file_upload(
    label: Text,
    hint: Text,
    *,
    name: str,
    upload_url: Text,
    accept: str,
    on_uploaded: Any = None,
    consent: Text | None = None,
) -> rx.Component:
    """A file is sent to ``upload_url`` (a route that takes a form with ``file``) as soon as it is chosen.

    ``on_uploaded`` gets the id in the answer. With ``consent`` (a sentence) a box has to be ticked first,
    and is sent along. What is wrong with a file stands below, as the route says it.
    """
    box = rx.el.label(
        icon("upload", 18, class_name="text-muted"),
        rx.el.span(
            rx.el.span(label, class_name="font-medium"),
            rx.el.span(hint, class_name="text-fact text-muted"),
            class_name="flex min-w-0 flex-col",
        ),
        rx.el.input(
            type="file",
            accept=accept,
            class_name="drop-input",
            # No id that Reflex knows: it is no part of a form around it.
            custom_attrs={"id": name, "aria-describedby": f"{name}-trouble"},
        ),
        class_name="drop-box",
    )
    return rx.el.div(
        *([] if consent is None else [_consent(consent, name)]),
        box,
        rx.el.progress(max="1", class_name="drop-progress", hidden=True, custom_attrs={"aria-label": label}),
        rx.el.p(id=ident(f"{name}-trouble"), class_name="drop-trouble", role="alert"),
        *([] if on_uploaded is None else [_uploaded_id(on_uploaded)]),
        class_name="drop",
        custom_attrs={"data-upload-url": upload_url},
    )


def _consent(text: Text, name: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", class_name="tick mt-0.5", custom_attrs={"id": f"{name}-consent"}),
        rx.el.span(text),
        class_name="flex items-start gap-2.5 text-label text-pretty",
    )


def _uploaded_id(on_uploaded: Any) -> rx.Component:
    """The script types the id in here, which the page hears as it hears everything typed."""
    hidden = {"data-uploaded": "", "tabIndex": "-1", "aria-hidden": "true", "autoComplete": "off"}
    return rx.el.input(type="text", on_change=on_uploaded, class_name="drop-id", custom_attrs=hidden)
