"""The sections of the second factor and of passkeys in Settings."""

import reflex as rx

from influencer_app.web.components import button, confirm_dialog, icon
from influencer_app.web.formatting import relative_time
from influencer_app.web.pages.settings import second_factor_copy as copy
from influencer_app.web.pages.settings.second_factor_panels import (
    codes_panel,
    passkey_panel,
    totp_panel,
)
from influencer_app.web.pages.settings.second_factor_state import PasskeyCard, SecondFactorState
from influencer_app.web.reflex_compat.vars import cond_text, foreach, length, number_text

ROW = "flex flex-wrap items-center gap-3 border-b border-line py-3.5"


def second_factor() -> rx.Component:
    """The sections."""
    return rx.fragment(
        rx.cond(SecondFactorState.held, _held()),
        rx.el.section(
            rx.el.h2(copy.TITLE, class_name="display-card"),
            _hint(copy.HINT),
            rx.el.div(_app(), rx.cond(_has_any(), _codes()), class_name="mt-4 border-t border-line"),
            rx.match(
                SecondFactorState.panel,
                ("totp", totp_panel()),
                ("codes", codes_panel()),
                rx.fragment(),
            ),
            class_name="settings-section mt-10",
            id=rx.Var.create("two-step"),
        ),
        rx.el.section(
            rx.el.div(
                rx.el.div(
                    rx.el.h2(copy.PASSKEYS, class_name="display-card"),
                    _hint(copy.PASSKEYS_HINT),
                    class_name="min-w-0 flex-1 basis-72",
                ),
                rx.el.div(
                    button(copy.ADD_PASSKEY, on_click=SecondFactorState.begin_passkey),
                    class_name="needs-passkeys",
                ),
                class_name="flex flex-wrap items-start gap-3",
            ),
            rx.el.p(copy.UNSUPPORTED, class_name="no-passkeys mt-2 max-w-[52ch] text-muted text-pretty"),
            rx.cond(SecondFactorState.panel == "passkey", passkey_panel(_has_any())),
            rx.cond(
                length(SecondFactorState.passkeys) > 0,
                rx.el.ul(
                    foreach(SecondFactorState.passkeys, _passkey), class_name="mt-4 border-t border-line"
                ),
            ),
            class_name="settings-section mt-10",
            id=rx.Var.create("passkeys"),
        ),
    )


def ask_stop() -> rx.Component:
    """Asks before the authenticator app is switched off."""
    return confirm_dialog(
        copy.ASK_STOP,
        copy.ASK_STOP_HINT,
        name="stop-totp",
        open=SecondFactorState.stopping,
        on_close=SecondFactorState.ask_stop(False),
        on_confirm=SecondFactorState.stop,
        confirm=copy.STOP_APP,
        keep=copy.KEEP,
    )


def _has_any() -> rx.Var[bool]:
    found: rx.Var[bool] = rx.Var.create(SecondFactorState.totp) | (length(SecondFactorState.passkeys) > 0)
    return found


def _held() -> rx.Component:
    return rx.el.section(
        rx.el.h2(copy.HELD, class_name="display-card"),
        rx.el.p(
            cond_text(_has_any(), copy.HELD_AGAIN, copy.HELD_HINT),
            class_name="mt-1.5 max-w-[52ch] text-pretty",
        ),
        class_name="settings-section mt-10 rounded-card border border-line bg-raised p-5",
        role="status",
    )


def _app() -> rx.Component:
    act = rx.cond(
        SecondFactorState.totp,
        button(
            copy.STOP_APP,
            rx.el.span(" " + copy.APP, class_name="sr-only"),
            size="small",
            on_click=SecondFactorState.ask_stop(True),
        ),
        button(copy.SET_UP_APP, size="small", on_click=SecondFactorState.begin_totp),
    )
    state = rx.cond(
        SecondFactorState.totp,
        rx.el.span(copy.ON, class_name="badge-good"),
        rx.el.span(copy.OFF, class_name="badge"),
    )
    open_now = SecondFactorState.panel == "totp"
    return _row(
        "smartphone",
        copy.APP,
        rx.cond(open_now, rx.fragment(), state),
        copy.APP_HINT,
        rx.cond(open_now, rx.fragment(), act),
    )


def _codes() -> rx.Component:
    left = rx.el.span(
        number_text(SecondFactorState.recovery_codes),
        copy.LEFT,
        class_name="badge",
    )
    new = button(copy.NEW_CODES, size="small", on_click=SecondFactorState.begin_codes)
    return _row("life-buoy", copy.CODES, left, copy.CODES_HINT, new)


def _row(drawn: str, title: str, state: rx.Component, hint: str, act: rx.Component) -> rx.Component:
    return rx.el.div(
        icon(drawn, 20, class_name="text-muted"),
        rx.el.div(
            rx.el.h3(
                rx.el.span(title, class_name="font-medium"),
                state,
                class_name="flex flex-wrap items-center gap-2",
            ),
            rx.el.p(hint, class_name="text-fact text-muted text-pretty"),
            class_name="min-w-0 flex-1 basis-52",
        ),
        act,
        class_name=ROW,
    )


def _passkey(one: PasskeyCard) -> rx.Component:
    used = rx.cond(
        one.used_at != "",
        rx.fragment(copy.USED, relative_time(one.used_at, time_format="moment")),
        copy.NEVER_USED,
    )
    return rx.el.li(
        icon("key-round", 20, class_name="text-muted"),
        rx.el.div(
            rx.el.p(one.name, class_name="truncate font-medium"),
            rx.el.p(
                copy.ADDED,
                relative_time(one.created_at, time_format="date"),
                ", ",
                used,
                class_name="text-fact text-muted",
            ),
            class_name="min-w-0 flex-1 basis-52",
        ),
        button(
            copy.REMOVE,
            rx.el.span(" " + one.name, class_name="sr-only"),
            size="small",
            on_click=SecondFactorState.remove(one.id),
        ),
        key=one.id,
        class_name=ROW,
        custom_attrs={"data-passkey-row": one.id},
    )


def _hint(text: str) -> rx.Component:
    return rx.el.p(text, class_name="mt-1.5 max-w-[52ch] text-muted text-pretty")
