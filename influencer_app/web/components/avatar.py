"""Faces, small."""

from typing import Any

import reflex as rx

from influencer_app.web.components.base import Flag, Text, attributes, classes, pop_class, style, yes_no
from influencer_app.web.reflex_compat.vars import cond_text


def avatar(src: Text, name: Text, *, size: int = 34, round: bool = True, **props: Any) -> rx.Component:
    """A face of ``size`` px, or the first letter where there is none; what stands beside says the name."""
    letter = rx.el.span(
        name.to(str)[0:1] if isinstance(name, rx.Var) else name[:1], class_name="display leading-none"
    )
    image = rx.el.img(src=src, alt="", class_name="size-full object-cover", custom_attrs={"data-fade": ""})
    inside = rx.cond(src != "", image, letter) if isinstance(src, rx.Var) else (image if src else letter)
    return rx.el.span(
        inside,
        class_name=classes("avatar", "rounded-full" if round else "rounded-control", pop_class(props)),
        custom_attrs={**style(width=f"{size}px", height=f"{size}px"), "aria-hidden": "true"},
        **props,
    )


def face_choice(src: Text, name: Text, *, chosen: Flag, on_click: Any, **props: Any) -> rx.Component:
    """A character to pick: 50 px with the accent's ring when chosen, the name below."""
    state = cond_text(chosen, "chosen", "") if isinstance(chosen, rx.Var) else ("chosen" if chosen else "")
    return rx.el.button(
        avatar(src, name, size=50, round=False, class_name="face-picture"),
        rx.el.span(name, class_name="max-w-full truncate text-fact"),
        type="button",
        on_click=on_click,
        class_name=classes("face", state, pop_class(props)),
        custom_attrs=attributes(props.pop("custom_attrs", None), aria_pressed=yes_no(chosen)),
        **props,
    )
