"""One picture large, with every number needed to make it again. Arrows, Escape and F work."""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards import Shot
from influencer_app.web.components import film, icon, icon_button, link, picture
from influencer_app.web.components.base import classes, style
from influencer_app.web.moments import moment
from influencer_app.web.pages.gallery import words
from influencer_app.web.pages.gallery.state import GalleryState

ONE = GalleryState.picture


def lightbox() -> rx.Component:
    """A dialog over the whole window; the panel is a sheet below on phones."""
    return rx.el.dialog(
        rx.cond(GalleryState.open, rx.el.div(_stage(), _panel(), class_name="lightbox-inside")),
        id=rx.Var.create("lightbox"),
        class_name="lightbox",
        custom_attrs={
            "data-open": rx.cond(GalleryState.open, "true", "false"),
            "data-picture": ONE.id,
            "aria-label": words.PICTURE,
        },
    )


def _stage() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.cond(ONE.film, _film(), _still()),
            class_name="lightbox-frame",
            custom_attrs=style(**{"--grow": ONE.grow}),
        ),
        _turn("chevron-left", words.NEWER, GalleryState.newer, "ArrowLeft", "left-3"),
        _turn("chevron-right", words.OLDER_ONE, GalleryState.older, "ArrowRight", "right-3"),
        rx.el.ol(rx.foreach(GalleryState.shots, _thumb), class_name="filmstrip scroll-quiet"),
        class_name="lightbox-stage",
    )


def _still() -> rx.Component:
    return picture(
        ONE.src,
        ONE.alt,
        width=ONE.width,
        height=ONE.height,
        placeholder=ONE.placeholder,
        eager=True,
        key=ONE.id,
        class_name="lightbox-picture",
    )


def _film() -> rx.Component:
    return film(
        ONE.full,
        ONE.src,
        ONE.alt,
        width=ONE.width,
        height=ONE.height,
        captions=ONE.captions,
        loop=ONE.captions == "",
        key=ONE.id,
        class_name="lightbox-picture",
    )


def _on_with(drawn: str, said: str, mode: str) -> rx.Component:
    return link(
        icon(drawn, 16),
        said,
        href=f"{routes.CREATE}?mode={mode}&picture={ONE.id}",
        inside=True,
        class_name="btn btn-outline",
    )


def _turn(drawn: str, said: str, target: rx.Var[str], key: str, place: str) -> rx.Component:
    return rx.cond(
        target != "",
        icon_button(
            drawn,
            said,
            kind="raised",
            on_click=GalleryState.look(target),
            class_name=f"absolute top-1/2 -translate-y-1/2 {place}",
            custom_attrs={"data-key": key},
        ),
    )


def _thumb(shot: rx.Var[Shot]) -> rx.Component:
    here = shot.id == ONE.id
    return rx.el.li(
        rx.el.button(
            rx.el.img(src=shot.thumb, alt=shot.alt, loading="lazy", class_name="size-full object-cover"),
            type="button",
            on_click=GalleryState.look(shot.id),
            class_name=classes("filmstrip-item", rx.cond(here, "chosen", "")),
            custom_attrs={"aria-current": rx.cond(here, "true", "false")},
        ),
        key=shot.id,
    )


def _panel() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h2(rx.cond(ONE.who != "", ONE.who, words.SOMEBODY), class_name="display-card truncate"),
            icon_button("x", words.CLOSE, on_click=GalleryState.look_away, custom_attrs={"data-close": ""}),
            class_name="flex items-center justify-between gap-3",
        ),
        rx.el.p(
            rx.el.span(ONE.prompt),
            rx.cond(ONE.added != "", rx.el.span(", " + ONE.added, class_name="text-muted")),
            id=rx.Var.create("seen-prompt"),
            class_name="text-prompt text-pretty",
        ),
        rx.cond(
            ONE.script != "",
            rx.el.p(
                rx.el.span(words.SAYS + ": ", class_name="text-muted"),
                ONE.script,
                class_name="text-prompt text-pretty",
            ),
        ),
        _actions(),
        rx.el.dl(
            _pair(words.SHAPE, ONE.shape),
            _pair(words.STYLE, ONE.style),
            _told(words.NEGATIVE, ONE.negative),
            _pair(words.SEED, ONE.seed),
            _told(words.LENGTH, ONE.lasts),
            _told(words.MOTION, ONE.motion),
            _told(words.VOICE, ONE.voice),
            _pair(words.DRAWN_BY, ONE.made_by),
            _pair(words.PRICE, ONE.price),
            _pair(words.MADE, moment(ONE.made_at, ONE.made_on, "at")),
            class_name="pairs",
        ),
        rx.el.p(words.SIGNED, class_name="text-fact text-muted text-pretty"),
        rx.el.button(
            icon("trash-2", 16),
            words.DELETE,
            type="button",
            on_click=GalleryState.delete(ONE.generation_id),
            class_name="btn btn-danger btn-small mt-auto self-start",
        ),
        class_name="lightbox-panel",
    )


def _actions() -> rx.Component:
    return rx.el.div(
        rx.el.button(
            icon("heart", 16),
            rx.cond(ONE.favourite, words.FAVOURITE, words.LIKE),
            type="button",
            on_click=GalleryState.favourite(ONE.id, ~ONE.favourite),
            class_name=classes("btn btn-outline", rx.cond(ONE.favourite, "liked", "")),
            custom_attrs={"aria-pressed": rx.cond(ONE.favourite, "true", "false"), "data-key": "f"},
        ),
        link(
            icon("download", 16),
            words.DOWNLOAD,
            href=ONE.full,
            inside=False,
            download="",
            class_name="btn btn-outline",
        ),
        link(
            icon("rotate-ccw", 16),
            words.SAME_SEED,
            href=f"{routes.CREATE}?like={ONE.generation_id}&seed={ONE.seed}",
            inside=True,
            class_name="btn btn-outline",
        ),
        link(
            icon("pencil", 16),
            words.EDIT,
            href=f"{routes.CREATE}?like={ONE.generation_id}",
            inside=True,
            class_name="btn btn-outline",
        ),
        rx.el.button(
            icon("copy", 16),
            rx.el.span(words.COPY),
            type="button",
            class_name="btn btn-outline needs-script",
            custom_attrs={"data-copies": "seen-prompt", "data-copied": words.COPIED},
        ),
        rx.cond(
            ONE.film,
            rx.fragment(),
            rx.fragment(_on_with("film", words.CLIP, "clip"), _on_with("audio-lines", words.TALK, "talk")),
        ),
        class_name="grid grid-cols-2 gap-2",
    )


def _told(name: str, value: rx.Var[str]) -> rx.Component:
    """Only where there is something to tell."""
    return rx.cond(value != "", _pair(name, value))


def _pair(name: str, value: rx.Var[str] | rx.Component) -> rx.Component:
    return rx.el.div(rx.el.dt(name, class_name="text-muted"), rx.el.dd(value), class_name="pair")
