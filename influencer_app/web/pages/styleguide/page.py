"""All parts in all states, to be looked at while developing; not part of a production build."""

from typing import Any

import reflex as rx

from influencer_app.web import components as ui
from influencer_app.web.layout.page import Page
from influencer_app.web.pages.styleguide import interactive_parts, static_parts
from influencer_app.web.pages.styleguide.state import StyleguideState
from influencer_app.web.pages.styleguide.static_parts import row
from influencer_app.web.shell.frame import frame

ROUTE = "/dashboard/styleguide"


def styleguide() -> rx.Component:
    """The page."""
    return frame(
        "Style guide",
        rx.el.div(*[_side(theme) for theme in ("dark", "light")], class_name="grid"),
        here=ROUTE,
        actions=rx.fragment(
            ui.queue_button("2 in queue", StyleguideState.progress), ui.credits_pill("412", 0.3)
        ),
        person=rx.el.p("Development", class_name="text-label"),
        overlays=(
            ui.toast_region(StyleguideState.toasts, StyleguideState.dismiss, StyleguideState.dismiss),
            ui.confirm_dialog(
                "Delete this picture?",
                "Its file goes too. This cannot be undone.",
                name="sure",
                open=StyleguideState.open,
                on_close=StyleguideState.toggle,
                on_confirm=StyleguideState.toggle,
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
        _part("Type", static_parts.written()),
        _part("Colour", static_parts.colours()),
        _part("Buttons", _buttons()),
        _part("Fields", static_parts.fields(theme)),
        _part("Choosing", _choosing(theme)),
        _part("Faces", static_parts.faces()),
        _part("Loading keeps the shape", static_parts.pictures()),
        _part("Rows that come", static_parts.coming()),
        _part("Progress", _progress()),
        _part("Menus, tooltips, dialogs", interactive_parts.menus(theme)),
        _part("Tabs", interactive_parts.tabs(theme)),
        _part("Charts", interactive_parts.charts()),
        _part("Queue, from the button in the bar", interactive_parts.queue()),
        _part("Palette, Ctrl K", interactive_parts.palette()),
        _part("Notifications, from the bell", interactive_parts.notifications()),
        _part("Messages, for what ended elsewhere", interactive_parts.toasts()),
        _part("Boxes", static_parts.boxes()),
        _part("Nothing yet", static_parts.nothing()),
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
            ui.button("Make 4 pictures", kind="primary", on_click=StyleguideState.step),
            ui.button("Cannot now", disabled=True),
            ui.button("Sending", kind="primary", busy=True),
            ui.button("Fails", on_click=StyleguideState.fail),
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
        ui.price_button("Make 4 pictures", "32 credits", busy=StyleguideState.progress > 0.9),
        ui.price_button("Make 4 pictures", "32 credits", affordable=False),
    )


def _choosing(side: str) -> rx.Component:
    modes = (ui.Choice("picture", "Picture", "image"), ui.Choice("clip", "Clip", "clapperboard"))
    return rx.fragment(
        ui.segmented("Mode", modes, StyleguideState.mode, StyleguideState.choose_mode, name=f"{side}-mode"),
        ui.shape_choice(
            "Shape",
            ("1:1", "4:5", "2:3", "3:4", "9:16", "16:9"),
            StyleguideState.shape,
            StyleguideState.choose_shape,
            name=f"{side}-shape",
        ),
        row(
            *[
                ui.chip(
                    word,
                    filled=True,
                    chosen=StyleguideState.filter == word.lower(),
                    on_click=StyleguideState.choose_filter(word.lower()),
                )
                for word in ("All", "Pictures")
            ],
            ui.chip("Favourites", icon="heart", chosen=True, on_remove=StyleguideState.step),
        ),
    )


def _progress() -> rx.Component:
    return rx.fragment(
        ui.progress_line(StyleguideState.progress, "Rendering"),
        row(
            ui.ring(StyleguideState.progress),
            ui.credits_pill("12", 0.1, low=True),
            ui.credits_pill("412", 0.8),
        ),
        rx.el.ol(
            ui.step_line("Words", "0.9 s", state="done"),
            ui.step_line("Rendering", "3 of 4", state="running"),
            ui.step_line("Signing", "", state="waiting"),
            ui.step_line("Delivering", "no answer", state="failed"),
        ),
    )


PAGE = Page(ROUTE, styleguide, "Style guide")
