"""The account's menu: who is signed in, the theme, and the way out."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components.base import attributes
from influencer_app.web.components.form import plain_form
from influencer_app.web.components.icon import icon
from influencer_app.web.components.link import link
from influencer_app.web.layout.theme_switch import theme_switch


def account_menu(
    person: rx.Component | None, place: str, workspaces: rx.Component | None = None
) -> rx.Component:
    """A round button that opens the menu at ``place`` (classes). Signing out is a form: a full page load."""
    return rx.el.details(
        rx.el.summary(
            icon("user-round", 18),
            class_name="touch-target grid size-[34px] place-items-center rounded-full bg-raised text-muted "
            "hover:text-text",
            custom_attrs=attributes(aria_label="Account"),
        ),
        rx.el.div(
            rx.el.div(person, class_name="px-2.5 pb-2 pt-1.5") if person is not None else rx.fragment(),
            rx.el.div(
                rx.el.span("Theme", class_name="text-label text-muted"),
                theme_switch(),
                class_name="flex items-center justify-between gap-3 px-2.5 py-1.5",
            ),
            workspaces or rx.fragment(),
            link(
                icon("settings-2", 16),
                "Workspaces",
                href=f"{routes.SETTINGS}?tab=workspaces",
                class_name="menu-item",
            ),
            plain_form(
                rx.el.button(icon("log-out", 16), "Sign out", type="submit", class_name="menu-item"),
                action=routes.FORM_SIGN_OUT,
                class_name="mt-1 border-t border-line pt-1",
            ),
            class_name=f"menu-sheet {place}",
        ),
        class_name="menu",
    )
