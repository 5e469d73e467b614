"""All parts in all states, to be looked at while developing; not part of a production build."""

from typing import Any

import reflex as rx

from influencer_app.web import components as ui
from influencer_app.web.build.shelf import prints
from influencer_app.web.layout import Page, shell
from influencer_app.web.pages.kit.state import KitState
from influencer_app.web.theme import COLOURS

ROUTE = "/dashboard/kit"


def kit() -> rx.Component:
    """The page."""
    return shell(
        "Kit",
        rx.el.div(
            _part("Type", _type()),
            _part("Colour", _colours()),
            _part("Buttons", _buttons()),
            _part("Fields", _fields()),
            _part("Choosing", _choosing()),
            _part("Loading keeps the shape", _pictures()),
            _part("Progress", _progress()),
            _part("Boxes", _boxes()),
            class_name="grid gap-x-10 gap-y-12 lg:grid-cols-2 2xl:grid-cols-3",
        ),
        here=ROUTE,
        wide=False,
        actions=rx.fragment(ui.queue_button("2 in queue", KitState.progress), ui.credits_pill("412", 0.3)),
        person=rx.el.p("Development", class_name="text-label"),
        overlays=(
            ui.toast_region(KitState.toasts, KitState.dismiss),
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
                "Queue",
                rx.el.p("Nothing is waiting.", class_name="text-muted"),
                name="queue",
                open=KitState.drawer,
                on_close=KitState.toggle_drawer,
                side=True,
            ),
        ),
    )


def _part(title: str, *content: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(title, class_name="mb-3 text-label text-muted"),
        *content,
        class_name="flex min-w-0 flex-col gap-3",
    )


def _row(*content: Any) -> rx.Component:
    return rx.el.div(*content, class_name="flex flex-wrap items-center gap-2.5")


def _type() -> rx.Component:
    return rx.el.div(
        rx.el.p("One face", class_name="display-hero !text-[5rem]"),
        rx.el.p("Credits, counted ", rx.el.em("aloud"), class_name="display-section"),
        rx.el.p("Likeness over time", class_name="display-card"),
        rx.el.p("Gallery", class_name="display-title"),
        rx.el.p("Amara above the tree line, last hour of sun", class_name="text-prompt"),
        rx.el.p("Interface text, buttons and rows", class_name="text-body"),
        rx.el.p("Labels of fields and chips", class_name="text-label font-medium"),
        rx.el.p("4 pictures, 4:5, Editorial, seed 48213, 14 s ago", class_name="text-fact text-muted"),
        class_name="flex flex-col gap-2",
    )


def _colours() -> rx.Component:
    return rx.el.div(
        *[
            rx.el.div(
                rx.el.div(
                    class_name="h-10 rounded-control border border-line",
                    custom_attrs={"style": {"background": f"var(--{name})"}},
                ),
                rx.el.p(name, class_name="text-micro mt-1"),
            )
            for name in COLOURS
        ],
        class_name="grid grid-cols-4 gap-2",
    )


def _buttons() -> rx.Component:
    return rx.fragment(
        _row(
            ui.button("Make 4 pictures", kind="primary", on_click=KitState.step),
            ui.button("Cannot now", disabled=True),
            ui.button("Sending", kind="primary", busy=True),
            ui.button("Fails", on_click=KitState.fail),
        ),
        _row(
            ui.button("Outline", on_click=KitState.toggle_drawer, icon="list-ordered"),
            ui.button("Raised", kind="raised", on_click=KitState.tell),
            ui.button("Quiet", kind="quiet"),
            ui.button("Delete", kind="danger", on_click=KitState.toggle),
        ),
        _row(
            ui.button("Small", size="small"), ui.icon_button("ellipsis", "More", kind="outline", size="small")
        ),
        ui.price_button("Make 4 pictures", "32 credits", busy=KitState.progress > 0.9),
        ui.price_button("Make 4 pictures", "32 credits", affordable=False),
    )


def _fields() -> rx.Component:
    return rx.fragment(
        ui.field(
            "At rest", ui.text_input(name="rest", placeholder="Words"), name="rest", hint="As you like."
        ),
        ui.field(
            "Age",
            ui.text_input(name="age", default_value="12 years", error="Characters are adults: 18 or older."),
            name="age",
            error="Characters are adults: 18 or older.",
        ),
        ui.field("Prompt", ui.textarea(name="prompt"), name="prompt", aside="0 / 2,000"),
        ui.field("Style", ui.select([("a", "Editorial"), ("b", "Neon")], name="style"), name="style"),
    )


def _choosing() -> rx.Component:
    modes = (ui.Choice("picture", "Picture", "image"), ui.Choice("clip", "Clip", "clapperboard"))
    return rx.fragment(
        ui.segmented("Mode", modes, KitState.mode, KitState.choose_mode, name="mode"),
        ui.shape_choice(
            "Shape",
            ("1:1", "4:5", "2:3", "3:4", "9:16", "16:9"),
            KitState.shape,
            KitState.choose_shape,
            name="shape",
        ),
        _row(
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
        _row(
            *[
                ui.face_choice(
                    one.url,
                    one.person,
                    chosen=KitState.face == one.person,
                    on_click=KitState.choose_face(one.person),
                )
                for one in prints()[:4]
            ]
        ),
    )


def _pictures() -> rx.Component:
    one = prints()[0]
    return rx.el.div(
        ui.skeleton(ratio="4/5"),
        ui.developing_picture(KitState.progress, "62%", placeholder=one.url),
        ui.developing_picture(0.0, "Next", placeholder=one.url),
        ui.developing_picture(1.0, placeholder=one.url, src=one.url, alt=one.scene),
        rx.el.div(
            ui.picture(one.url, one.scene, width=one.width, height=one.height),
            ui.picture_label("0.94", tone="good", class_name="absolute bottom-2 left-2"),
            class_name="relative",
        ),
        class_name="grid grid-cols-5 gap-1.5",
    )


def _progress() -> rx.Component:
    return rx.fragment(
        ui.progress_line(KitState.progress, "Rendering"),
        _row(ui.ring(KitState.progress), ui.credits_pill("12", 0.1, low=True), ui.avatar("", "Amara")),
        rx.el.ol(
            ui.step_line("Words", "0.9 s", state="done"),
            ui.step_line("Rendering", "3 of 4", state="running"),
            ui.step_line("Signing", "", state="waiting"),
        ),
    )


def _boxes() -> rx.Component:
    return rx.fragment(
        ui.card(rx.el.p("A card that runs"), strong=True, class_name="p-4"),
        ui.note("The provider did not answer. 20 credits are back.", tone="bad"),
        ui.empty_state(
            "No pictures yet", "Your first one costs five credits.", ui.button("Make one", kind="primary")
        ),
    )


PAGE = Page(ROUTE, kit, "Kit")
