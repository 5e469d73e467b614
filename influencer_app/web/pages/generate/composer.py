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
from influencer_app.web.components.base import classes
from influencer_app.web.formatting import relative_time
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.composer_state import STYLES, TEXT_MAX
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.web.pages.generate.video_form import cannot, clip_fields, modes, talk_fields


def composer() -> rx.Component:
    """Its foot with the price is always in sight."""
    return rx.el.form(
        rx.el.div(
            modes(),
            cannot(),
            rx.match(
                GenerateState.mode,
                ("video", rx.el.div(clip_fields(), class_name="contents")),
                ("avatar", rx.el.div(_faces(), talk_fields(), class_name="contents")),
                _picture_fields(),
            ),
            id=rx.Var.create("composer-top"),
            class_name="composer-body",
        ),
        _foot(),
        on_submit=GenerateState.make.prevent_default,
        id=rx.Var.create("composer"),
        class_name="composer",
        custom_attrs={"aria-label": copy.WHAT_TO_MAKE},
    )


def _picture_fields() -> rx.Component:
    return rx.el.div(
        _faces(),
        _prompt(),
        shape_choice(
            copy.SHAPE,
            tuple(SHAPES),
            GenerateState.aspect_ratio,
            GenerateState.set_aspect_ratio,
            name="ratio",
        ),
        _count_and_style(),
        _advanced(),
        class_name="contents",
    )


def _faces() -> rx.Component:
    new = link(
        rx.el.span(
            icon("plus", 18),
            class_name="grid size-[50px] place-items-center rounded-control border border-dashed border-edge",
        ),
        rx.el.span(copy.NEW, class_name="text-fact"),
        href=f"{routes.CHARACTERS}?new=1",
        class_name="face",
    )
    return rx.el.fieldset(
        rx.el.legend(
            rx.el.span(copy.WHO, class_name="font-medium"),
            rx.el.span(GenerateState.character_facts, class_name="text-fact text-muted"),
            class_name="mb-2 flex w-full items-baseline justify-between text-label",
        ),
        rx.el.div(
            rx.foreach(
                GenerateState.characters,
                lambda face: face_choice(
                    face.thumb_url,
                    face.name,
                    chosen=GenerateState.character_id == face.id,
                    on_click=GenerateState.choose(face.id),
                    key=face.id,
                ),
            ),
            new,
            class_name="faces scroll-quiet",
        ),
        class_name="min-w-0",
    )


def _prompt() -> rx.Component:
    """One box: what is typed, what was added to it, and the two buttons for that."""
    enhanced = GenerateState.enhancement != ""
    added = rx.el.p(
        rx.el.span(copy.ADDED, class_name="sr-only"),
        rx.el.span(GenerateState.enhancement, id=rx.Var.create("enhancement"), class_name="words-added"),
        class_name="px-3.5 pb-2 text-prompt",
    )
    box = rx.el.div(
        textarea(
            name="prompt",
            error=GenerateState.prompt_error,
            rows=5,
            default_value=GenerateState.prompt,
            key=GenerateState.form_version,
            on_change=GenerateState.set_prompt,
            placeholder=copy.PROMPT_EMPTY,
            custom_attrs={"data-submit": "make", "maxLength": str(TEXT_MAX)},
        ),
        rx.el.div(rx.cond(enhanced, added), custom_attrs={"aria-live": "polite"}),
        rx.el.div(
            button(
                rx.cond(enhanced, copy.ENHANCED, copy.ENHANCE),
                kind="raised",
                size="small",
                icon="wand-sparkles",
                busy=GenerateState.enhancing,
                on_click=GenerateState.enhance,
                class_name=rx.cond(enhanced, "enhanced", ""),
            ),
            rx.cond(
                enhanced,
                button(
                    copy.UNDO, kind="quiet", size="small", icon="undo-2", on_click=GenerateState.undo_enhance
                ),
            ),
            class_name="flex gap-1.5 p-1.5",
        ),
        class_name=classes("prompt-box", rx.cond(GenerateState.prompt_error != "", "wrong", "")),
    )
    return field(
        copy.PROMPT, box, name="prompt", aside=GenerateState.counter, error=GenerateState.prompt_error
    )


