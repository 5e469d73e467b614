"""The API keys section: what programs sign in with."""

import reflex as rx

from influencer_app.web.components import (
    button,
    confirm_dialog,
    dialog,
    empty_state,
    field,
    icon,
    link_button,
    text_input,
)
from influencer_app.web.formatting import relative_time
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.api_keys_state import ApiKeysState, KeyCard
from influencer_app.web.pages.settings.checks import check_boxes
from influencer_app.web.reflex_compat.vars import cond_text, foreach, has_key

REFERENCE = "/api/docs"


def api_keys() -> rx.Component:
    """The section."""
    return rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h2(copy.API_KEYS, class_name="display-card"),
                rx.el.p(copy.API_KEYS_HINT, class_name="mt-1.5 max-w-[52ch] text-muted text-pretty"),
                class_name="min-w-0 flex-1 basis-72",
            ),
            button(copy.NEW_KEY, kind="primary", icon="plus", on_click=ApiKeysState.begin),
            class_name="flex flex-wrap items-start gap-3",
        ),
        rx.cond(
            ApiKeysState.keys,
            rx.el.ul(foreach(ApiKeysState.keys, _key), class_name="mt-4 border-t border-line"),
            empty_state(copy.NO_KEYS, copy.NO_KEYS_HINT, icon="key-square"),
        ),
        link_button(copy.API_DOCS, href=REFERENCE, icon="book-open", class_name="mt-6"),
        class_name="settings-section",
    )


def key_dialogs() -> tuple[rx.Component, ...]:
    """The form for a new key, and the question before one is revoked."""
    return (
        dialog(
            copy.NEW_KEY,
            rx.el.form(
                field(
                    copy.KEY_NAME,
                    text_input(
                        name="key_name",
                        error=_error("name"),
                        auto_complete="off",
                        required=True,
                        key=ApiKeysState.form_version,
                        custom_attrs={"maxLength": "80"},
                        hinted=True,
                    ),
                    name="key_name",
                    hint=copy.KEY_NAME_HINT,
                    error=_error("name"),
                ),
                check_boxes(
                    copy.SCOPES_LABEL,
                    copy.SCOPES,
                    name="scope",
                    error=_error("scopes"),
                    key=ApiKeysState.form_version,
                ),
                button(copy.CREATE_KEY, kind="primary", type="submit", class_name="self-end"),
                on_submit=ApiKeysState.create.prevent_default,
                id=rx.Var.create("key-form"),
                class_name="flex flex-col gap-4",
            ),
            name="new-key",
            open=ApiKeysState.creating,
            on_close=ApiKeysState.close_form,
        ),
        confirm_dialog(
            copy.ASK_REVOKE,
            copy.ASK_REVOKE_HINT,
            name="revoke-key",
            open=ApiKeysState.revoking_id != "",
            on_close=ApiKeysState.ask_revoke(""),
            on_confirm=ApiKeysState.revoke(ApiKeysState.revoking_id),
            confirm=copy.REVOKE,
            keep=copy.KEEP,
        ),
    )


def _key(one: KeyCard) -> rx.Component:
    return rx.el.li(
        icon("key-square", 20, class_name="text-muted"),
        rx.el.div(
            rx.el.p(
                rx.el.span(one.name, class_name="break-words font-medium"),
                rx.el.code(
                    one.prefix, "…", class_name="text-fact text-muted", custom_attrs={"translate": "no"}
                ),
                class_name="flex flex-wrap items-baseline gap-x-2",
            ),
            rx.el.p(
                one.scopes,
                " · ",
                rx.cond(
                    one.used_at != "",
                    rx.el.span(copy.USED, relative_time(one.used_at, time_format="moment")),
                    copy.NEVER_USED,
                ),
                class_name="text-fact text-muted",
            ),
            class_name="min-w-0 flex-1",
        ),
        button(
            copy.REVOKE,
            rx.el.span(" " + one.name, class_name="sr-only"),
            size="small",
            on_click=ApiKeysState.ask_revoke(one.id),
        ),
        key=one.id,
        class_name="flex items-center gap-3.5 border-b border-line py-3.5",
        custom_attrs={"data-key": one.id},
    )


def _error(name: str) -> rx.Var[str]:
    return cond_text(has_key(ApiKeysState.errors, name), ApiKeysState.errors[name], "").to(str)
