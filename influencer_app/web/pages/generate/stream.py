"""The right side of Create: what is being made, what waits, and what has come."""

import reflex as rx

from influencer_app.web.cards.generation import GenerationCard, OutputSlot
from influencer_app.web.cards.timeline import TimelineStep
from influencer_app.web.components import (
    avatar,
    button,
    card,
    developing_picture,
    empty_state,
    icon,
    icon_button,
    load_newer_button,
    load_older_button,
    note,
    progress_line,
    step_line,
)
from influencer_app.web.components.base import style
from influencer_app.web.components.picture import SITTER
from influencer_app.web.empty_filmstrip import empty_filmstrip
from influencer_app.web.formatting import TimeFormat, relative_time
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.web.pages.generate.stream_output import stream_output
from influencer_app.web.pages.generate.stream_state import StreamState
from influencer_app.web.reflex_compat.vars import cond_text, foreach, length, negate
from influencer_app.web.shell.state import ShellState


def stream() -> rx.Component:
    """Newest first; a new job stands at the top at once."""
    has_results = (length(StreamState.generations) > 0) | ShellState.has_open_results
    return rx.el.section(
        rx.el.h2(copy.RESULTS, class_name="sr-only"),
        rx.el.div(
            foreach(
                ShellState.running,
                lambda generation: rx.cond(
                    generation.purpose == "result", _open_card(generation), rx.fragment()
                ),
            ),
            load_newer_button(StreamState.newer_cursors, copy.NEWER, StreamState.load_newer),
            foreach(StreamState.generations, _ended_card),
            class_name="flex flex-col gap-4",
        ),
        rx.cond(ShellState.loaded & negate(has_results), _nothing_yet()),
        load_older_button(StreamState.older_cursor, copy.OLDER, StreamState.load_older),
        class_name="stream",
        id=rx.Var.create("stream"),
    )


def _nothing_yet() -> rx.Component:
    """What will come, as it will look while it is being made."""
    return empty_state(
        copy.NOTHING_YET,
        copy.NOTHING_YET_BODY,
        button(copy.DESCRIBE, icon="pencil", custom_attrs={"data-goto": "prompt"}),
        picture=empty_filmstrip(),
    )


def _open_card(generation: GenerationCard) -> rx.Component:
    return _article(
        generation,
        rx.cond(
            generation.kind == "queued",
            _queued(generation),
            rx.cond(generation.kind == "awaiting", _awaiting(generation), _running(generation)),
        ),
    )


def _ended_card(generation: GenerationCard) -> rx.Component:
    return _article(generation, rx.cond(generation.kind == "done", _done(generation), _ended(generation)))


def _article(generation: GenerationCard, content: rx.Component) -> rx.Component:
    return rx.el.article(
        content,
        key=generation.id,
        class_name="generation",
        custom_attrs={
            "data-generation": generation.id,
            "data-kind": generation.kind,
            "aria-label": generation.title,
        },
    )


def _head(generation: GenerationCard, *aside: rx.Component, when: TimeFormat = "clock") -> rx.Component:
    return rx.el.div(
        _character(generation, 34),
        rx.el.div(
            rx.el.p(generation.title, class_name="line-clamp-2 font-medium text-pretty"),
            rx.el.p(
                generation.facts,
                ", ",
                relative_time(generation.created_at, copy.JUST_NOW, when),
                class_name="text-fact text-muted",
            ),
            class_name="min-w-0 flex-1 basis-44",
        ),
        rx.el.div(*aside, class_name="flex flex-wrap items-center gap-2"),
        class_name="flex flex-wrap items-center gap-x-3 gap-y-2",
    )


def _character(generation: GenerationCard, size: int) -> rx.Component:
    """The character, or a drawing of the same size for a job without one."""
    nobody = rx.el.span(
        icon("image", 18),
        class_name="grid shrink-0 place-items-center rounded-control bg-raised text-muted",
        custom_attrs=style(width=f"{size}px", height=f"{size}px"),
    )
    return rx.cond(
        generation.character_thumb != "",
        avatar(generation.character_thumb, generation.title, size=size, round=False),
        nobody,
    )


def _running(generation: GenerationCard) -> rx.Component:
    return card(
        rx.el.div(
            _head(
                generation,
                rx.el.span(generation.percent, class_name="text-[1rem] font-medium tabular-nums"),
                _cancel(generation),
                when="since",
            ),
            class_name="px-3.5 py-3",
        ),
        progress_line(generation.progress, generation.title),
        rx.el.div(
            rx.el.div(
                foreach(generation.slots, lambda slot: _slot(slot, generation)),
                class_name="slots flex-1",
            ),
            rx.el.ol(
                foreach(generation.steps, _step),
                class_name="steps w-full shrink-0 sm:w-56",
            ),
            class_name="flex flex-col gap-4 p-3.5 sm:flex-row",
        ),
        strong=True,
        class_name="overflow-hidden",
    )