def _count_and_style() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(copy.HOW_MANY, class_name="text-label font-medium", custom_attrs={"aria-hidden": "true"}),
            segmented(
                copy.HOW_MANY,
                [Choice(number, number) for number in "1234"],
                GenerateState.count.to_string(),
                GenerateState.set_count,
                name="count",
            ),
            class_name="flex flex-col gap-1.5",
        ),
        field(
            copy.STYLE,
            select(list(STYLES), name="style", value=GenerateState.style, on_change=GenerateState.set_style),
            name="style",
        ),
        class_name="grid grid-cols-2 gap-3.5",
    )


def _advanced() -> rx.Component:
    inside = rx.el.div(
        field(
            copy.NEGATIVE,
            textarea(
                name="negative",
                rows=2,
                default_value=GenerateState.negative,
                key=GenerateState.form_version,
                on_change=GenerateState.set_negative,
            ),
            name="negative",
            hint=copy.NEGATIVE_HINT,
        ),
        field(
            copy.SEED,
            text_input(
                name="seed",
                error=GenerateState.seed_error,
                default_value=GenerateState.seed,
                key=GenerateState.form_version,
                on_change=GenerateState.set_seed,
                input_mode="numeric",
                placeholder=copy.RANDOM,
            ),
            name="seed",
            error=GenerateState.seed_error,
        ),
        id=rx.Var.create("advanced"),
        class_name="mt-3 flex flex-col gap-4",
    )
    shown = rx.cond(GenerateState.seed == "", copy.RANDOM_SEED, copy.OF_SEED + GenerateState.seed)
    return rx.el.div(
        rx.el.button(
            rx.cond(GenerateState.advanced, icon("chevron-down", 16), icon("chevron-right", 16)),
            rx.el.span(copy.ADVANCED, class_name="flex-1 text-left"),
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
        rx.cond(GenerateState.affordable, rx.fragment(), rx.cond(GenerateState.loaded, _short())),
        price_button(
            GenerateState.make_label,
            GenerateState.price_label,
            affordable=GenerateState.affordable,
            type="submit",
            id=rx.Var.create("make"),
        ),
        rx.cond(
            GenerateState.affordable,
            rx.el.p(
                rx.el.span(GenerateState.balance_after),
                rx.el.span(
                    rx.el.kbd("Ctrl", class_name="key"),
                    rx.el.kbd("Enter", class_name="key"),
                    class_name="hidden gap-1 lg:flex",
                    custom_attrs={"aria-hidden": "true"},
                ),
                class_name="mt-2 flex items-center justify-between gap-3 text-fact text-muted",
            ),
        ),
        rx.el.button(
            icon("arrow-up", 16),
            copy.NEW_PICTURE,
            type="button",
            class_name="btn btn-raised new-picture",
            custom_attrs={"data-goto": "composer-top"},
        ),
        class_name="composer-foot",
    )


def _short() -> rx.Component:
    """What is missing, when it comes back, and what is possible now."""
    fewer = rx.el.button(
        icon("image", 16, class_name="text-muted"),
        rx.el.span(GenerateState.fewer_label, class_name="flex-1 text-left"),
        rx.el.span(GenerateState.fewer_price, class_name="text-muted"),
        type="button",
        on_click=GenerateState.set_count(GenerateState.fewer.to_string()),
        class_name="way-on",
    )
    return rx.el.div(
        rx.el.div(
            icon("hourglass", 18, class_name="mt-0.5 text-warn"),
            rx.el.div(
                rx.el.p(GenerateState.shortage_title, class_name="font-medium"),
                rx.el.p(GenerateState.shortage_detail, class_name="text-label text-muted"),
                rx.el.p(
                    GenerateState.allowance.to_string() + copy.COME_BACK,
                    relative_time(GenerateState.resets_at, copy.RESET, "clock"),
                    ", ",
                    rx.el.b(
                        relative_time(GenerateState.resets_at, GenerateState.resets_in, "until"),
                        class_name="font-medium text-text",
                    ),
                    ".",
                    class_name="text-label text-muted",
                ),
                class_name="min-w-0 flex-1",
            ),
            class_name="flex gap-3",
        ),
        rx.cond(GenerateState.fewer > 0, fewer),
        link(copy.MORE_CREDITS, href=routes.PRICING, class_name="text-label underline"),
        class_name="mb-3 flex flex-col gap-3 rounded-card border border-line-strong bg-surface p-3.5",
        custom_attrs={"role": "status", "data-short": ""},
    )
