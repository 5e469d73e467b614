"""Prints as public pages hang them."""

from typing import Any

import reflex as rx

from influencer_app.web.build.shelf import Print
from influencer_app.web.components import picture


def hung(one: Print, *, sizes: str, said: bool = True, eager: bool = False, **props: Any) -> rx.Component:
    """A print in its own shape. ``sizes`` is how wide it is shown, ``said`` False is for decoration."""
    class_name = f"print {props.pop('class_name', '')}".strip()
    return picture(
        one.url,
        f"{one.person} {one.scene}" if said else "",
        width=one.width,
        height=one.height,
        placeholder=one.placeholder,
        srcset=one.srcset,
        sizes=sizes,
        eager=eager,
        class_name=class_name,
        **props,
    )
