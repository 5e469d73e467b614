"""A clip or talking video with its controls."""

from typing import Any

import reflex as rx

from influencer_app.web.components.base import Flag, Number, Text, attributes, classes, pop_class, style
from influencer_app.web.components.picture import shape


def video(
    src: Text,
    poster: Text,
    label: Text,
    *,
    width: Number,
    height: Number,
    captions: Text = "",
    loop: Flag = False,
    **props: Any,
) -> rx.Component:
    """It plays when asked to, in its own shape; nothing but the poster is loaded before.

    ``captions`` is the address of a WebVTT file, shown by default, or empty; ``label`` says what is seen.
    """
    track = rx.el.track(src=captions, kind="captions", default=True, label="Captions")
    has_captions = rx.cond(captions != "", track) if isinstance(captions, rx.Var) else rx.fragment()
    return rx.el.video(
        has_captions,
        src=src,
        poster=poster,
        controls=True,
        loop=loop,
        preload="none",
        class_name=classes("picture video", pop_class(props)),
        custom_attrs={
            **attributes(playsInline=True, aria_label=label),
            **style(aspectRatio=shape(width, height)),
            **props.pop("custom_attrs", {}),
        },
        **props,
    )
