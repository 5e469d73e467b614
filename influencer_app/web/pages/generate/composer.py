"""The left side of Create: who, what, how, and what it costs."""

import reflex as rx

from influencer_app.domain.generation.rules import SHAPES
from influencer_app.web import routes
from influencer_app.web.components import (
    Choice,
    button,
    face_choice,
    field,
    icon,
    link,
    price_button,
    segmented,
    select,
    shape_choice,
    text_input,
    textarea,
)
from influencer_app.web.pages.generate.state import STYLES, GenerateState


def composer() -> rx.Component:
    """Its foot with the price is always in sight."""
    return rx.el.form(
        rx.el.div(
            _faces(),
            _prompt(),
            shape_choice("Shape", tuple(SHAPES), GenerateState.ratio, GenerateState.set_ratio, name="ratio"),
            _count_and_style(),
            _advanced(),
            class_name="composer-body",
        ),
        _foot(),
        on_submit=GenerateState.make.prevent_default,
        id=rx.Var.create("composer"),
        class_name="composer",
        custom_attrs={"aria-label": "What to make"},
    )


def _faces() -> rx.Component:
    new = link(
        rx.el.span(
            icon("plus", 18),
            class_name="grid size-[50px] place-items-center rounded-control border border-dashed border-edge",
        ),
        rx.el.span("New", class_name="text-fact"),
        href=f"{routes.CHARACTERS}?new=1",
        class_name="face",
    )
    return rx.el.fieldset(
        rx.el.legend("Who", class_name="mb-2 text-label font-medium"),
        rx.el.div(
            rx.foreach(
                GenerateState.faces,
                lambda face: face_choice(
                    face.thumb_url,
                    face.name,
                    chosen=GenerateState.who == face.id,
                    on_click=GenerateState.choose(face.id),
                    key=face.id,
                ),
            ),
            new,
            class_name="faces",
        ),
        class_name="min-w-0",
    )


def _prompt() -> rx.Component:
    added = rx.el.p(
        rx.el.span("Added: ", class_name="text-fact text-muted"),
        rx.el.span(GenerateState.added, id=rx.Var.create("added"), class_name="words-added"),
        class_name="text-prompt",
        custom_attrs={"aria-live": "polite"},
    )
    enhanced = GenerateState.added != ""
    return rx.el.div(
        field(
            "Prompt",
            textarea(
                name="prompt",
                error=GenerateState.prompt_error,
                rows=5,
                default_value=GenerateState.prompt,
                key=GenerateState.typed_anew,
                on_change=GenerateState.set_prompt,
                placeholder="A place, a light, what is worn, what happens",
                custom_attrs={"data-submit": "make", "maxLength": "20000"},
            ),
            name="prompt",
            aside=GenerateState.counter,
            error=GenerateState.prompt_error,
        ),
        rx.cond(enhanced, added),
        rx.el.div(
            button(
                rx.cond(enhanced, "Enhanced", "Enhance"),
                kind="raised",
                size="small",
                icon="wand-sparkles",
                on_click=GenerateState.enhance,
            ),
            rx.cond(
                enhanced,
                button(
                    "Undo", kind="quiet", size="small", icon="undo-2", on_click=GenerateState.undo_enhance
                ),
            ),
            class_name="flex gap-1.5",
        ),
        class_name="flex flex-col gap-2.5",
    )


def _count_and_style() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p("How many", class_name="text-label font-medium", custom_attrs={"aria-hidden": "true"}),
            segmented(
                "How many",
                [Choice(number, number) for number in "1234"],
                GenerateState.count.to_string(),
                GenerateState.set_count,
                name="count",
            ),
            class_name="flex flex-col gap-1.5",
        ),
        field(
            "Style",
            select(list(STYLES), name="style", value=GenerateState.style, on_change=GenerateState.set_style),
            name="style",
        ),
        class_name="grid grid-cols-2 gap-3.5",
    )


def _advanced() -> rx.Component:
    inside = rx.el.div(
        field(
            "Negative prompt",
            textarea(
                name="negative",
                rows=2,
                default_value=GenerateState.negative,
                key=GenerateState.typed_anew,
                on_change=GenerateState.set_negative,
            ),
            name="negative",
            hint="What should not be in the picture.",
        ),
        field(
            "Seed",
            text_input(
                name="seed",
                error=GenerateState.seed_error,
                default_value=GenerateState.seed,
                key=GenerateState.typed_anew,
                on_change=GenerateState.set_seed,
                input_mode="numeric",
                placeholder="random",
            ),
            name="seed",
            error=GenerateState.seed_error,
        ),
        id=rx.Var.create("advanced"),
        class_name="mt-3 flex flex-col gap-4",
    )
    shown = rx.cond(GenerateState.seed == "", "random seed", "seed " + GenerateState.seed)
    return rx.el.div(
        rx.el.button(
            rx.cond(GenerateState.advanced, icon("chevron-down", 16), icon("chevron-right", 16)),
            rx.el.span("Advanced", class_name="flex-1 text-left"),
            rx.el.span(shown, class_name="text-fact text-muted"),
            type="button",
            on_click=GenerateState.toggle_advanced,
            class_name="flex w-full items-center gap-2 py-1",
            custom_attrs={"aria-expanded": rx.cond(GenerateState.advanced, "true", "false")},
        ),
        rx.cond(GenerateState.advanced, inside),
        class_name="border-t border-line pt-3",
    )


def _foot() -> rx.Component:
    return rx.el.div(
        price_button(
            GenerateState.make_words,
            GenerateState.price_words,
            affordable=GenerateState.affordable,
            type="submit",
            id=rx.Var.create("make"),
        ),
        rx.el.p(
            rx.el.span(
                GenerateState.foot_words,
                class_name=rx.cond(GenerateState.affordable, "text-muted", "text-warn"),
            ),
            rx.el.span(
                rx.el.kbd("Ctrl", class_name="key"),
                rx.el.kbd("Enter", class_name="key"),
                class_name="hidden gap-1 lg:flex",
                custom_attrs={"aria-hidden": "true"},
            ),
            class_name="mt-2 flex items-center justify-between gap-3 text-fact",
        ),
        class_name="composer-foot",
    )
