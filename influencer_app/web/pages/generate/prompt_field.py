"""The prompt: what is typed, what enhancing added to it, and examples while it is empty."""

import reflex as rx

from influencer_app.web.components import button, field, textarea
from influencer_app.web.components.base import classes
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.composer_state import TEXT_MAX, ComposerState
from influencer_app.web.reflex_compat.vars import cond_text, foreach


def prompt_field() -> rx.Component:
    """One box with its two buttons, and the examples below."""
    box = rx.el.div(
        textarea(
            name="prompt",
            error=ComposerState.prompt_error,
            rows=5,
            default_value=ComposerState.prompt,
            key=ComposerState.form_version,
            on_change=ComposerState.set_prompt,
            placeholder=copy.PROMPT_EMPTY,
            custom_attrs={"data-submit": "make", "maxLength": str(TEXT_MAX)},
        ),
        rx.el.div(
            rx.cond(ComposerState.enhancement != "", _enhancement()), custom_attrs={"aria-live": "polite"}
        ),
        _buttons(),
        class_name=classes("prompt-box", cond_text(ComposerState.prompt_error != "", "wrong", "")),
    )
    return rx.el.div(
        field(
            copy.PROMPT,
            box,
            name="prompt",
            aside=ComposerState.prompt_counter,
            error=ComposerState.prompt_error,
        ),
        rx.cond(ComposerState.prompt == "", _examples()),
        class_name="flex flex-col gap-2.5",
    )


def _enhancement() -> rx.Component:
    return rx.el.p(
        rx.el.span(copy.ADDED, class_name="sr-only"),
        rx.el.span(ComposerState.enhancement, id=rx.Var.create("enhancement"), class_name="enhancement"),
        class_name="px-3.5 pb-2 text-prompt",
    )


def _buttons() -> rx.Component:
    enhanced = ComposerState.enhancement != ""
    return rx.el.div(
        button(
            cond_text(enhanced, copy.ENHANCED, copy.ENHANCE),
            kind="raised",
            size="small",
            icon="wand-sparkles",
            busy=ComposerState.enhancing,
            on_click=ComposerState.enhance,
            class_name=cond_text(enhanced, "enhanced", ""),
        ),
        rx.cond(
            enhanced,
            button(copy.UNDO, kind="quiet", size="small", icon="undo-2", on_click=ComposerState.undo_enhance),
        ),
        class_name="flex gap-1.5 p-1.5",
    )


def _examples() -> rx.Component:
    return rx.el.div(
        rx.el.p(copy.EXAMPLES, id=rx.Var.create("examples"), class_name="text-fact text-muted"),
        rx.el.ul(
            foreach(
                ComposerState.examples,
                lambda text: rx.el.li(
                    rx.el.button(
                        text, type="button", on_click=ComposerState.use_example(text), class_name="example"
                    ),
                    key=text,
                ),
            ),
            class_name="flex flex-col gap-1.5",
            custom_attrs={"aria-labelledby": "examples"},
        ),
        class_name="flex flex-col gap-1.5",
    )
