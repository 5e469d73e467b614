"""The password, the second factor, passkeys, and every browser that is signed in."""

import reflex as rx

from influencer_app.domain.accounts.rules import PASSWORD_MIN
from influencer_app.web.components import button, field, icon, password_input
from influencer_app.web.formatting import relative_time
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.identities import linked_accounts
from influencer_app.web.pages.settings.identities_state import IdentitiesState
from influencer_app.web.pages.settings.second_factor import second_factor
from influencer_app.web.pages.settings.security_state import Browser, SecurityState
from influencer_app.web.reflex_compat.vars import cond_text, foreach, has_key, length
from influencer_app.web.shell.state import ShellState


def security() -> rx.Component:
    """The section."""
    return rx.el.div(
        rx.el.section(
            rx.cond(IdentitiesState.has_password, _change_password(), _set_password()),
            class_name="settings-section",
        ),
        second_factor(),
        linked_accounts(),
        rx.el.section(
            rx.el.div(
                rx.el.div(
                    rx.el.h2(copy.SESSIONS, class_name="display-card"),
                    rx.el.p(copy.SESSIONS_HINT, class_name="mt-1.5 max-w-[52ch] text-muted text-pretty"),
                    class_name="min-w-0 flex-1 basis-72",
                ),
                rx.cond(
                    length(SecurityState.browsers) > 1,
                    button(copy.SIGN_OUT_OTHERS, on_click=SecurityState.ask_others(True)),
                ),
                class_name="flex flex-wrap items-start gap-3",
            ),
            rx.el.ul(foreach(SecurityState.browsers, _browser), class_name="mt-4 border-t border-line"),
            class_name="settings-section mt-10",
        ),
    )


def _change_password() -> rx.Component:
    return rx.fragment(
        rx.el.h2(copy.OWN_WORD, class_name="display-card"),
        rx.el.p(copy.OWN_WORD_HINT, class_name="mt-1.5 max-w-[52ch] text-muted text-pretty"),
        _password_form(_password("old", copy.OLD, "current-password"), words=copy.CHANGE),
    )


def _set_password() -> rx.Component:
    return rx.fragment(
        rx.el.h2(copy.NO_WORD, class_name="display-card"),
        rx.el.p(copy.NO_WORD_HINT, class_name="mt-1.5 max-w-[52ch] text-muted text-pretty"),
        _password_form(words=copy.SET),
    )


def _password_form(*fields: rx.Component, words: str) -> rx.Component:
    return rx.el.form(
        _for_password_managers(),
        *fields,
        _password("new", copy.NEW, "new-password", minLength=str(PASSWORD_MIN)),
        button(words, kind="primary", type="submit", class_name="self-start"),
        on_submit=SecurityState.change_password.prevent_default,
        id=rx.Var.create("password-form"),
        class_name="settings-form mt-5",
    )


def _password(name: str, label: str, what: str, **attributes: str) -> rx.Component:
    return field(
        label,
        password_input(
            name=name,
            error=_error(name),
            auto_complete=what,
            required=True,
            key=SecurityState.form_version,
            custom_attrs={"maxLength": "200", **attributes},
        ),
        name=name,
        error=_error(name),
    )


def _for_password_managers() -> rx.Component:
    """Whose password it is; browsers that keep passwords look for it."""
    return rx.el.input(
        type="text",
        value=ShellState.person_email,
        read_only=True,
        auto_complete="username",
        tab_index=-1,
        class_name="hidden",
        custom_attrs={"aria-hidden": "true"},
    )


def _browser(one: Browser) -> rx.Component:
    return rx.el.li(
        rx.cond(
            one.handheld,
            icon("smartphone", 20, class_name="text-muted"),
            icon("monitor", 20, class_name="text-muted"),
        ),
        rx.el.div(
            rx.el.p(
                rx.el.span(one.device, class_name="font-medium"),
                rx.cond(
                    one.current,
                    rx.el.span(copy.THIS_ONE, class_name="badge-good"),
                ),
                class_name="flex flex-wrap items-center gap-2",
            ),
            rx.el.p(
                rx.cond(one.place != "", rx.fragment(one.place, ", ")),
                copy.SEEN,
                relative_time(one.seen_at, time_format="moment"),
                ", ",
                copy.SINCE,
                relative_time(one.since, time_format="date"),
                class_name="text-fact text-muted",
            ),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(
            one.current,
            rx.fragment(),
            button(
                copy.SIGN_OUT,
                rx.el.span(" " + one.device, class_name="sr-only"),
                size="small",
                on_click=SecurityState.end_session(one.id),
            ),
        ),
        key=one.id,
        class_name="flex items-center gap-3.5 border-b border-line py-3.5",
        custom_attrs={"data-session": one.id},
    )


def _error(name: str) -> rx.Var[str]:
    """What is wrong with that field; empty where nothing is."""
    return cond_text(has_key(SecurityState.errors, name), SecurityState.errors[name], "").to(str)
