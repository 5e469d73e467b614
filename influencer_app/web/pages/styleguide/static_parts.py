"""The parts that stand still: type, colours, fields, pictures, boxes."""

from typing import Any

import reflex as rx

from influencer_app.web import components as ui
from influencer_app.web.pages.styleguide.state import StyleguideState
from influencer_app.web.site_build.samples import SampleImage, sample_images
from influencer_app.web.theme import COLOURS

ADULTS = "Characters are adults: 18 or older."


def row(*content: Any) -> rx.Component:
    """Parts beside each other."""
    return rx.el.div(*content, class_name="flex flex-wrap items-center gap-2.5")


def people() -> list[SampleImage]:
    """The first print of each person."""
    return list({one.person: one for one in reversed(sample_images())}.values())[::-1]


def written() -> rx.Component:
    """The type scale."""
    return rx.el.div(
        rx.el.p("One face", class_name="display-hero !text-[4.5rem]"),
        rx.el.p("Credits, counted ", rx.el.em("aloud"), class_name="display-section !text-[2.5rem]"),
        rx.el.p("Likeness over time", class_name="display-card"),
        rx.el.p("Gallery", class_name="display-title"),
        rx.el.p("Amara above the tree line, last hour of sun", class_name="text-prompt"),
        rx.el.p("Interface text, buttons and rows", class_name="text-body"),
        rx.el.p("Labels of fields and chips", class_name="text-label font-medium"),
        rx.el.p("4 pictures, 4:5, Editorial, seed 48213, 14 s ago", class_name="text-fact text-muted"),
        class_name="flex flex-col gap-2",
    )


def colours() -> rx.Component:
    """Every token."""
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


def fields(side: str) -> rx.Component:
    """At rest, with a hint, wrong, out of use; of one line, of several, secret, and one of some."""
    style = [("a", "Editorial"), ("b", "Neon")]
    own = {word: f"{side}-{word}" for word in ("rest", "age", "off", "word", "prompt", "style", "file")}
    return rx.fragment(
        ui.field(
            "At rest",
            ui.text_input(name=own["rest"], placeholder="Words", hinted=True),
            name=own["rest"],
            hint="As you like.",
        ),
        ui.field(
            "Age",
            ui.text_input(name=own["age"], default_value="12 years", error=ADULTS),
            name=own["age"],
            error=ADULTS,
        ),
        ui.field(
            "Out of use",
            ui.text_input(name=own["off"], default_value="Not now", disabled=True),
            name=own["off"],
        ),
        ui.field("Password", ui.password_input(name=own["word"], auto_complete="off"), name=own["word"]),
        ui.field("Prompt", ui.textarea(name=own["prompt"]), name=own["prompt"], aside="0 / 2,000"),
        ui.field("Style", ui.select(style, name=own["style"]), name=own["style"]),
        ui.file_upload(
            "Choose a photo",
            "JPEG, PNG or WebP",
            name=own["file"],
            upload_url="/api/uploads",
            accept="image/*",
            consent="I may use this picture.",
        ),
    )


def pictures() -> rx.Component:
    """Waiting, developing, fixed; over its thumbhash; with what is known of it."""
    one = sample_images()[0]
    under = rx.el.div(
        class_name="picture",
        custom_attrs={
            "style": {
                "aspectRatio": f"{one.width} / {one.height}",
                "backgroundImage": f'url("{one.placeholder}")',
            }
        },
    )
    seen = ui.picture(one.url, one.scene, width=one.width, height=one.height, placeholder=one.placeholder)
    return rx.fragment(
        rx.el.div(
            ui.skeleton(ratio="4/5"),
            ui.developing_picture(0.0, "Next", placeholder=one.url),
            ui.developing_picture(StyleguideState.progress, "62%", placeholder=one.url),
            ui.developing_picture(1.0, placeholder=one.url, src=one.url, alt=one.scene),
            under,
            rx.el.div(
                seen,
                ui.picture_label("0.94", tone="good", class_name="absolute bottom-2 left-2"),
                class_name="relative",
            ),
            class_name="grid grid-cols-3 gap-1.5",
        ),
        rx.el.p(
            "Waiting, next, developing, fixed; its thumbhash, and the picture over it.",
            class_name="text-fact text-muted",
        ),
    )


def faces() -> rx.Component:
    """To be picked, and as marks beside words."""
    return rx.fragment(
        row(
            *[
                ui.face_choice(
                    one.small,
                    one.person,
                    chosen=StyleguideState.character == one.person,
                    on_click=StyleguideState.choose_character(one.person),
                )
                for one in people()[:4]
            ]
        ),
        row(
            *[ui.avatar(one.small, one.person) for one in people()[:2]],
            ui.avatar("", "Amara"),
            ui.avatar("", "Mia", round=False),
        ),
    )


def boxes() -> rx.Component:
    """Cards and notes."""
    return rx.fragment(
        ui.card(rx.el.p("A card"), class_name="p-4"),
        ui.card(rx.el.p("A card that runs"), strong=True, class_name="p-4"),
        ui.note("Portraits are free, five a day."),
        ui.note("All of it is stored and signed.", tone="good"),
        ui.note("Credits are short: 3 are left until tomorrow.", tone="warn"),
        ui.note("The provider did not answer. 20 credits refunded.", tone="bad"),
    )


def nothing() -> rx.Component:
    """Nothing here yet."""
    return ui.card(
        ui.empty_state(
            "No pictures yet", "Your first one costs five credits.", ui.button("Make one", kind="primary")
        )
    )


def coming() -> rx.Component:
    """A row of what is on its way."""
    line = rx.el.div(
        ui.skeleton(class_name="size-9"),
        rx.el.div(
            ui.skeleton(class_name="h-3 w-2/3"),
            ui.skeleton(class_name="h-3 w-1/3"),
            class_name="grid flex-1 gap-2",
        ),
        class_name="flex items-center gap-3",
    )
    return rx.el.div(line, line, class_name="grid gap-4", custom_attrs={"aria-hidden": "true"})
