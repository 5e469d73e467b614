"""All parts in all states, to be looked at while developing; not part of a production build."""

from typing import Any

import reflex as rx

from influencer_app.web import components as ui
from influencer_app.web.layout import Page, shell
from influencer_app.web.pages.kit import moving, standing
from influencer_app.web.pages.kit.standing import row
from influencer_app.web.pages.kit.state import KitState

ROUTE = "/dashboard/kit"


def kit() -> rx.Component:
    """The page."""
    return shell(
        "Kit",
        rx.el.div(*[_side(theme) for theme in ("dark", "light")], class_name="grid"),
        here=ROUTE,
        actions=rx.fragment(ui.queue_button("2 in queue", KitState.progress), ui.credits_pill("412", 0.3)),
        person=rx.el.p("Development", class_name="text-label"),
        overlays=(
            ui.toast_region(KitState.toasts, KitState.dismiss, KitState.dismiss),
            ui.confirm_dialog(
                "Delete this picture?",
                "Its file goes too. This cannot be undone.",
                name="sure",
                open=KitState.open,
                on_close=KitState.toggle,
                on_confirm=KitState.toggle,
                confirm="Delete it",
            ),
            ui.dialog(
                "Drawer",
                rx.el.p("From the right, or from below on phones.", class_name="text-muted"),
                name="drawer",
                side=True,
            ),
        ),
    )


def _side(theme: str) -> rx.Component:
    """Everything once, in one theme; ids begin with its name."""
    return rx.el.section(
        rx.el.h2(theme.capitalize(), class_name="display-card col-span-full"),
        _part("Type", standing.written()),
        _part("Colour", standing.colours()),
        _part("Buttons", _buttons()),
        _part("Fields", standing.fields(theme)),
        _part("Choosing", _choosing(theme)),
        _part("Faces", standing.faces()),
        _part("Loading keeps the shape", standing.pictures()),
        _part("Rows that come", standing.coming()),
        _part("Progress", _progress()),
        _part("Menus, tooltips, dialogs", moving.menus(theme)),
        _part("Tabs", moving.tabs(theme)),
        _part("Charts", moving.charts()),
        _part("Queue, from the button in the bar", moving.queue()),
        _part("Palette, Ctrl K", moving.found()),
        _part("Notifications, from the bell", moving.notices()),
        _part("Messages, for what ended elsewhere", moving.messages()),
        _part("Boxes", standing.boxes()),
        _part("Nothing yet", standing.nothing()),
        class_name=f"theme-{theme} grid min-w-0 content-start gap-x-10 gap-y-12 bg-ground px-4 py-6 "
        "text-text md:grid-cols-2 md:px-6 xl:grid-cols-3",
        custom_attrs={"aria-label": f"{theme.capitalize()} theme"},
    )


def _part(title: str, *content: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h3(title, class_name="text-label text-muted"),
        *content,
        class_name="flex min-w-0 flex-col gap-3",
    )


def _buttons() -> rx.Component:
    return rx.fragment(
        row(
            ui.button("Make 4 pictures", kind="primary", on_click=KitState.step),
            ui.button("Cannot now", disabled=True),
            ui.button("Sending", kind="primary", busy=True),
            ui.button("Fails", on_click=KitState.fail),
        ),
        row(
            ui.button("Outline", icon="list-ordered"),
            ui.button("Raised", kind="raised"),
            ui.button("Quiet", kind="quiet"),
            ui.link_button("A link", href="/dashboard/gallery"),
            ui.button("Delete", kind="danger"),
        ),
        row(
            ui.button("Small", size="small"), ui.icon_button("ellipsis", "More", kind="outline", size="small")
        ),
        ui.price_button("Make 4 pictures", "32 credits", busy=KitState.progress > 0.9),
        ui.price_button("Make 4 pictures", "32 credits", affordable=False),
    )


def _choosing(side: str) -> rx.Component:
    modes = (ui.Choice("picture", "Picture", "image"), ui.Choice("clip", "Clip", "clapperboard"))
    return rx.fragment(
        ui.segmented("Mode", modes, KitState.mode, KitState.choose_mode, name=f"{side}-mode"),
        ui.shape_choice(
            "Shape",
            ("1:1", "4:5", "2:3", "3:4", "9:16", "16:9"),
            KitState.shape,
            KitState.choose_shape,
            name=f"{side}-shape",
        ),
        row(
            *[
                ui.chip(
                    word,
                    filled=True,
                    chosen=KitState.filter == word.lower(),
                    on_click=KitState.choose_filter(word.lower()),
                )
                for word in ("All", "Pictures")
            ],
            ui.chip("Favourites", icon="heart", chosen=True, on_remove=KitState.step),
        ),
    )


def _progress() -> rx.Component:
    return rx.fragment(
        ui.progress_line(KitState.progress, "Rendering"),
        row(ui.ring(KitState.progress), ui.credits_pill("12", 0.1, low=True), ui.credits_pill("412", 0.8)),
        rx.el.ol(
            ui.step_line("Words", "0.9 s", state="done"),
            ui.step_line("Rendering", "3 of 4", state="running"),
            ui.step_line("Signing", "", state="waiting"),
            ui.step_line("Delivering", "no answer", state="failed"),
        ),
    )


PAGE = Page(ROUTE, kit, "Kit")
