"""Buttons that sign in with Google or another provider, where one is set up."""

import reflex as rx

from influencer_app.web.components import link, link_button
from influencer_app.web.pages.auth import copy
from influencer_app.web.pages.auth.fields import field_errors
from influencer_app.web.public_site.template_tags import each, value, when


def provider_buttons(errors: tuple[copy.FieldError, ...], *below: rx.Component) -> rx.Component:
    """What went wrong there, a link for each provider (it needs no script), and a line before the form."""
    href = f"/api/auth/{value('one.key')}{value('form.onward')}"
    words = (copy.CONTINUE_WITH, value("one.name"))
    return when(
        "identity_providers",
        rx.el.div(
            field_errors("provider", errors),
            each(
                "one", "identity_providers", link_button(*words, href=href, size="large", class_name="w-full")
            ),
            *below,
            class_name="flex flex-col gap-3",
        ),
        rx.el.p(copy.OR, class_name="or-line"),
    )


def opens_an_account() -> rx.Component:
    """On the page for those who have been here: others agree to the terms."""
    (terms, terms_page), _ = copy.LEGAL
    return rx.el.p(
        copy.NEW_TO_THIS,
        link(terms.lower(), href=terms_page, class_name="link"),
        ".",
        class_name="text-fact text-muted",
    )
