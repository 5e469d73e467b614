"""The left side of Create: who, what, how, and what it costs."""

import reflex as rx

from influencer_app.domain.generation.rules import SHAPES
from influencer_app.web import routes
from influencer_app.web.components import (
    Choice,
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
from influencer_app.web.formatting import relative_time
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.character_choice import character_choice
from influencer_app.web.pages.generate.composer_state import ComposerState
from influencer_app.web.pages.generate.prompt_field import prompt_field
from influencer_app.web.pages.generate.prompt_hints import prompt_hints, set_note
from influencer_app.web.pages.generate.prompt_hints_state import PromptHintsState
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.web.pages.generate.video_form import cannot, clip_fields, modes, talk_fields
from influencer_app.web.reflex_compat.vars import cond_text, negate, number_text
from influencer_app.web.shell.state import ShellState


def composer() -> rx.Component:
    """Its foot with the price is always in sight."""
    return rx.el.form(
        rx.el.div(
            modes(),
            cannot(),
            rx.match(
                ComposerState.mode,
                ("video", rx.el.div(clip_fields(), class_name="contents")),
                ("avatar", rx.el.div(character_choice(), talk_fields(), class_name="contents")),
                _picture_fields(),
            ),
            id=rx.Var.create("composer-top"),
            class_name="composer-body",
        ),
        _foot(),
        rx.el.input(type="hidden", name="submit_key", value=GenerateState.submit_key, read_only=True),
        rx.el.input(
            type="hidden", name="expected_credits", value=number_text(ComposerState.price), read_only=True
        ),
        on_submit=GenerateState.make.prevent_default,
        id=rx.Var.create("composer"),
        class_name="composer",
        custom_attrs={"aria-label": copy.WHAT_TO_MAKE},
    )


def _picture_fields() -> rx.Component:
    return rx.el.div(
        character_choice(),
        prompt_field(),
        prompt_hints(),
        shape_choice(
            copy.SHAPE,
            tuple(SHAPES),
            ComposerState.aspect_ratio,
            ComposerState.set_aspect_ratio,
            name="ratio",
        ),
        _count_and_style(),
        _advanced(),
        class_name="contents",
    )


def _count_and_style() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(copy.HOW_MANY, class_name="text-label font-medium", custom_attrs={"aria-hidden": "true"}),
            segmented(
                copy.HOW_MANY,
                [Choice(number, number) for number in "1234"],
                number_text(ComposerState.count),
                ComposerState.set_count,
                name="count",
            ),
            class_name="flex flex-col gap-1.5",
        ),
        field(
            copy.STYLE,
            select(
                PromptHintsState.styles,
                name="style",
                value=ComposerState.style,
                on_change=ComposerState.set_style,
            ),
            name="style",
        ),
        rx.cond((ComposerState.count > 1) & (PromptHintsState.set_note != ""), set_note()),
        class_name="grid grid-cols-2 gap-3.5 [&>p]:col-span-2",
    )


def _advanced() -> rx.Component:
    inside = rx.el.div(
        field(
            copy.NEGATIVE,
            textarea(
                name="negative",
                error=ComposerState.negative_error,
                rows=2,
                default_value=ComposerState.negative,
                key=ComposerState.form_version,
                on_change=ComposerState.set_negative,
            ),
            name="negative",
            hint=copy.NEGATIVE_HINT,
            error=ComposerState.negative_error,
        ),
        field(
            copy.SEED,
            text_input(
                name="seed",
                error=ComposerState.seed_error,
                default_value=ComposerState.seed,
                key=ComposerState.form_version,
                on_change=ComposerState.set_seed,
                input_mode="numeric",
                placeholder=copy.RANDOM,
            ),
            name="seed",
            error=ComposerState.seed_error,
        ),
        id=rx.Var.create("advanced"),
        class_name="mt-3 flex flex-col gap-4",
    )
    shown = cond_text(ComposerState.seed == "", copy.RANDOM_SEED, copy.OF_SEED + ComposerState.seed)
    return rx.el.div(
        rx.el.button(
            rx.cond(ComposerState.show_advanced, icon("chevron-down", 16), icon("chevron-right", 16)),
            rx.el.span(copy.ADVANCED, class_name="flex-1 text-left"),
            rx.el.span(shown, class_name="text-fact text-muted"),
            type="button",
            on_click=ComposerState.toggle_advanced,
            class_name="flex w-full items-center gap-2 py-1",
            custom_attrs={"aria-expanded": cond_text(ComposerState.show_advanced, "true", "false")},
        ),
        rx.cond(ComposerState.show_advanced, inside),
        class_name="border-t border-line pt-3",
    )


def _foot() -> rx.Component:
    return rx.el.div(
        rx.cond(ComposerState.affordable, rx.fragment(), rx.cond(ShellState.loaded, _short())),
        price_button(
            ComposerState.make_label,
            ComposerState.price_label,
            affordable=ComposerState.affordable,
            type="submit",
            disabled=negate(ComposerState.priced),
            id=rx.Var.create("make"),
            custom_attrs={"data-submits-page": "", "aria-keyshortcuts": "Control+Enter Meta+Enter"},
        ),
        rx.cond(
            ComposerState.affordable,
            rx.el.p(
                rx.el.span(ComposerState.balance_after),
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
        rx.el.span(ComposerState.fewer_label, class_name="flex-1 text-left"),
        rx.el.span(ComposerState.fewer_price, class_name="text-muted"),
        type="button",
        on_click=ComposerState.set_count(number_text(ComposerState.fewer)),
        class_name="way-on",
    )
    return rx.el.div(
        rx.el.div(
            icon("hourglass", 18, class_name="mt-0.5 text-warn"),
            rx.el.div(
                rx.el.p(ComposerState.shortage_title, class_name="font-medium"),
                rx.el.p(ComposerState.shortage_detail, class_name="text-label text-muted"),
                rx.el.p(
                    number_text(ShellState.allowance) + copy.COME_BACK,
                    relative_time(ShellState.resets_at, copy.RESET, "on"),
                    ", ",
                    rx.el.b(
                        relative_time(ShellState.resets_at, ShellState.resets_in, "until"),
                        class_name="font-medium text-text",
                    ),
                    ".",
                    class_name="text-label text-muted",
                ),
                class_name="min-w-0 flex-1",
            ),
            class_name="flex gap-3",
        ),
        rx.cond(ComposerState.fewer > 0, fewer),
        rx.cond(
            ShellState.buying,
            rx.fragment(
                _way_on("coins", copy.BUY_CREDITS, copy.PACKS, "billing"),
                _way_on("layers", copy.RAISE_ALLOWANCE, copy.PLANS, "plans"),
            ),
            link(copy.MORE_CREDITS, href=f"{routes.SETTINGS}?tab=plans", class_name="text-label underline"),
        ),
        class_name="mb-3 flex flex-col gap-3 rounded-card border border-line-strong bg-surface p-3.5",
        custom_attrs={"role": "status", "data-short": ""},
    )


def _way_on(symbol: str, label: str, price: str, tab: str) -> rx.Component:
    """A page of Settings on which there are more credits."""
    return link(
        icon(symbol, 16, class_name="text-muted"),
        rx.el.span(label, class_name="flex-1 text-left"),
        rx.el.span(price, class_name="text-muted"),
        href=f"{routes.SETTINGS}?tab={tab}",
        class_name="way-on",
    )
