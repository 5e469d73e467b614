"""A sample image as public pages show it."""

from typing import Any

import reflex as rx

from influencer_app.web.components import picture
from influencer_app.web.site_build.samples import SampleImage


def sample_image(
    one: SampleImage, *, sizes: str, said: bool = True, eager: bool = False, **props: Any
) -> rx.Component:
    """A sample, uncropped. ``sizes`` is how wide it is shown; ``said=False`` marks decoration."""
    class_name = f"sample-image {props.pop('class_name', '')}".strip()
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
