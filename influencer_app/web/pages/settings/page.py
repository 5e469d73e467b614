"""Settings: a list of sections, and the one that the address names."""

from collections.abc import Callable
from typing import NamedTuple

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import confirm_dialog, icon, link
from influencer_app.web.components.base import classes
from influencer_app.web.layout.page import Page
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.api_keys import api_keys, key_dialogs
from influencer_app.web.pages.settings.appearance import appearance
from influencer_app.web.pages.settings.billing import billing
from influencer_app.web.pages.settings.billing_copy import BILLING
from influencer_app.web.pages.settings.ledger import ledger
from influencer_app.web.pages.settings.own_data import own_data
from influencer_app.web.pages.settings.plans import plans
from influencer_app.web.pages.settings.profile import profile
from influencer_app.web.pages.settings.second_factor import ask_stop
from influencer_app.web.pages.settings.secret import secret_dialog
from influencer_app.web.pages.settings.security import security
from influencer_app.web.pages.settings.security_state import SecurityState
from influencer_app.web.pages.settings.state import SettingsState
from influencer_app.web.pages.settings.webhooks import webhook_dialogs, webhooks
from influencer_app.web.pages.settings.workspace_deletion import delete_dialog
from influencer_app.web.pages.settings.workspaces import workspaces
from influencer_app.web.reflex_compat.vars import cond_text
from influencer_app.web.shell.page import app_page


class Section(NamedTuple):
    """A line of the list at the left; ``tab`` is its name in the address."""

    group: str
    tab: str
    label: str
    icon: str
    content: Callable[[], rx.Component]


SECTIONS = (
    Section(copy.ACCOUNT, "profile", copy.PROFILE, "user-round", profile),
    Section(copy.ACCOUNT, "security", copy.SECURITY, "key-round", security),
    Section(copy.ACCOUNT, "workspaces", copy.WORKSPACES, "users-round", workspaces),
    Section(copy.ACCOUNT, "data", copy.DATA, "database", own_data),
    Section(copy.DEVELOPERS, "keys", copy.API_KEYS, "key-square", api_keys),
    Section(copy.DEVELOPERS, "webhooks", copy.WEBHOOKS, "webhook", webhooks),
    Section(copy.CREDITS, "ledger", copy.LEDGER, "scroll-text", ledger),
    Section(copy.CREDITS, "billing", BILLING, "credit-card", billing),
    Section(copy.CREDITS, "plans", copy.PLANS, "layers", plans),
    Section(copy.THIS_BROWSER, "appearance", copy.APPEARANCE, "sun-moon", appearance),
)
"""A further section is a line here, and its tab a word of ``state.TABS``."""


def settings_page() -> rx.Component:
    """The page."""
    return app_page(
        copy.TITLE,
        rx.el.div(
            _list(),
            rx.el.div(
                rx.match(SettingsState.tab, *[(one.tab, one.content()) for one in SECTIONS], rx.fragment()),
                class_name="settings-content",
            ),
            class_name="settings",
        ),
        here=routes.SETTINGS,
        overlays=(
            secret_dialog(),
            *key_dialogs(),
            *webhook_dialogs(),
            confirm_dialog(
                copy.ASK_OTHERS,
                copy.ASK_OTHERS_HINT,
                name="sign-out-others",
                open=SecurityState.confirming_others,
                on_close=SecurityState.ask_others(False),
                on_confirm=SecurityState.end_others,
                confirm=copy.SIGN_OUT,
                keep=copy.KEEP,
            ),
            delete_dialog(),
            ask_stop(),
        ),
    )


def _list() -> rx.Component:
    groups = list(dict.fromkeys(one.group for one in SECTIONS))
    return rx.el.nav(
        *[
            rx.el.div(
                rx.el.h2(group, class_name="settings-group"),
                rx.el.ul(*[_entry(one) for one in SECTIONS if one.group == group]),
            )
            for group in groups
        ],
        class_name="settings-list scroll-quiet",
        custom_attrs={"aria-label": copy.LISTED},
    )


def _entry(one: Section) -> rx.Component:
    here = SettingsState.tab == one.tab
    return rx.el.li(
        link(
            icon(one.icon, 18),
            rx.el.span(one.label),
            href=f"{routes.SETTINGS}?tab={one.tab}",
            class_name=classes("settings-link", cond_text(here, "chosen", "")),
            custom_attrs={"aria-current": cond_text(here, "page", "false")},
        )
    )


PAGE = Page(routes.SETTINGS, settings_page, copy.TITLE, on_load=SettingsState.load)
