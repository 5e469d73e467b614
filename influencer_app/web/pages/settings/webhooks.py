"""The webhooks section: addresses that are told of events, and what was sent to them."""

from typing import Any

import reflex as rx

from influencer_app.domain.webhooks.events import EVENTS
from influencer_app.web.components import button, confirm_dialog, dialog, empty_state, field, icon, text_input
from influencer_app.web.formatting import relative_time
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.checks import check_boxes
from influencer_app.web.pages.settings.webhooks_state import DeliveryCard, WebhookCard, WebhooksState
from influencer_app.web.reflex_compat.vars import cond_text, foreach, has_key


def webhooks() -> rx.Component:
    """The section."""
    return rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h2(copy.WEBHOOKS, class_name="display-card"),
                rx.el.p(copy.WEBHOOKS_HINT, class_name="mt-1.5 max-w-[52ch] text-muted text-pretty"),
                class_name="min-w-0 flex-1 basis-72",
            ),
            button(copy.NEW_WEBHOOK, kind="primary", icon="plus", on_click=WebhooksState.open_form("")),
            class_name="flex flex-wrap items-start gap-3",
        ),
        rx.cond(
            WebhooksState.webhooks,
            rx.el.ul(foreach(WebhooksState.webhooks, _webhook), class_name="mt-4 border-t border-line"),
            empty_state(copy.NO_WEBHOOKS, copy.NO_WEBHOOKS_HINT, icon="webhook"),
        ),
        class_name="settings-section",
    )


def webhook_dialogs() -> tuple[rx.Component, ...]:
    """The form, and the questions before a webhook is deleted or gets a new secret."""
    return (
        dialog(
            cond_text(WebhooksState.editing_id != "", copy.CHANGE_WEBHOOK, copy.NEW_WEBHOOK),
            _form(),
            name="webhook",
            open=WebhooksState.form_open,
            on_close=WebhooksState.close_form,
        ),
        confirm_dialog(
            copy.ASK_ROTATE,
            copy.ASK_ROTATE_HINT,
            name="webhook-secret",
            open=WebhooksState.asking == "secret",
            on_close=WebhooksState.ask("", ""),
            on_confirm=WebhooksState.new_secret(WebhooksState.asked_id),
            confirm=copy.ROTATE,
            keep=copy.KEEP,
        ),
        confirm_dialog(
            copy.ASK_DELETE,
            copy.ASK_DELETE_HINT,
            name="delete-webhook",
            open=WebhooksState.asking == "delete",
            on_close=WebhooksState.ask("", ""),
            on_confirm=WebhooksState.delete(WebhooksState.asked_id),
            confirm=copy.DELETE,
            keep=copy.KEEP,
        ),
    )


def _form() -> rx.Component:
    return rx.el.form(
        field(
            copy.URL,
            text_input(
                name="url",
                type="url",
                error=_error("url"),
                auto_complete="off",
                placeholder="https://",
                default_value=WebhooksState.editing_url,
                required=True,
                key=WebhooksState.form_version,
                custom_attrs={"maxLength": "2000"},
                hinted=True,
            ),
            name="url",
            hint=copy.URL_HINT,
            error=_error("url"),
        ),
        check_boxes(
            copy.EVENTS_LABEL,
            [(event, copy.EVENT_LABELS[event], "") for event in EVENTS],
            name="event",
            error=_error("events"),
            checked=WebhooksState.editing_events,
            key=WebhooksState.form_version,
        ),
        button(
            cond_text(WebhooksState.editing_id != "", copy.SAVE, copy.CREATE_WEBHOOK),
            kind="primary",
            type="submit",
            class_name="self-end",
        ),
        on_submit=WebhooksState.save.prevent_default,
        id=rx.Var.create("webhook-form"),
        class_name="flex flex-col gap-4",
    )


def _webhook(one: WebhookCard) -> rx.Component:
    shown = WebhooksState.shown_id == one.id
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.p(one.url, class_name="break-all font-medium", custom_attrs={"translate": "no"}),
                rx.el.p(one.labels, class_name="text-fact text-muted"),
                class_name="min-w-0 flex-1 basis-60",
            ),
            rx.cond(
                one.enabled,
                rx.cond(
                    one.failing_since != "",
                    rx.el.span(
                        copy.FAILING,
                        relative_time(one.failing_since, time_format="moment"),
                        class_name="badge-bad",
                    ),
                    rx.el.span(copy.ENABLED, class_name="badge-good"),
                ),
                rx.el.span(one.disabled, class_name="badge"),
            ),
            class_name="flex flex-wrap items-start gap-x-3 gap-y-1",
        ),
        rx.el.div(
            rx.cond(
                one.enabled,
                rx.fragment(
                    _small(copy.SEND_TEST, WebhooksState.send_test(one.id)),
                    _small(copy.PAUSE, WebhooksState.set_enabled(one.id, False)),
                ),
                _small(copy.ENABLE, WebhooksState.set_enabled(one.id, True)),
            ),
            button(
                cond_text(shown, copy.HIDE_DELIVERIES, copy.SHOW_DELIVERIES),
                size="small",
                on_click=WebhooksState.show_deliveries(one.id),
                custom_attrs={"aria-expanded": cond_text(shown, "true", "false")},
            ),
            _small(copy.EDIT, WebhooksState.open_form(one.id)),
            _small(copy.ROTATE, WebhooksState.ask("secret", one.id)),
            _small(copy.DELETE, WebhooksState.ask("delete", one.id)),
            class_name="mt-3 flex flex-wrap gap-2",
        ),
        rx.cond(shown, _deliveries()),
        key=one.id,
        class_name="border-b border-line py-4",
        custom_attrs={"data-webhook": one.id},
    )


def _small(label: str, on_click: Any) -> rx.Component:
    return button(label, size="small", on_click=on_click)


def _deliveries() -> rx.Component:
    return rx.cond(
        WebhooksState.deliveries,
        rx.el.ul(
            foreach(WebhooksState.deliveries, _delivery),
            class_name="mt-4 rounded-[10px] border border-line px-3.5",
            custom_attrs={"aria-label": copy.SHOW_DELIVERIES},
        ),
        rx.el.p(copy.NO_DELIVERIES, class_name="mt-4 text-label text-muted"),
    )


def _delivery(one: DeliveryCard) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.span(one.event, class_name="font-medium"),
                rx.el.span(one.status, class_name=one.tone),
                class_name="flex flex-wrap items-center gap-2 text-label",
            ),
            rx.el.p(
                relative_time(one.at, time_format="moment"),
                " · ",
                one.facts,
                rx.cond(
                    one.next_attempt_at != "",
                    rx.el.span(
                        " · ", copy.NEXT_TRY, relative_time(one.next_attempt_at, time_format="moment")
                    ),
                ),
                class_name="text-fact text-muted break-words",
            ),
            class_name="min-w-0 flex-1 basis-52",
        ),
        rx.cond(
            one.next_attempt_at == "",
            button(
                icon("rotate-ccw", 14),
                copy.REDELIVER,
                size="small",
                on_click=WebhooksState.redeliver(WebhooksState.shown_id, one.id),
            ),
        ),
        key=one.id,
        class_name="flex flex-wrap items-center gap-3 border-b border-line py-3 last:border-b-0",
        custom_attrs={"data-delivery": one.status},
    )


def _error(name: str) -> rx.Var[str]:
    return cond_text(has_key(WebhooksState.errors, name), WebhooksState.errors[name], "").to(str)
