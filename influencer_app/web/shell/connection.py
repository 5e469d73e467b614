"""Shows quietly at the lower edge that the connection is lost, and replaces a page that broke."""

import reflex as rx
from reflex_components_core.base.error_boundary import error_boundary
from reflex_components_core.core.banner import has_connection_errors

from influencer_app.web import routes
from influencer_app.web.components.link import link
from influencer_app.web.layout.error_notice import error_notice


def connection_note() -> rx.Component:
    """Shown while the socket is down; it reconnects by itself and nothing typed is lost."""
    shown = rx.el.div(
        rx.cond(
            has_connection_errors,
            rx.el.p(
                rx.el.span(class_name="btn-turn", custom_attrs={"aria-hidden": "true"}),
                "Connection lost. Reconnecting; what you typed is safe.",
                class_name="connection",
                custom_attrs={"data-lost": ""},
            ),
        ),
        rx.el.p("Connected again. Nothing was lost.", class_name="connection", custom_attrs={"hidden": True}),
        id="connection",
        custom_attrs={"role": "status"},
    )
    return rx.fragment(shown, error_notice())


def broken_page() -> rx.Component:
    """In place of a page that could not be drawn. The error itself goes to the server's log."""
    return rx.el.main(
        rx.el.h1("This page crashed", class_name="display-section"),
        rx.el.p(
            "It’s not your fault and cost no credits. Reloading usually helps.",
            class_name="max-w-[42ch] text-lead text-muted",
        ),
        rx.el.div(
            link("Open the studio", href=routes.DASHBOARD, class_name="btn btn-primary"),
            link("Home", href=routes.HOME, class_name="btn btn-outline"),
            class_name="mt-2 flex gap-2.5",
        ),
        class_name="mx-auto flex min-h-dvh max-w-3xl flex-col items-start justify-center gap-4 p-6",
    )


def boundary() -> rx.Component:
    """Catches what a page throws while it is drawn."""
    return error_boundary(fallback_render=rx.Var.create(broken_page()))
