"""The modes of the composer, and the fields of Clip and Talking."""

import reflex as rx

from influencer_app.web.cards.output import OutputCard
from influencer_app.web.components import (
    Choice,
    button,
    field,
    file_upload,
    icon,
    note,
    segmented,
    select,
    textarea,
)
from influencer_app.web.components.base import classes
from influencer_app.web.components.field import field_error
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.composer_state import TEXT_MAX
from influencer_app.web.pages.generate.state import GenerateState

MODE_CHOICES = (
    Choice("image", copy.PICTURE, icon="image"),
    Choice("video", copy.CLIP, icon="film"),
    Choice("avatar", copy.TALKING, icon="audio-lines"),
)


def modes() -> rx.Component:
    """What is to be made."""
    return segmented(
        copy.WHAT_TO_MAKE, list(MODE_CHOICES), GenerateState.mode, GenerateState.set_mode, name="mode"
    )


def cannot() -> rx.Component:
    """Why the mode cannot be used here, or why it has to wait."""
    return rx.fragment(
        rx.cond(GenerateState.provider_notice != "", note(GenerateState.provider_notice, tone="warn")),
        rx.cond(GenerateState.unavailable_reason != "", note(GenerateState.unavailable_reason, tone="warn")),
    )


def clip_fields() -> rx.Component:
    """Of which picture, and how lively."""
    return rx.fragment(_sources(copy.CLIP_SOURCES), _motion())


def talk_fields() -> rx.Component:
    """Who or which picture speaks, what is said, and in which voice."""
    script = rx.fragment(_script(), _voice())
    return rx.fragment(_sources(copy.TALK_SOURCES), rx.cond(GenerateState.audio == "", script), _sound())


def _sources(legend: str) -> rx.Component:
    empty = rx.el.p(copy.NO_SOURCES, class_name="text-label text-muted", role="status")
    row = rx.el.div(rx.foreach(GenerateState.sources, _source), class_name="faces scroll-quiet")
    return rx.el.fieldset(
        rx.el.legend(legend, class_name="mb-2 text-label font-medium"),
        rx.cond(GenerateState.sources.length() > 0, row, empty),
        field_error(GenerateState.source_error, name="source"),
        id=rx.Var.create("sources"),
        class_name="min-w-0",
    )


def _source(output: rx.Var[OutputCard]) -> rx.Component:
    chosen = GenerateState.source == output.id
    return rx.el.button(
        rx.el.img(src=output.thumb, alt=output.alt, loading="lazy", class_name="size-full object-cover"),
        type="button",
        key=output.id,
        on_click=GenerateState.choose_source(output.id),
        class_name=classes("source", rx.cond(chosen, "chosen", "")),
        custom_attrs={"aria-pressed": rx.cond(chosen, "true", "false"), "data-source": output.id},
    )


def _motion() -> rx.Component:
    return field(
        copy.MOTION,
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
            custom_attrs={"aria-valuetext": GenerateState.motion_label},
        ),
        name="motion",
        aside=GenerateState.motion_label,
        hint=rx.cond(GenerateState.clip_facts != "", copy.CLIP_LASTS + GenerateState.clip_facts + ".", ""),
    )


def _script() -> rx.Component:
    return field(
        copy.SCRIPT,
        textarea(
            name="script",
            error=GenerateState.script_error,
            rows=4,
            default_value=GenerateState.script,
            key=GenerateState.form_version,
            on_change=GenerateState.set_script,
            placeholder=copy.SCRIPT_EMPTY,
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
        rx.el.span(GenerateState.audio_label, class_name="flex-1"),
        button(copy.NO_SOUND, size="small", on_click=GenerateState.remove_audio),
        class_name="flex items-center gap-2.5 rounded-card border border-line p-3 text-label",
        custom_attrs={"data-audio": GenerateState.audio},
    )
    bring = file_upload(
        copy.BRING_SOUND,
        copy.SOUND_HINT,
        name="sound",
        upload_url="/api/uploads",
        accept="audio/*",
        on_uploaded=GenerateState.attach_audio,
    )
    return rx.el.div(
        rx.cond(GenerateState.audio == "", bring, there),
        field_error(GenerateState.audio_error, name="upload"),
    )


def _voice() -> rx.Component:
    chooser = field(
        copy.VOICE,
        select(
            GenerateState.voices, name="voice", value=GenerateState.voice, on_change=GenerateState.set_voice
        ),
        name="voice",
    )
    return rx.cond(GenerateState.voices.length() > 0, chooser)
