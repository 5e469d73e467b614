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
from influencer_app.web.components.listen import listen_button
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.composer_state import TEXT_MAX, ComposerState
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.web.pages.generate.video_form_state import VideoFormState
from influencer_app.web.reflex_compat.vars import cond_text, foreach, length, number_text

MODE_CHOICES = (
    Choice("image", copy.PICTURE, icon="image"),
    Choice("video", copy.CLIP, icon="film"),
    Choice("avatar", copy.TALKING, icon="audio-lines"),
)


def modes() -> rx.Component:
    """What is to be made."""
    return segmented(
        copy.WHAT_TO_MAKE, list(MODE_CHOICES), ComposerState.mode, GenerateState.set_mode, name="mode"
    )


def cannot() -> rx.Component:
    """Why the mode cannot be used here, or why it has to wait."""
    reason = VideoFormState.unavailable_reasons[ComposerState.mode]
    return rx.fragment(
        rx.cond(VideoFormState.provider_notice != "", note(VideoFormState.provider_notice, tone="warn")),
        rx.cond(reason != "", note(reason, tone="warn")),
    )


def clip_fields() -> rx.Component:
    """Of which picture, and how lively."""
    return rx.fragment(_sources(copy.CLIP_SOURCES), _motion())


def talk_fields() -> rx.Component:
    """Who or which picture speaks, what is said, and in which voice."""
    script = rx.fragment(_script(), _voice())
    return rx.fragment(_sources(copy.TALK_SOURCES), rx.cond(VideoFormState.audio == "", script), _sound())


def _sources(legend: str) -> rx.Component:
    empty = rx.el.div(
        rx.el.p(copy.NO_SOURCES, class_name="flex-1 text-label text-muted", role="status"),
        button(copy.MAKE_PICTURE, size="small", icon="image", on_click=GenerateState.set_mode("image")),
        class_name="flex items-center gap-3 rounded-card border border-line p-3",
    )
    row = rx.el.div(foreach(VideoFormState.sources, _source), class_name="faces scroll-quiet")
    return rx.el.fieldset(
        rx.el.legend(legend, class_name="mb-2 text-label font-medium"),
        rx.cond(length(VideoFormState.sources) > 0, row, empty),
        field_error(VideoFormState.source_error, name="source"),
        id=rx.Var.create("sources"),
        class_name="min-w-0",
    )


def _source(output: OutputCard) -> rx.Component:
    replaced = (ComposerState.mode == "avatar") & (ComposerState.character_id != "")
    chosen = (VideoFormState.source == output.id) & ~replaced
    return rx.el.button(
        rx.el.img(src=output.thumb, alt=output.alt, loading="lazy", class_name="size-full object-cover"),
        type="button",
        key=output.id,
        on_click=VideoFormState.choose_source(output.id),
        class_name=classes("source", cond_text(chosen, "chosen", "")),
        custom_attrs={"aria-pressed": cond_text(chosen, "true", "false"), "data-source": output.id},
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
            default_value=number_text(VideoFormState.motion),
            on_change=VideoFormState.set_motion,
            class_name="range",
            custom_attrs={"aria-valuetext": VideoFormState.motion_label},
        ),
        name="motion",
        aside=VideoFormState.motion_label,
        hint=cond_text(
            VideoFormState.clip_facts != "", copy.CLIP_LASTS + VideoFormState.clip_facts + ".", ""
        ),
    )


def _script() -> rx.Component:
    return field(
        copy.SCRIPT,
        textarea(
            name="script",
            error=VideoFormState.script_error,
            rows=4,
            default_value=VideoFormState.script,
            key=ComposerState.form_version,
            on_change=VideoFormState.set_script,
            placeholder=copy.SCRIPT_EMPTY,
            custom_attrs={"data-submit": "make", "maxLength": str(TEXT_MAX)},
        ),
        name="script",
        aside=VideoFormState.script_counter,
        error=VideoFormState.script_error,
        hint=VideoFormState.voice_note,
    )


def _sound() -> rx.Component:
    """A sound of the person's own instead of a script."""
    there = rx.el.div(
        icon("audio-lines", 18, class_name="text-muted"),
        rx.el.span(VideoFormState.audio_label, class_name="flex-1"),
        button(copy.NO_SOUND, size="small", on_click=VideoFormState.remove_audio),
        class_name="flex items-center gap-2.5 rounded-card border border-line p-3 text-label",
        custom_attrs={"data-audio": VideoFormState.audio},
    )
    bring = file_upload(
        copy.BRING_SOUND,
        copy.SOUND_HINT,
        name="sound",
        upload_url="/api/uploads",
        accept="audio/*",
        on_uploaded=VideoFormState.attach_audio,
    )
    return rx.el.div(
        rx.cond(VideoFormState.audio == "", bring, there),
        field_error(VideoFormState.audio_error, name="upload"),
    )


def _voice() -> rx.Component:
    chooser = field(
        copy.VOICE,
        rx.el.div(
            select(
                VideoFormState.voices,
                name="voice",
                value=VideoFormState.voice,
                on_change=VideoFormState.set_voice,
            ),
            listen_button("voice"),
            class_name="voice-choice",
        ),
        name="voice",
    )
    return rx.cond(length(VideoFormState.voices) > 0, chooser)
