"""The right side of Create: what is being made, what waits, and what has come."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards.generation import GenerationCard, OutputSlot
from influencer_app.web.cards.output import OutputCard
from influencer_app.web.cards.timeline import TimelineStep
from influencer_app.web.components import (
    avatar,
    button,
    developing_picture,
    empty_state,
    icon_button,
    link,
    note,
    progress_line,
    step_line,
    video,
)
from influencer_app.web.components.base import classes, style
from influencer_app.web.components.icon import icon
from influencer_app.web.formatting import TimeFormat, relative_time
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.web.responsive_image import responsive_image


def stream() -> rx.Component:
    """Newest first; a new job stands at the top at once."""
    more = rx.el.div(
        button(copy.OLDER, on_click=GenerateState.load_more), class_name="flex justify-center py-6"
    )
    return rx.el.section(
        rx.el.h2(copy.RESULTS, class_name="sr-only"),
        rx.el.div(
            rx.foreach(
                GenerateState.running,
                lambda card: rx.cond(card.purpose == "result", _open(card), rx.fragment()),
            ),
            rx.foreach(GenerateState.generations, _set),
            class_name="flex flex-col gap-4",
        ),
        rx.cond(GenerateState.loaded & ~GenerateState.has_results, _nothing_yet()),
        rx.cond(GenerateState.next_cursor != "", more),
        class_name="stream",
        id=rx.Var.create("stream"),
    )


def _nothing_yet() -> rx.Component:
    return empty_state(
        copy.NOTHING_YET,
        copy.NOTHING_YET_BODY,
    )


def _open(card: rx.Var[GenerationCard]) -> rx.Component:
    return _article(card, rx.cond(card.kind == "queued", _queued(card), _running(card)))


def _set(card: rx.Var[GenerationCard]) -> rx.Component:
    return _article(card, rx.cond(card.kind == "done", _done(card), _ended(card)))


def _article(card: rx.Var[GenerationCard], content: rx.Component) -> rx.Component:
    return rx.el.article(
        content,
        key=card.id,
        class_name="generation",
        custom_attrs={"data-generation": card.id, "data-kind": card.kind, "aria-label": card.title},
    )


def _head(card: rx.Var[GenerationCard], *aside: rx.Component, when: TimeFormat = "clock") -> rx.Component:
    return rx.el.div(
        rx.cond(card.character_thumb != "", avatar(card.character_thumb, card.title, size=34, round=False)),
        rx.el.div(
            rx.el.p(card.title, class_name="line-clamp-2 font-medium text-pretty"),
            rx.el.p(
                card.facts,
                ", ",
                relative_time(card.created_at, copy.JUST_NOW, when),
                class_name="text-fact text-muted",
            ),
            class_name="min-w-0 flex-1",
        ),
        *aside,
        class_name="flex items-center gap-3",
    )


def _running(card: rx.Var[GenerationCard]) -> rx.Component:
    return card(
        rx.el.div(
            _head(
                card,
                rx.el.span(card.percent, class_name="text-[1rem] font-medium tabular-nums"),
                _cancel(card),
                when="since",
            ),
            class_name="px-3.5 py-3",
        ),
        progress_line(card.progress, card.title),
        rx.el.div(
            rx.el.div(
                rx.foreach(card.slots, lambda slot: _slot(slot, card)),
                class_name="slots flex-1",
            ),
            rx.el.ol(
                rx.foreach(card.steps, _step),
                class_name="steps w-full shrink-0 sm:w-56",
            ),
            class_name="flex flex-col gap-4 p-3.5 sm:flex-row",
        ),
        strong=True,
        class_name="overflow-hidden",
    )


def _slot(slot: rx.Var[OutputSlot], card: rx.Var[GenerationCard]) -> rx.Component:
    return developing_picture(
        slot.progress,
        slot.label,
        ratio=card.aspect_ratio,
        placeholder=card.character_thumb,
        src=slot.src,
        alt=slot.alt,
        key=slot.index,
    )


def _step(step: rx.Var[TimelineStep]) -> rx.Component:
    return step_line(step.name, step.detail, state=step.state, key=step.name)


def _queued(card: rx.Var[GenerationCard]) -> rx.Component:
    position = rx.el.p(
        rx.el.span(card.queue_position, class_name="display text-[2.25rem] leading-none"),
        rx.el.span(card.ordinal_suffix, class_name="display text-muted"),
        class_name="w-14 shrink-0 tabular-nums",
        custom_attrs={"data-queue-position": card.queue_position},
    )
    return card(
        position,
        rx.cond(card.character_thumb != "", avatar(card.character_thumb, card.title, size=44, round=False)),
        rx.el.div(
            rx.el.p(card.title, class_name="line-clamp-2 font-medium text-pretty"),
            rx.el.p(card.facts, ". ", card.wait_reason, class_name="text-fact text-muted"),
            class_name="min-w-0 flex-1",
        ),
        _cancel(card),
        class_name="flex items-center gap-3 px-4 py-3",
    )


def _cancel(card: rx.Var[GenerationCard]) -> rx.Component:
    return button(copy.CANCEL, size="small", on_click=GenerateState.cancel(card.id))


def _done(card: rx.Var[GenerationCard]) -> rx.Component:
    return rx.el.div(
        _head(
            card,
            rx.cond(
                card.is_video,
                rx.fragment(),
                rx.fragment(
                    _edit(card, copy.SAME_SEED, "rotate-ccw", True),
                    _edit(card, copy.EDIT, "pencil", False),
                ),
            ),
            _bin(card),
        ),
        rx.cond(card.problem != "", note(card.problem, tone="warn")),
        rx.el.div(rx.foreach(card.outputs, lambda output: _output(output, card)), class_name="outputs"),
        class_name="flex flex-col gap-2.5 pt-2",
    )


def _edit(card: rx.Var[GenerationCard], said: str, drawn: str, keep_seed: bool) -> rx.Component:
    """Take the request back into the composer, with its seed or without."""
    return button(
        rx.el.span(said, class_name="max-xl:sr-only"),
        kind="quiet",
        size="small",
        icon=drawn,
        on_click=GenerateState.edit(card.id, keep_seed),
        custom_attrs={"data-goto": "composer-top"},
    )


def _bin(card: rx.Var[GenerationCard]) -> rx.Component:
    return icon_button("trash-2", copy.DELETE, size="small", on_click=GenerateState.delete(card.id))


def _output(output: rx.Var[OutputCard], card: rx.Var[GenerationCard]) -> rx.Component:
    return rx.el.figure(
        rx.cond(output.is_video, _film(output), _picture(output)),
        rx.el.figcaption(
            icon_button(
                "heart",
                rx.cond(output.favourite, copy.UNLIKE, copy.LIKE),
                size="small",
                on_click=GenerateState.favourite(output.id, ~output.favourite),
                class_name=classes(rx.cond(output.favourite, "liked", "")),
                custom_attrs={"aria-pressed": rx.cond(output.favourite, "true", "false")},
            ),
            rx.cond(
                output.is_video,
                rx.fragment(),
                icon_button(
                    "shuffle",
                    copy.ONE_MORE + card.variation_price,
                    size="small",
                    on_click=GenerateState.vary(card.id),
                ),
            ),
            rx.cond(
                output.is_video,
                rx.fragment(),
                rx.fragment(
                    _on_with(output, "film", copy.CLIP_OF_IT, "video"),
                    _on_with(output, "audio-lines", copy.TALK_OF_IT, "avatar"),
                ),
            ),
            link(
                icon("download", 16),
                rx.el.span(copy.DOWNLOAD, class_name="sr-only"),
                href=output.full,
                inside=False,
                download="",
                class_name="btn btn-quiet btn-square btn-small",
                custom_attrs={"title": copy.DOWNLOAD},
            ),
            class_name="output-actions",
        ),
        key=output.id,
        class_name=classes("output", rx.cond(output.favourite, "output-liked", "")),
        custom_attrs={**style(**{"--grow": output.grow}), "data-output": output.id},
    )


def _picture(output: rx.Var[OutputCard]) -> rx.Component:
    return link(
        responsive_image(output, "(min-width: 64rem) 22vw, 45vw", large=True),
        href=f"{routes.GALLERY}?picture={output.id}",
        inside=True,
        class_name="block rounded-picture",
    )


def _film(output: rx.Var[OutputCard]) -> rx.Component:
    return video(
        output.full,
        output.src,
        output.alt,
        width=output.width,
        height=output.height,
        captions=output.captions,
        loop=output.captions == "",
    )


def _on_with(output: rx.Var[OutputCard], drawn: str, said: str, mode: str) -> rx.Component:
    """On from a picture to a film of it."""
    return link(
        icon(drawn, 16),
        rx.el.span(said, class_name="sr-only"),
        href=f"{routes.CREATE}?mode={mode}&picture={output.id}",
        inside=True,
        class_name="btn btn-quiet btn-square btn-small",
        custom_attrs={"title": said},
    )


def _ended(card: rx.Var[GenerationCard]) -> rx.Component:
    return card(
        _head(
            card,
            button(copy.AGAIN + card.repeat_price, size="small", on_click=GenerateState.again(card.id)),
            rx.cond(card.is_video, rx.fragment(), _edit(card, copy.EDIT, "pencil", False)),
            _bin(card),
        ),
        rx.el.p(card.problem, class_name="mt-2 text-label text-muted"),
        class_name="px-3.5 py-3",
    )
