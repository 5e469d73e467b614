"""The way in: what is there, and the next useful step."""

from typing import cast

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards.character import CharacterOption
from influencer_app.web.cards.generation import GenerationCard
from influencer_app.web.cards.output import OutputCard
from influencer_app.web.components import avatar, card, link, link_button, progress_line
from influencer_app.web.components.base import style
from influencer_app.web.empty_filmstrip import empty_filmstrip
from influencer_app.web.formatting import relative_time
from influencer_app.web.layout.page import Page
from influencer_app.web.pages.dashboard import copy
from influencer_app.web.pages.dashboard.state import DashboardState
from influencer_app.web.reflex_compat.vars import cond_text, foreach, length, number_text
from influencer_app.web.responsive_image import responsive_image
from influencer_app.web.shell.page import app_page
from influencer_app.web.shell.state import ShellState


def home() -> rx.Component:
    """The page."""
    return app_page(
        copy.HOME,
        rx.el.div(_balance(), _next_step(), class_name="home-top"),
        _running(),
        _pictures(),
        _characters(),
        here=routes.DASHBOARD,
        wide=False,
    )


def _balance() -> rx.Component:
    return card(
        rx.el.h2(copy.HAVE, class_name="text-label text-muted"),
        rx.el.p(
            rx.el.span(
                ShellState.available,
                class_name="display text-[4.75rem] leading-none tabular-nums",
                custom_attrs={"translate": "no"},
            ),
            rx.el.span(" credits", class_name="text-muted"),
            class_name="mt-2",
        ),
        progress_line(ShellState.credits_share, copy.LEFT, class_name="my-3"),
        rx.el.p(
            number_text(ShellState.allowance) + copy.A_DAY,
            relative_time(ShellState.resets_at, ShellState.resets_in, "until"),
            cond_text(ShellState.reserved > 0, f", {ShellState.reserved} reserved now", ""),
            class_name="text-label text-muted",
        ),
        class_name="p-5",
    )


def _next_step() -> rx.Component:
    """Whatever this person has not tried yet."""
    again = _step(
        copy.MAKE,
        copy.MAKE_BODY,
        link_button(copy.OPEN_CREATE, href=routes.CREATE, kind="primary", icon="wand-sparkles"),
    )
    invent = _step(
        copy.INVENT,
        copy.INVENT_BODY,
        link_button(copy.NEW_CHARACTER, href=f"{routes.CHARACTERS}?new=create", kind="primary", icon="plus"),
    )
    step = rx.match(
        DashboardState.next_step,
        ("invent", invent),
        ("video", _video_step(copy.CLIP, copy.CLIP_BODY, copy.CLIP_GO, "video", "film")),
        ("avatar", _video_step(copy.TALK, copy.TALK_BODY, copy.TALK_GO, "avatar", "audio-lines")),
        again,
    )
    return cast("rx.Component", step)


def _video_step(title: str, body: str, go: str, mode: str, drawn: str) -> rx.Component:
    """On from the newest picture."""
    href = f"{routes.CREATE}?mode={mode}&picture={DashboardState.newest_picture_id}"
    seen = rx.el.img(src=DashboardState.newest_picture_thumb, alt="", class_name="home-latest")
    return _step(title, body, link_button(go, href=href, inside=True, kind="primary", icon=drawn), seen)


def _step(title: str, body: str, action: rx.Component, seen: rx.Component | None = None) -> rx.Component:
    return card(
        rx.el.div(
            rx.el.h2(title, class_name="display-card"),
            rx.el.p(body, class_name="mb-4 mt-1.5 max-w-[44ch] text-prompt text-muted text-pretty"),
            action,
            class_name="min-w-0 flex-1",
        ),
        *([seen] if seen else []),
        class_name="flex items-center gap-5 p-5",
    )


def _section(title: str, href: str, more: str, content: rx.Component) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(title, class_name="display-card"),
            link(more, href=href, class_name="text-label text-muted hover:text-text"),
            class_name="mb-3 flex items-baseline justify-between gap-3",
        ),
        content,
        class_name="mt-9",
    )


def _running() -> rx.Component:
    return rx.cond(
        length(ShellState.running) > 0,
        _section(
            copy.RUNNING,
            routes.CREATE,
            copy.OPEN_CREATE,
            rx.el.ul(foreach(ShellState.running, _job), class_name="home-jobs"),
        ),
    )


def _job(generation: GenerationCard) -> rx.Component:
    where = cond_text(generation.kind == "running", generation.percent, generation.status_text)
    return rx.el.li(
        card(
            avatar(generation.character_thumb, generation.title, size=44, round=False),
            rx.el.div(
                rx.el.p(generation.title, class_name="truncate font-medium"),
                rx.el.p(where, class_name="text-fact text-muted"),
                progress_line(generation.progress, generation.title, class_name="mt-1.5"),
                class_name="min-w-0 flex-1",
            ),
            class_name="flex items-center gap-3 p-3",
        ),
        key=generation.id,
    )


def _pictures() -> rx.Component:
    return rx.cond(
        length(DashboardState.outputs) > 0,
        _section(
            copy.NEWEST,
            routes.GALLERY,
            copy.OPEN_GALLERY,
            rx.el.div(foreach(DashboardState.outputs, _output), class_name="wall"),
        ),
        rx.cond(ShellState.loaded & (length(ShellState.running) == 0), _blank()),
    )


def _blank() -> rx.Component:
    """What a studio without pictures shows."""
    return rx.el.div(empty_filmstrip(), class_name="mt-9")


def _output(output: OutputCard) -> rx.Component:
    return rx.el.div(
        link(
            responsive_image(output),
            href=f"{routes.GALLERY}?picture={output.id}",
            inside=True,
            class_name="block rounded-picture",
        ),
        key=output.id,
        class_name="wall-item",
        custom_attrs=style(**{"--grow": output.grow}),
    )


def _characters() -> rx.Component:
    return rx.cond(
        length(ShellState.characters) > 0,
        _section(
            copy.CHARACTERS,
            routes.CHARACTERS,
            copy.ALL_CHARACTERS,
            rx.el.ul(foreach(ShellState.characters, _face), class_name="flex flex-wrap gap-4"),
        ),
    )


def _face(face: CharacterOption) -> rx.Component:
    return rx.el.li(
        link(
            avatar(face.thumb_url, face.name, size=88, round=False),
            rx.el.span(face.name, class_name="max-w-full truncate text-label"),
            href=f"{routes.CREATE}?character={face.id}",
            inside=True,
            class_name="flex w-[88px] flex-col items-center gap-1.5 rounded-control",
        ),
        key=face.id,
    )


PAGE = Page(routes.DASHBOARD, home, copy.HOME, on_load=DashboardState.load)