def _slot(slot: OutputSlot, generation: GenerationCard) -> rx.Component:
    return developing_picture(
        slot.progress,
        slot.label,
        ratio=generation.aspect_ratio,
        placeholder=cond_text(generation.character_thumb != "", generation.character_thumb, SITTER),
        src=slot.src,
        alt=slot.alt,
        key=slot.index,
    )


def _step(step: TimelineStep) -> rx.Component:
    return step_line(step.name, step.detail, state=step.state, key=step.name)


def _queued(generation: GenerationCard) -> rx.Component:
    position = rx.el.p(
        rx.el.span(generation.queue_position, class_name="display text-[2.25rem] leading-none"),
        rx.el.span(generation.ordinal_suffix, class_name="display text-muted"),
        class_name="w-14 shrink-0 tabular-nums",
        custom_attrs={"data-queue-position": generation.queue_position},
    )
    return card(
        position,
        _character(generation, 44),
        rx.el.div(
            rx.el.p(generation.title, class_name="line-clamp-2 font-medium text-pretty"),
            rx.el.p(generation.facts, ". ", generation.wait_reason, class_name="text-fact text-muted"),
            class_name="min-w-0 flex-1 basis-44",
        ),
        _cancel(generation),
        class_name="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3",
    )


def _awaiting(generation: GenerationCard) -> rx.Component:
    """Another price than was shown, to be confirmed."""
    return card(
        _head(generation),
        rx.el.p(
            icon("hourglass", 18, class_name="mt-0.5 text-warn"),
            rx.el.span(
                generation.wait_reason,
                " ",
                copy.CONFIRM_UNTIL,
                relative_time(generation.confirm_until, time_format="clock"),
                ".",
            ),
            class_name="flex gap-2.5 text-label",
            custom_attrs={"role": "status"},
        ),
        rx.el.div(
            button(
                copy.CONFIRM_FOR + generation.required_price,
                kind="primary",
                size="small",
                on_click=ShellState.confirm(generation.id),
            ),
            _cancel(generation),
            class_name="flex flex-wrap gap-2",
        ),
        strong=True,
        class_name="flex flex-col gap-3 px-4 py-3.5",
    )


def _cancel(generation: GenerationCard) -> rx.Component:
    return button(copy.CANCEL, size="small", on_click=ShellState.cancel(generation.id))


def _done(generation: GenerationCard) -> rx.Component:
    return rx.el.div(
        _head(
            generation,
            rx.cond(
                generation.is_video,
                rx.fragment(),
                rx.fragment(
                    _edit(generation, copy.SAME_SEED, "rotate-ccw", True),
                    _edit(generation, copy.EDIT, "pencil", False),
                ),
            ),
            _bin(generation),
        ),
        rx.cond(generation.problem != "", note(generation.problem, tone="warn")),
        rx.cond(generation.note != "", note(generation.note)),
        rx.el.div(
            foreach(generation.outputs, lambda output: stream_output(output, generation)),
            class_name="outputs",
        ),
        class_name="flex flex-col gap-2.5 pt-2",
    )


def _edit(generation: GenerationCard, said: str, drawn: str, keep_seed: bool) -> rx.Component:
    """Take the request back into the composer, with its seed or without."""
    return button(
        rx.el.span(said, class_name="max-xl:sr-only"),
        kind="quiet",
        size="small",
        icon=drawn,
        on_click=GenerateState.edit(generation.id, keep_seed),
        custom_attrs={"data-goto": "composer-top"},
    )


def _bin(generation: GenerationCard) -> rx.Component:
    return icon_button(
        "trash-2", generation.delete_label, size="small", on_click=StreamState.delete(generation.id)
    )


def _ended(generation: GenerationCard) -> rx.Component:
    return card(
        _head(
            generation,
            button(
                copy.AGAIN + generation.repeat_price,
                size="small",
                on_click=GenerateState.again(generation.id, GenerateState.submit_key),
            ),
            rx.cond(generation.is_video, rx.fragment(), _edit(generation, copy.EDIT, "pencil", False)),
            _bin(generation),
        ),
        rx.el.p(generation.problem, class_name="mt-2 text-label text-muted"),
        class_name="px-3.5 py-3",
    )
