"""The panels in which an authenticator app, recovery codes or a passkey are set up."""

from typing import Any

import reflex as rx

from influencer_app.web.components import button, field, text_input
from influencer_app.web.pages.settings import second_factor_copy as copy
from influencer_app.web.pages.settings.second_factor_state import SecondFactorState

PANEL = "mt-5 rounded-card border border-line bg-raised p-5"


def totp_panel() -> rx.Component:
    """The key of an app, its first code, and then the recovery codes; filled by ``/js/second_factor.js``."""
    setup = rx.el.div(
        rx.el.div(
            rx.el.h3(copy.SCAN, class_name="font-medium"),
            rx.el.img(
                alt=copy.QR_CODE,
                class_name="mt-3 size-48 rounded-card bg-white",
                custom_attrs={"data-qr": ""},
            ),
        ),
        rx.el.div(
            rx.el.p(copy.BY_HAND, class_name="text-label text-muted"),
            rx.el.code(
                id=rx.Var.create("totp-secret"), class_name="secret-text", custom_attrs={"translate": "no"}
            ),
            _copy("totp-secret", copy.COPY_KEY),
            field(
                copy.FIRST_CODE,
                text_input(
                    name="first-code",
                    auto_complete="one-time-code",
                    custom_attrs={"inputMode": "numeric", "maxLength": "10", "data-code": ""},
                ),
                name="first-code",
                class_name="mt-5",
            ),
            rx.el.div(
                button(copy.CONFIRM, kind="primary", custom_attrs={"data-confirm-code": ""}),
                button(copy.CANCEL, on_click=SecondFactorState.close),
                class_name="mt-4 flex flex-wrap gap-2.5",
            ),
            class_name="min-w-0 flex-1 basis-60",
        ),
        class_name="flex-wrap gap-6",
        hidden=True,
        custom_attrs={"data-part": "setup"},
    )
    return _filled("totp", setup, _codes())


def codes_panel() -> rx.Component:
    """New recovery codes; filled by the same script."""
    return _filled("codes", _codes())


def passkey_panel(has_any: rx.Var[bool]) -> rx.Component:
    """The name of a passkey, and the button for which the browser asks; ``/js/passkeys.js`` follows it."""
    return rx.el.div(
        field(
            copy.PASSKEY_NAME,
            text_input(
                name="passkey-name",
                required=True,
                auto_complete="off",
                auto_focus=True,
                hinted=True,
                custom_attrs={"maxLength": "80", "data-passkey-name": ""},
            ),
            name="passkey-name",
            hint=copy.PASSKEY_NAME_HINT,
        ),
        rx.cond(has_any, rx.fragment(), rx.el.p(copy.FIRST_PASSKEY, class_name="text-label text-muted")),
        rx.el.p(class_name="text-label text-bad", role="alert", custom_attrs={"data-passkey-problem": ""}),
        rx.el.div(
            button(copy.MAKE_PASSKEY, kind="primary", custom_attrs={"data-passkey": "register"}),
            button(copy.CANCEL, on_click=SecondFactorState.close),
            class_name="flex flex-wrap gap-2.5",
        ),
        rx.el.button(
            type="button",
            hidden=True,
            on_click=SecondFactorState.finish,
            custom_attrs={"data-passkey-done": ""},
        ),
        class_name=f"{PANEL} flex max-w-[30rem] flex-col gap-3",
        custom_attrs={"data-passkey-box": ""},
    )


def _filled(name: str, *parts: Any) -> rx.Component:
    return rx.el.div(
        *parts,
        rx.el.p(
            class_name="text-label text-bad empty:hidden mt-3",
            role="alert",
            custom_attrs={"data-problem": ""},
        ),
        class_name=PANEL,
        key=name,
        custom_attrs={"data-factor": name},
    )


def _codes() -> rx.Component:
    return rx.el.div(
        rx.el.h3(copy.SAVE_CODES, tab_index=-1, class_name="font-medium outline-none"),
        rx.el.p(copy.SAVE_CODES_HINT, class_name="mt-1 max-w-[52ch] text-muted text-pretty"),
        rx.el.pre(
            id=rx.Var.create("recovery-codes"), class_name="recovery-codes", custom_attrs={"translate": "no"}
        ),
        rx.el.div(
            button(copy.SAVED_THEM, kind="primary", on_click=SecondFactorState.finish),
            _copy("recovery-codes", copy.COPY_CODES),
            class_name="mt-4 flex flex-wrap gap-2.5",
        ),
        hidden=True,
        custom_attrs={"data-part": "codes"},
    )


def _copy(source: str, label: str) -> rx.Component:
    return button(
        rx.el.span(label),
        icon="copy",
        custom_attrs={
            "data-copy-from": source,
            "data-copied": copy.COPIED,
            "data-selected": copy.SELECTED,
        },
    )
