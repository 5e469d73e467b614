"""A clip or talking video with its controls; ``/js/player.js`` moves them."""

from typing import Any

import reflex as rx

from influencer_app.web.components.base import Flag, Number, Text, attributes, classes, pop_class, style
from influencer_app.web.components.icon import icon
from influencer_app.web.components.picture import shape

PLAY, MUTE, CAPTIONS, FULL, SEEK = "Play", "Mute", "Captions", "Full screen", "Position"


def video(
    src: Text,
    poster: Text,
    label: Text,
    *,
    width: Number,
    height: Number,
    length: Text = "",
    captions: Text = "",
    loop: Flag = False,
    **props: Any,
) -> rx.Component:
    """It plays when asked to, in its own shape; nothing but the poster is loaded before.

    ``captions`` is the address of a WebVTT file, shown by default above the foot of the picture, or empty;
    ``length`` such as 0:04 stands in the controls before it plays; ``label`` says what is seen.
    """
    track = rx.el.track(src=captions, kind="captions", default=True, label="Captions")
    with_captions = captions != "" if isinstance(captions, rx.Var) else bool(captions)
    film = rx.el.video(
        _where(with_captions, track),
        src=src,
        poster=poster,
        loop=loop,
        preload="none",
        class_name="player-video",
        custom_attrs=attributes(playsInline=True, aria_label=label),
    )
    stage = rx.el.div(
        film,
        rx.el.div(class_name="player-captions", custom_attrs={"data-player": "captions-text"}),
        class_name="player-stage",
        custom_attrs=style(aspectRatio=shape(width, height)),
    )
    return rx.el.div(
        stage,
        rx.el.div(
            _button(
                "play",
                PLAY,
                icon("play", 18, class_name="when-paused"),
                icon("pause", 18, class_name="when-playing"),
            ),
            rx.el.span(
                length, class_name="player-time", custom_attrs={"data-player": "time", "translate": "no"}
            ),
            rx.el.input(
                type="range",
                min="0",
                max="1",
                step="0.01",
                default_value="0",
                class_name="player-seek",
                custom_attrs={"data-player": "seek", "aria-label": SEEK},
            ),
            _button(
                "mute",
                MUTE,
                icon("volume-2", 18, class_name="when-heard"),
                icon("volume-x", 18, class_name="when-muted"),
                pressed="false",
            ),
            _where(with_captions, _button("captions", CAPTIONS, icon("captions", 18), pressed="true")),
            _button("full", FULL, icon("maximize", 18)),
            class_name="player-controls",
        ),
        class_name=classes("player", pop_class(props)),
        **props,
    )


def _where(condition: Flag, one: rx.Component) -> rx.Component:
    if isinstance(condition, rx.Var):
        return rx.cond(condition, one)
    return one if condition else rx.fragment()


def _button(name: str, label: str, *content: rx.Component, pressed: str | None = None) -> rx.Component:
    return rx.el.button(
        *content,
        type="button",
        class_name="player-button",
        custom_attrs=attributes(data_player=name, aria_label=label, aria_pressed=pressed),
    )
