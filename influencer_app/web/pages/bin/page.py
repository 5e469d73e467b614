"""The bin: deleted results, each with the way back."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.components import (
    button,
    confirm_dialog,
    empty_state,
    icon,
    icon_button,
    link,
    link_button,
    load_newer_button,
    load_older_button,
)
from influencer_app.web.formatting import relative_time
from influencer_app.web.layout.page import Page
from influencer_app.web.pages.bin import copy
from influencer_app.web.pages.bin.state import BinCard, BinState
from influencer_app.web.reflex_compat.vars import foreach, length
from influencer_app.web.shell.page import app_page


def bin_page() -> rx.Component:
    """The page."""
    before, after = copy.ABOUT.split("{span}")
    return app_page(
        copy.TITLE,
        link(
            icon("arrow-left", 16),
            copy.BACK,
            href=routes.GALLERY,
            class_name="mb-3 inline-flex items-center gap-2 rounded-sm text-label text-muted hover:text-text",
        ),
        rx.cond(
            length(BinState.cards) > 0,
            rx.fragment(
                rx.el.p(before, BinState.span, after, class_name="mb-4 text-muted text-pretty"),
                load_newer_button(BinState.newer_cursors, copy.NEWER, BinState.load_newer),
                rx.el.ul(foreach(BinState.cards, _row), class_name="bin-rows"),
                load_older_button(BinState.older_cursor, copy.OLDER, BinState.load_older),
            ),
            rx.cond(BinState.ready, _empty()),
        ),
        here=routes.GALLERY,
        wide=False,
        overlays=(
            confirm_dialog(
                copy.ASK,
                copy.ASK_ABOUT,
                name="delete-permanently",
                open=BinState.deleting_id != "",
                on_close=BinState.ask_delete(""),
                on_confirm=BinState.delete,
                confirm=copy.DELETE,
            ),
        ),
    )


def _row(card: BinCard) -> rx.Component:
    thumb = rx.el.img(src=card.thumb, alt="", loading="lazy", class_name="size-full object-cover")
    restore = rx.cond(
        card.output_id != "",
        button(copy.RESTORE, size="small", icon="undo-2", on_click=BinState.restore_picture(card.output_id)),
        button(copy.RESTORE, size="small", icon="undo-2", on_click=BinState.restore_set(card.generation_id)),
    )
    return rx.el.li(
        rx.el.div(
            rx.cond(card.thumb != "", thumb, icon("image-off", 20)),
            class_name="bin-thumb",
        ),
        rx.el.div(
            rx.el.p(card.title, class_name="line-clamp-2 font-medium text-pretty"),
            rx.el.p(
                card.what,
                ", ",
                copy.DELETED.lower(),
                relative_time(card.discarded_at, "", "moment"),
                class_name="text-fact text-muted",
            ),
            class_name="min-w-0 flex-1 basis-40",
        ),
        rx.el.div(
            restore,
            icon_button("trash-2", copy.DELETE, size="small", on_click=BinState.ask_delete(card.id)),
            class_name="flex items-center gap-1.5",
        ),
        key=card.id,
        custom_attrs={"data-bin": card.id},
        class_name="bin-row",
    )


def _empty() -> rx.Component:
    before, after = copy.EMPTY_ABOUT.split("{span}")
    return empty_state(
        copy.EMPTY,
        rx.Var.create(f"{before}{BinState.span}{after}"),
        link_button(copy.OPEN_GALLERY, href=routes.GALLERY),
        icon="trash-2",
    )


PAGE = Page(routes.BIN, bin_page, copy.TITLE, on_load=BinState.load)
