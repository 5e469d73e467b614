"""One picture large, with every number needed to make it again. Arrows, Escape and F work."""

from typing import Any

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards.output import OutputCard
from influencer_app.web.components import icon, icon_button, link, picture, video
from influencer_app.web.components.base import Text, classes, style
from influencer_app.web.formatting import relative_time
from influencer_app.web.pages.gallery import copy
from influencer_app.web.pages.gallery.lightbox_state import LightboxState
from influencer_app.web.pages.gallery.state import GalleryState
from influencer_app.web.reflex_compat.vars import cond_text, foreach, negate

ONE = LightboxState.card


def lightbox() -> rx.Component:
    """A dialog over the whole window; the panel is a sheet below on phones."""
    return rx.el.dialog(
        rx.cond(LightboxState.open, rx.el.div(_stage(), _panel(), class_name="lightbox-inside")),
        id=rx.Var.create("lightbox"),
        class_name="lightbox",
        custom_attrs={
            "data-open": cond_text(LightboxState.is_hydrated & LightboxState.open, "true", "false"),
            "data-picture": cond_text(LightboxState.open, ONE.id, ""),
            "data-ready": cond_text(LightboxState.is_hydrated & ~LightboxState.pending, "true", "false"),
            "aria-label": copy.PICTURE,
        },
    )


def _stage() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.cond(ONE.is_video, _film(), _still()),
            class_name="lightbox-frame",
            custom_attrs=style(**{"--grow": ONE.grow}),
        ),
        _zoomed(),
        _bar(),
        _turn("chevron-left", copy.NEWER, LightboxState.newer_id, "ArrowLeft", "left-3"),
        _turn("chevron-right", copy.OLDER_ONE, LightboxState.older_id, "ArrowRight", "right-3"),
        rx.el.ol(foreach(LightboxState.strip, _thumb), class_name="filmstrip scroll-quiet"),
        class_name="lightbox-stage",
    )


def _zoomed() -> rx.Component:
    """The original at its own size, to be scrolled; ``/js/gallery.js`` shows it."""
    return rx.cond(
        ONE.is_video,
        rx.fragment(),
        rx.el.div(
            rx.el.img(src=ONE.full, alt=ONE.alt, loading="lazy", key=ONE.id),
            class_name="lightbox-zoomed",
            tab_index=0,
            custom_attrs={"role": "group", "aria-label": copy.ZOOM},
        ),
    )


