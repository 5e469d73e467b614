"""The workspaces that somebody is in, and the members of the open one."""

from typing import Any

import reflex as rx
from reflex.event import EventCallback

from influencer_app.web.components import button, field, select, text_input
from influencer_app.web.formatting import relative_time
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.workspace_deletion import delete_section
from influencer_app.web.pages.settings.workspaces_state import (
    InvitationCard,
    MemberCard,
    WorkspaceCard,
    WorkspacesState,
)
from influencer_app.web.reflex_compat.vars import cond_text, foreach, has_key

ROW = "flex flex-wrap items-center gap-3 border-b border-line py-3"


def workspaces() -> rx.Component:
    """The section."""
    return rx.el.div(
        rx.el.section(
            rx.el.h2(copy.WORKSPACES, class_name="display-card"),
            rx.el.p(copy.WORKSPACES_HINT, class_name="mt-1.5 max-w-[52ch] text-muted text-pretty"),
            rx.el.ul(foreach(WorkspacesState.workspaces, _workspace), class_name="mt-4 border-t border-line"),
            _one_field(copy.WORKSPACE_NAME, "workspace_name", copy.CREATE_WORKSPACE, WorkspacesState.create),
            class_name="settings-section",
        ),
        rx.cond(
            WorkspacesState.is_personal,
            rx.el.p(copy.ALONE_HERE, class_name="mt-10 max-w-[52ch] text-muted text-pretty"),
            _members(),
        ),
        rx.cond(WorkspacesState.may_manage, rx.fragment(_manage(), delete_section())),
    )


def _workspace(one: WorkspaceCard) -> rx.Component:
    facts = rx.el.p(
        one.members,
        rx.cond(one.personal, rx.el.span(" · ", copy.PERSONAL)),
        class_name="text-fact text-muted",
    )
    return rx.el.li(
        rx.el.div(rx.el.p(one.name, class_name="truncate font-medium"), facts, class_name="min-w-0 flex-1"),
        rx.cond(
            one.current,
            rx.el.span(copy.OPEN_HERE, class_name="badge-good"),
            button(
                copy.OPEN,
                rx.el.span(" " + one.name, class_name="sr-only"),
                size="small",
                on_click=WorkspacesState.open_workspace(one.id),
            ),
        ),
        key=one.id,
        class_name=ROW,
    )


def _members() -> rx.Component:
    return rx.el.section(
        rx.el.h2(copy.MEMBERS, class_name="display-card"),
        rx.el.p(copy.MEMBERS_HINT, class_name="mt-1.5 max-w-[52ch] text-muted text-pretty"),
        rx.el.ul(foreach(WorkspacesState.members, _member), class_name="mt-4 border-t border-line"),
        button(copy.LEAVE, on_click=WorkspacesState.leave, class_name="mt-4"),
        class_name="settings-section mt-10",
    )


def _member(one: MemberCard) -> rx.Component:
    manage = rx.el.div(
        select(
            list(copy.ROLES),
            name="role-" + one.id,
            value=one.role,
            on_change=lambda role: WorkspacesState.change_role(one.id, role),
            custom_attrs={"aria-label": copy.ROLE_OF + one.name},
        ),
        button(
            copy.REMOVE,
            rx.el.span(" " + one.name, class_name="sr-only"),
            size="small",
            on_click=WorkspacesState.remove(one.id),
        ),
        class_name="flex flex-wrap items-center gap-2",
    )
    return rx.el.li(
        rx.el.div(
            rx.el.p(one.name, class_name="truncate font-medium"),
            rx.el.p(one.email, class_name="break-all text-fact text-muted"),
            class_name="min-w-0 flex-1 basis-48",
        ),
        rx.cond(
            WorkspacesState.may_manage & ~one.is_self,
            manage,
            rx.el.span(one.role, class_name="badge capitalize"),
        ),
        key=one.id,
        class_name=ROW,
    )


def _manage() -> rx.Component:
    return rx.el.section(
        rx.el.h2(copy.INVITE, class_name="display-card"),
        rx.el.form(
            field(
                copy.INVITE_EMAIL,
                text_input(
                    name="invite_email",
                    type="email",
                    error=_error("email"),
                    auto_complete="off",
                    key=WorkspacesState.form_version,
                    custom_attrs={"maxLength": "254"},
                    hinted=True,
                ),
                name="invite_email",
                hint=copy.INVITE_HINT,
                error=_error("email"),
            ),
            field(copy.ROLE, select(list(copy.ROLES), name="role", default_value="editor"), name="role"),
            button(copy.INVITE, kind="primary", type="submit", class_name="self-start"),
            on_submit=WorkspacesState.invite.prevent_default,
            id=rx.Var.create("invite-form"),
            class_name="settings-form mt-4",
        ),
        rx.cond(
            WorkspacesState.invitations,
            rx.el.div(
                rx.el.h3(copy.OPEN_INVITATIONS, class_name="mt-8 text-label font-medium"),
                rx.el.ul(
                    foreach(WorkspacesState.invitations, _invitation), class_name="mt-2 border-t border-line"
                ),
            ),
        ),
        _one_field(
            copy.WORKSPACE_NAME, "new_name", copy.RENAME, WorkspacesState.rename, WorkspacesState.name
        ),
        class_name="settings-section mt-10",
    )


def _invitation(one: InvitationCard) -> rx.Component:
    by_link = rx.fragment(
        rx.el.span(one.url, id="link-" + one.id, class_name="sr-only"),
        button(
            rx.el.span(copy.COPY_LINK),
            size="small",
            custom_attrs={
                "data-copy-from": "link-" + one.id,
                "data-copied": copy.COPIED,
                "data-selected": copy.SELECTED,
            },
        ),
    )
    return rx.el.li(
        rx.el.div(
            rx.el.p(cond_text(one.email != "", one.email, copy.A_LINK), class_name="break-all font-medium"),
            rx.el.p(
                one.role,
                " · ",
                relative_time(one.expires_at, time_format="at"),
                class_name="text-fact text-muted first-letter:capitalize",
            ),
            class_name="min-w-0 flex-1 basis-48",
        ),
        rx.cond(one.url != "", by_link),
        button(copy.WITHDRAW, size="small", on_click=WorkspacesState.withdraw(one.id)),
        key=one.id,
        class_name=ROW,
    )


def _one_field(
    label: str, name: str, words: str, on_submit: EventCallback[Any], value: rx.Var[str] | str = ""
) -> rx.Component:
    """A form for a name."""
    return rx.el.form(
        field(
            label,
            text_input(
                name=name,
                error=_error(name),
                default_value=value,
                required=True,
                key=WorkspacesState.form_version,
                custom_attrs={"maxLength": "80"},
            ),
            name=name,
            error=_error(name),
        ),
        button(words, type="submit", class_name="self-start"),
        on_submit=on_submit.prevent_default,
        id=rx.Var.create(f"{name}-form"),
        class_name="settings-form mt-6",
    )


def _error(name: str) -> rx.Var[str]:
    return cond_text(has_key(WorkspacesState.errors, name), WorkspacesState.errors[name], "").to(str)
