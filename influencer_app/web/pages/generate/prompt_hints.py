"""Below the prompt: what of it will not be drawn, and words that will."""

import reflex as rx

from influencer_app.web.components import icon
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.prompt_hints_state import PromptHintsState, WordGroup
from influencer_app.web.reflex_compat.vars import foreach, length


def prompt_hints() -> rx.Component:
    """Nothing where a provider draws."""
    told = rx.el.p(
        rx.el.span(PromptHintsState.not_drawn),
        id=rx.Var.create("not-drawn"),
        class_name="text-label text-muted text-pretty",
    )
    return rx.el.div(
        rx.el.div(rx.cond(PromptHintsState.not_drawn != "", told), custom_attrs={"aria-live": "polite"}),
        rx.cond(length(PromptHintsState.words) > 0, _words()),
        class_name="flex flex-col gap-2 empty:hidden",
    )


def set_note() -> rx.Component:
    """In what the pictures of a set are alike."""
    return rx.el.p(PromptHintsState.set_note, class_name="text-fact text-muted text-pretty")


def _words() -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            icon("plus", 14),
            rx.el.span(copy.WORDS),
            class_name="flex cursor-pointer items-center gap-1.5 py-1 text-label text-muted",
        ),
        rx.el.div(foreach(PromptHintsState.words, _group), class_name="mt-1 flex flex-col gap-3"),
        id=rx.Var.create("words"),
    )


def _group(group: WordGroup) -> rx.Component:
    return rx.el.div(
        rx.el.p(group.title, class_name="text-fact text-muted"),
        rx.el.div(
            foreach(
                group.words,
                lambda word: rx.el.button(
                    word,
                    type="button",
                    on_click=PromptHintsState.add_word(word),
                    key=word,
                    class_name="btn btn-outline btn-small",
                ),
            ),
            class_name="flex flex-wrap gap-1.5",
        ),
        key=group.title,
        class_name="flex flex-col gap-1.5",
    )