def _bar() -> rx.Component:
    """Which one of how many, and zoom."""
    return rx.el.div(
        rx.cond(
            LightboxState.position != "",
            rx.el.span(
                LightboxState.position,
                class_name="picture-label",
                custom_attrs={"data-position": "", "translate": "no"},
            ),
        ),
        rx.cond(
            ONE.is_video,
            rx.fragment(),
            icon_button(
                "zoom-in",
                copy.ZOOM,
                kind="raised",
                size="small",
                custom_attrs={"data-zoom": "", "data-key": "z", "aria-pressed": "false"},
            ),
        ),
        class_name="lightbox-bar",
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
    return video(
        ONE.full,
        ONE.src,
        ONE.alt,
        width=ONE.width,
        height=ONE.height,
        captions=ONE.captions,
        length=ONE.duration,
        loop=ONE.captions == "",
        key=ONE.id,
        class_name="lightbox-picture",
    )


def _on_with(drawn: str, said: str, price: Text, mode: str) -> rx.Component:
    return link(
        icon(drawn, 16),
        rx.el.span(
            said,
            rx.el.span(
                price, class_name="block text-fact font-normal text-muted", custom_attrs={"data-price": mode}
            ),
        ),
        href=f"{routes.CREATE}?mode={mode}&picture={ONE.id}",
        inside=True,
        class_name="btn btn-outline !h-auto py-1.5",
    )


def _turn(drawn: str, said: str, target: Text, key: str, place: str) -> rx.Component:
    return rx.cond(
        target != "",
        icon_button(
            drawn,
            said,
            kind="raised",
            on_click=LightboxState.open_lightbox(target),
            class_name=f"absolute top-1/2 -translate-y-1/2 {place}",
            custom_attrs={"data-key": key},
        ),
    )


def _thumb(output: OutputCard) -> rx.Component:
    here = output.id == ONE.id
    return rx.el.li(
        rx.el.button(
            rx.el.img(src=output.thumb, alt=output.alt, loading="lazy", class_name="size-full object-cover"),
            type="button",
            on_click=LightboxState.open_lightbox(output.id),
            class_name=classes("filmstrip-item", cond_text(here, "chosen", "")),
            custom_attrs={"aria-current": cond_text(here, "true", "false")},
        ),
        key=output.id,
    )


def _panel() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h2(
                cond_text(ONE.character_name != "", ONE.character_name, copy.SOMEBODY),
                class_name="display-card truncate",
            ),
            icon_button(
                "x", copy.CLOSE, on_click=LightboxState.close_lightbox, custom_attrs={"data-close": ""}
            ),
            class_name="flex items-center justify-between gap-3",
        ),
        rx.el.p(
            rx.el.span(ONE.prompt),
            rx.cond(ONE.enhancement != "", rx.el.span(", " + ONE.enhancement, class_name="text-muted")),
            id=rx.Var.create("seen-prompt"),
            class_name="text-prompt text-pretty",
        ),
        rx.cond(
            ONE.script != "",
            rx.el.p(
                rx.el.span(copy.SAYS + ": ", class_name="text-muted"),
                ONE.script,
                class_name="text-prompt text-pretty",
            ),
        ),
        _actions(),
        rx.el.dl(
            _pair(copy.SHAPE, ONE.shape),
            _pair(copy.STYLE, ONE.style),
            _told(copy.NEGATIVE, ONE.negative),
            _pair(copy.SEED, ONE.seed),
            _told(copy.LENGTH, ONE.duration),
            _told(copy.MOTION, ONE.motion),
            _told(copy.VOICE, ONE.voice),
            _told(copy.NOTE, ONE.note),
            _pair(copy.DRAWN_BY, ONE.made_by),
            _pair(copy.PRICE, ONE.price),
            _pair(copy.MADE, relative_time(ONE.made_at, ONE.made_on, "at")),
            class_name="pairs",
        ),
        rx.el.p(copy.SIGNED, class_name="text-fact text-muted text-pretty"),
        rx.cond(
            ONE.delete_set_label != "",
            rx.el.div(
                _delete(ONE.delete_label, LightboxState.delete_output(ONE.id)),
                _delete(ONE.delete_set_label, LightboxState.delete(ONE.generation_id)),
                class_name="mt-auto flex flex-wrap gap-2",
            ),
            rx.el.div(
                _delete(ONE.delete_label, LightboxState.delete(ONE.generation_id)), class_name="mt-auto"
            ),
        ),
        class_name="lightbox-panel",
    )


def _delete(label: Text, on_click: Any) -> rx.Component:
    return rx.el.button(
        icon("trash-2", 16), label, type="button", on_click=on_click, class_name="btn btn-danger btn-small"
    )


def _actions() -> rx.Component:
    return rx.el.div(
        rx.el.button(
            icon("heart", 16),
            cond_text(ONE.favourite, copy.FAVOURITE, copy.LIKE),
            type="button",
            on_click=GalleryState.favourite(ONE.id, negate(ONE.favourite)),
            class_name=classes("btn btn-outline", cond_text(ONE.favourite, "liked", "")),
            custom_attrs={"aria-pressed": cond_text(ONE.favourite, "true", "false"), "data-key": "f"},
        ),
        link(
            icon("download", 16),
            copy.DOWNLOAD,
            href=ONE.full,
            inside=False,
            download="",
            class_name="btn btn-outline",
        ),
        link(
            icon("rotate-ccw", 16),
            copy.SAME_SEED,
            href=f"{routes.CREATE}?recall={ONE.generation_id}&seed={ONE.seed}",
            inside=True,
            class_name="btn btn-outline",
        ),
        link(
            icon("pencil", 16),
            copy.EDIT,
            href=f"{routes.CREATE}?recall={ONE.generation_id}",
            inside=True,
            class_name="btn btn-outline",
        ),
        rx.el.button(
            icon("copy", 16),
            rx.el.span(copy.COPY),
            type="button",
            class_name="btn btn-outline needs-script",
            custom_attrs={
                "data-copy-from": "seen-prompt",
                "data-copied": copy.COPIED,
                "data-selected": copy.SELECTED,
            },
        ),
        rx.cond(
            ONE.is_video,
            rx.fragment(),
            rx.fragment(
                _on_with("film", copy.CLIP, LightboxState.clip_price, "video"),
                _on_with("audio-lines", copy.TALK, LightboxState.talk_price, "avatar"),
            ),
        ),
        class_name="lightbox-actions",
    )


def _told(name: str, value: Text) -> rx.Component:
    """Only where there is something to tell."""
    return rx.cond(value != "", _pair(name, value))


def _pair(name: str, value: Text | rx.Component) -> rx.Component:
    return rx.el.div(rx.el.dt(name, class_name="text-muted"), rx.el.dd(value), class_name="pair")
