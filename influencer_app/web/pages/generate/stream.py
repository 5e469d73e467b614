"""The right side of Create: what is being made, what waits, and what has come."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards import Job, Place, Shot, Step
from influencer_app.web.components import (
    avatar,
    button,
    card,
    developing_picture,
    empty_state,
    film,
    icon_button,
    link,
    note,
    progress_line,
    step_line,
)
from influencer_app.web.components.base import classes, style
from influencer_app.web.components.icon import icon
from influencer_app.web.moments import Told, moment
from influencer_app.web.pages.generate import words
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.web.thumbs import thumb


def stream() -> rx.Component:
    """Newest first; a new job stands at the top at once."""
    more = rx.el.div(
        button(words.OLDER, on_click=GenerateState.load_more), class_name="flex justify-center py-6"
    )
    return rx.el.section(
        rx.el.h2(words.RESULTS, class_name="sr-only"),
        rx.el.div(
            rx.foreach(
                GenerateState.running, lambda job: rx.cond(job.purpose == "result", _open(job), rx.fragment())
            ),
            rx.foreach(GenerateState.sets, _set),
            class_name="flex flex-col gap-4",
        ),
        rx.cond(GenerateState.loaded & ~GenerateState.has_results, _nothing_yet()),
        rx.cond(GenerateState.next_cursor != "", more),
        class_name="stream",
        id=rx.Var.create("stream"),
    )


def _nothing_yet() -> rx.Component:
    return empty_state(
        words.NOTHING_YET,
        words.NOTHING_YET_BODY,
    )


def _open(job: rx.Var[Job]) -> rx.Component:
    return _article(job, rx.cond(job.kind == "queued", _queued(job), _running(job)))


def _set(job: rx.Var[Job]) -> rx.Component:
    return _article(job, rx.cond(job.kind == "done", _done(job), _ended(job)))


def _article(job: rx.Var[Job], content: rx.Component) -> rx.Component:
    return rx.el.article(
        content,
        key=job.id,
        class_name="job",
        custom_attrs={"data-job": job.id, "data-kind": job.kind, "aria-label": job.title},
    )


def _head(job: rx.Var[Job], *aside: rx.Component, when: Told = "clock") -> rx.Component:
    return rx.el.div(
        rx.cond(job.face != "", avatar(job.face, job.title, size=34, round=False)),
        rx.el.div(
            rx.el.p(job.title, class_name="line-clamp-2 font-medium text-pretty"),
            rx.el.p(
                job.facts,
                ", ",
                moment(job.created_at, words.JUST_NOW, when),
                class_name="text-fact text-muted",
            ),
            class_name="min-w-0 flex-1",
        ),
        *aside,
        class_name="flex items-center gap-3",
    )


def _running(job: rx.Var[Job]) -> rx.Component:
    return card(
        rx.el.div(
            _head(
                job,
                rx.el.span(job.percent, class_name="text-[1rem] font-medium tabular-nums"),
                _cancel(job),
                when="since",
            ),
            class_name="px-3.5 py-3",
        ),
        progress_line(job.progress, job.title),
        rx.el.div(
            rx.el.div(
                rx.foreach(job.places, lambda place: _place(place, job)),
                class_name="places flex-1",
            ),
            rx.el.ol(
                rx.foreach(job.steps, _step),
                class_name="steps w-full shrink-0 sm:w-56",
            ),
            class_name="flex flex-col gap-4 p-3.5 sm:flex-row",
        ),
        strong=True,
        class_name="overflow-hidden",
    )


def _place(place: rx.Var[Place], job: rx.Var[Job]) -> rx.Component:
    return developing_picture(
        place.progress,
        place.label,
        ratio=job.ratio,
        placeholder=job.face,
        src=place.src,
        alt=place.alt,
        key=place.index,
    )


def _step(step: rx.Var[Step]) -> rx.Component:
    return step_line(step.name, step.detail, state=step.state, key=step.name)


def _queued(job: rx.Var[Job]) -> rx.Component:
    place = rx.el.p(
        rx.el.span(job.place, class_name="display text-[2.25rem] leading-none"),
        rx.el.span(job.place_ending, class_name="display text-muted"),
        class_name="w-14 shrink-0 tabular-nums",
        custom_attrs={"data-place": job.place},
    )
    return card(
        place,
        rx.cond(job.face != "", avatar(job.face, job.title, size=44, round=False)),
        rx.el.div(
            rx.el.p(job.title, class_name="line-clamp-2 font-medium text-pretty"),
            rx.el.p(job.facts, ". ", job.wait, class_name="text-fact text-muted"),
            class_name="min-w-0 flex-1",
        ),
        _cancel(job),
        class_name="flex items-center gap-3 px-4 py-3",
    )


def _cancel(job: rx.Var[Job]) -> rx.Component:
    return button(words.CANCEL, size="small", on_click=GenerateState.cancel(job.id))


def _done(job: rx.Var[Job]) -> rx.Component:
    return rx.el.div(
        _head(
            job,
            rx.cond(
                job.film,
                rx.fragment(),
                rx.fragment(
                    _edit(job, words.SAME_SEED, "rotate-ccw", True),
                    _edit(job, words.EDIT, "pencil", False),
                ),
            ),
            _bin(job),
        ),
        rx.cond(job.trouble != "", note(job.trouble, tone="warn")),
        rx.el.div(rx.foreach(job.shots, lambda shot: _shot(shot, job)), class_name="shots"),
        class_name="flex flex-col gap-2.5 pt-2",
    )


def _edit(job: rx.Var[Job], said: str, drawn: str, keep_seed: bool) -> rx.Component:
    """Take the request back into the composer, with its seed or without."""
    return button(
        rx.el.span(said, class_name="max-xl:sr-only"),
        kind="quiet",
        size="small",
        icon=drawn,
        on_click=GenerateState.edit(job.id, keep_seed),
        custom_attrs={"data-goto": "composer-top"},
    )


def _bin(job: rx.Var[Job]) -> rx.Component:
    return icon_button("trash-2", words.DELETE, size="small", on_click=GenerateState.delete(job.id))


def _shot(shot: rx.Var[Shot], job: rx.Var[Job]) -> rx.Component:
    return rx.el.figure(
        rx.cond(shot.film, _film(shot), _picture(shot)),
        rx.el.figcaption(
            icon_button(
                "heart",
                rx.cond(shot.favourite, words.UNLIKE, words.LIKE),
                size="small",
                on_click=GenerateState.favourite(shot.id, ~shot.favourite),
                class_name=classes(rx.cond(shot.favourite, "liked", "")),
                custom_attrs={"aria-pressed": rx.cond(shot.favourite, "true", "false")},
            ),
            rx.cond(
                shot.film,
                rx.fragment(),
                icon_button(
                    "shuffle",
                    words.ONE_MORE + job.one_more,
                    size="small",
                    on_click=GenerateState.vary(job.id),
                ),
            ),
            rx.cond(
                shot.film,
                rx.fragment(),
                rx.fragment(
                    _on_with(shot, "film", words.CLIP_OF_IT, "clip"),
                    _on_with(shot, "audio-lines", words.TALK_OF_IT, "talk"),
                ),
            ),
            link(
                icon("download", 16),
                rx.el.span(words.DOWNLOAD, class_name="sr-only"),
                href=shot.full,
                inside=False,
                download="",
                class_name="btn btn-quiet btn-square btn-small",
                custom_attrs={"title": words.DOWNLOAD},
            ),
            class_name="shot-actions",
        ),
        key=shot.id,
        class_name=classes("shot", rx.cond(shot.favourite, "shot-liked", "")),
        custom_attrs={**style(**{"--grow": shot.grow}), "data-output": shot.id},
    )


def _picture(shot: rx.Var[Shot]) -> rx.Component:
    return link(
        thumb(shot, "(min-width: 64rem) 22vw, 45vw", large=True),
        href=f"{routes.GALLERY}?picture={shot.id}",
        inside=True,
        class_name="block rounded-picture",
    )


def _film(shot: rx.Var[Shot]) -> rx.Component:
    return film(
        shot.full,
        shot.src,
        shot.alt,
        width=shot.width,
        height=shot.height,
        captions=shot.captions,
        loop=shot.captions == "",
    )


def _on_with(shot: rx.Var[Shot], drawn: str, said: str, mode: str) -> rx.Component:
    """On from a picture to a film of it."""
    return link(
        icon(drawn, 16),
        rx.el.span(said, class_name="sr-only"),
        href=f"{routes.CREATE}?mode={mode}&picture={shot.id}",
        inside=True,
        class_name="btn btn-quiet btn-square btn-small",
        custom_attrs={"title": said},
    )


def _ended(job: rx.Var[Job]) -> rx.Component:
    return card(
        _head(
            job,
            button(words.AGAIN + job.again, size="small", on_click=GenerateState.again(job.id)),
            rx.cond(job.film, rx.fragment(), _edit(job, words.EDIT, "pencil", False)),
            _bin(job),
        ),
        rx.el.p(job.trouble, class_name="mt-2 text-label text-muted"),
        class_name="px-3.5 py-3",
    )
