"""The modes of the composer, and the fields of Clip and Talking."""

import reflex as rx

from influencer_app.web.cards import Shot
from influencer_app.web.components import (
    Choice,
    button,
    drop,
    field,
    icon,
    note,
    segmented,
    select,
    textarea,
)
from influencer_app.web.components.base import classes
from influencer_app.web.components.field import field_error
from influencer_app.web.pages.generate import words
from influencer_app.web.pages.generate.composer_state import TEXT_MAX
from influencer_app.web.pages.generate.state import GenerateState

MODE_CHOICES = (
    Choice("image", words.PICTURE, icon="image"),
    Choice("clip", words.CLIP, icon="film"),
    Choice("talk", words.TALKING, icon="audio-lines"),
)


def modes() -> rx.Component:
    """What is to be made."""
    return segmented(
        words.WHAT_TO_MAKE, list(MODE_CHOICES), GenerateState.mode, GenerateState.set_mode, name="mode"
    )


def cannot() -> rx.Component:
    """Why the mode cannot be used here, or why it has to wait."""
    return rx.fragment(
        rx.cond(GenerateState.away_words != "", note(GenerateState.away_words, tone="warn")),
        rx.cond(GenerateState.unable != "", note(GenerateState.unable, tone="warn")),
    )


def clip_fields() -> rx.Component:
    """Of which picture, and how lively."""
    return rx.fragment(_sources(words.CLIP_SOURCES), _motion())


def talk_fields() -> rx.Component:
    """Who or which picture speaks, what is said, and in which voice."""
    script = rx.fragment(_script(), _voice())
    return rx.fragment(_sources(words.TALK_SOURCES), rx.cond(GenerateState.sound == "", script), _sound())


def _sources(legend: str) -> rx.Component:
    empty = rx.el.p(words.NO_SOURCES, class_name="text-label text-muted", role="status")
    row = rx.el.div(rx.foreach(GenerateState.sources, _source), class_name="faces scroll-quiet")
    return rx.el.fieldset(
        rx.el.legend(legend, class_name="mb-2 text-label font-medium"),
        rx.cond(GenerateState.sources.length() > 0, row, empty),
        field_error(GenerateState.source_error, name="source"),
        id=rx.Var.create("sources"),
        class_name="min-w-0",
    )


def _source(shot: rx.Var[Shot]) -> rx.Component:
    chosen = GenerateState.source == shot.id
    return rx.el.button(
        rx.el.img(src=shot.thumb, alt=shot.alt, loading="lazy", class_name="size-full object-cover"),
        type="button",
        key=shot.id,
        on_click=GenerateState.choose_source(shot.id),
        class_name=classes("source", rx.cond(chosen, "chosen", "")),
        custom_attrs={"aria-pressed": rx.cond(chosen, "true", "false"), "data-source": shot.id},
    )


def _motion() -> rx.Component:
    return field(
        words.MOTION,
        rx.el.input(
            type="range",
            name="motion",
            id="motion",
            min="1",
            max="10",
            step="1",
            default_value=GenerateState.motion.to_string(),
            on_change=GenerateState.set_motion,
            class_name="range",
            custom_attrs={"aria-valuetext": GenerateState.motion_words},
        ),
        name="motion",
        aside=GenerateState.motion_words,
        hint=rx.cond(GenerateState.clip_words != "", words.CLIP_LASTS + GenerateState.clip_words + ".", ""),
    )


def _script() -> rx.Component:
    return field(
        words.SCRIPT,
        textarea(
            name="script",
            error=GenerateState.script_error,
            rows=4,
            default_value=GenerateState.script,
            key=GenerateState.typed_anew,
            on_change=GenerateState.set_script,
            placeholder=words.SCRIPT_EMPTY,
            custom_attrs={"data-submit": "make", "maxLength": str(TEXT_MAX)},
        ),
        name="script",
        aside=GenerateState.script_counter,
        error=GenerateState.script_error,
        hint=GenerateState.voice_note,
    )


def _sound() -> rx.Component:
    """A sound of the person's own instead of a script."""
    there = rx.el.div(
        icon("audio-lines", 18, class_name="text-muted"),
        rx.el.span(GenerateState.sound_words, class_name="flex-1"),
        button(words.NO_SOUND, size="small", on_click=GenerateState.drop_sound),
        class_name="flex items-center gap-2.5 rounded-card border border-line p-3 text-label",
        custom_attrs={"data-sound": GenerateState.sound},
    )
    bring = drop(
        words.BRING_SOUND,
        words.SOUND_HINT,
        name="sound",
        to="/api/uploads",
        accept="audio/*",
        on_brought=GenerateState.bring_sound,
    )
    return rx.el.div(
        rx.cond(GenerateState.sound == "", bring, there),
        field_error(GenerateState.sound_error, name="upload"),
    )


def _voice() -> rx.Component:
    chooser = field(
        words.VOICE,
        select(
            GenerateState.voices, name="voice", value=GenerateState.voice, on_change=GenerateState.set_voice
        ),
        name="voice",
    )
    return rx.cond(GenerateState.voices.length() > 0, chooser)
