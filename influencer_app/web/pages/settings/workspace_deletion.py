"""Deleting the open workspace, once its name was typed."""

import reflex as rx

from influencer_app.web.components import button, dialog, field, text_input
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.workspaces_state import WorkspacesState
from influencer_app.web.reflex_compat.vars import cond_text, has_key


def delete_section() -> rx.Component:
    """What it means, and the button that asks."""
    return rx.el.section(
        rx.el.h2(copy.DELETE_WORKSPACE, class_name="display-card"),
        rx.el.p(copy.DELETE_WORKSPACE_HINT, class_name="mt-1.5 max-w-[52ch] text-muted text-pretty"),
        button(
            copy.DELETE_BUTTON, kind="danger", on_click=WorkspacesState.ask_delete(True), class_name="mt-4"
        ),
        class_name="settings-section mt-10",
    )


def delete_dialog() -> rx.Component:
    """Asks for the name of the workspace."""
    error = cond_text(
        has_key(WorkspacesState.errors, "typed_name"), WorkspacesState.errors["typed_name"], ""
    ).to(str)
    return dialog(
        copy.DELETE_WORKSPACE,
        rx.el.p(copy.DELETE_WORKSPACE_HINT, class_name="text-muted text-pretty"),
        rx.el.form(
            field(
                copy.TYPE_NAME,
                text_input(
                    name="typed_name",
                    error=error,
                    auto_complete="off",
                    required=True,
                    placeholder=WorkspacesState.name,
                    key=WorkspacesState.form_version,
                    custom_attrs={"maxLength": "80"},
                ),
                name="typed_name",
                error=error,
            ),
            rx.el.div(
                button(copy.KEEP, on_click=WorkspacesState.ask_delete(False)),
                button(copy.DELETE_BUTTON, kind="danger", type="submit"),
                class_name="flex flex-wrap justify-end gap-2.5",
            ),
            on_submit=WorkspacesState.delete.prevent_default,
            id=rx.Var.create("delete-workspace-form"),
            class_name="flex flex-col gap-4",
        ),
        name="delete-workspace",
        open=WorkspacesState.confirming_delete,
        on_close=WorkspacesState.ask_delete(False),
    )
