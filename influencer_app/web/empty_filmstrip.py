"""A roll of film for pages that are empty: one sample, one frame that develops, the rest blank."""

import reflex as rx

from influencer_app.web.components import developing_picture, picture, picture_label
from influencer_app.web.site_build.samples import SampleImage, sample_images

SAMPLE, UNDER = "amara-roof", "yuki-studio"
BLANK = 3


def empty_filmstrip() -> rx.Component:
    """Decoration: what it means stands beside it."""
    known = {one.name: one for one in sample_images()}
    frames = [_sample(known[SAMPLE])] if SAMPLE in known else []
    if UNDER in known:
        frames.append(developing_picture(0.35, placeholder=known[UNDER].small))
    frames += [rx.el.div(class_name="frame-blank") for _ in range(BLANK)]
    return rx.el.div(*frames, class_name="roll", custom_attrs={"aria-hidden": "true"})


def _sample(one: SampleImage) -> rx.Component:
    return rx.el.div(
        picture(one.small, "", width=one.width, height=one.height, placeholder=one.placeholder),
        picture_label("Sample", class_name="absolute bottom-1.5 left-1.5"),
        class_name="relative self-start",
    )
