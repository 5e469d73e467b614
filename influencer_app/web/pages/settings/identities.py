"""The accounts elsewhere that sign in to this one: to be linked, and taken away again."""

import reflex as rx

from influencer_app.web.components import button, icon, note
from influencer_app.web.formatting import relative_time
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.identities_state import IdentitiesState, IdentityCard
from influencer_app.web.reflex_compat.vars import cond_text, foreach, length


def linked_accounts() -> rx.Component:
    """The section, where a provider is set up or something is linked."""
    return rx.cond(
        length(IdentitiesState.cards) > 0,
        rx.el.section(
            rx.el.h2(copy.LINKED, class_name="display-card"),
            rx.el.p(copy.LINKED_HINT, class_name="mt-1.5 max-w-[52ch] text-muted text-pretty"),
            rx.el.div(
                rx.cond(
                    IdentitiesState.done != "", note(IdentitiesState.done, tone="good", class_name="mt-4")
                ),
                rx.cond(
                    IdentitiesState.failed != "",
                    note(IdentitiesState.failed, tone="bad", class_name="mt-4"),
                ),
                custom_attrs={"role": "status"},
            ),
            rx.el.ul(foreach(IdentitiesState.cards, _identity), class_name="mt-4 border-t border-line"),
            class_name="settings-section mt-10",
        ),
    )


def _identity(one: IdentityCard) -> rx.Component:
    linked = one.id != ""
    return rx.el.li(
        icon("link-2", 20, class_name="text-muted"),
        rx.el.div(
            rx.el.p(one.name, class_name="font-medium"),
            rx.el.p(
                cond_text(linked, cond_text(one.email != "", one.email, copy.NO_ADDRESS), copy.NOT_LINKED),
                rx.cond(
                    one.used_at != "",
                    rx.fragment(", ", copy.LAST_USED, relative_time(one.used_at, time_format="moment")),
                ),
                rx.cond(one.offered, rx.fragment(), rx.fragment(". ", copy.NOT_SET_UP)),
                class_name="break-words text-fact text-muted",
            ),
            class_name="min-w-0 flex-1",
        ),
        rx.cond(
            linked,
            button(
                copy.UNLINK,
                rx.el.span(" " + one.name, class_name="sr-only"),
                size="small",
                on_click=IdentitiesState.unlink(one.id),
            ),
            button(
                copy.LINK,
                rx.el.span(" " + one.name, class_name="sr-only"),
                size="small",
                on_click=IdentitiesState.link(one.provider),
            ),
        ),
        key=one.provider + one.id,
        class_name="flex items-center gap-3.5 border-b border-line py-3.5",
        custom_attrs={"data-provider": one.provider},
    )
